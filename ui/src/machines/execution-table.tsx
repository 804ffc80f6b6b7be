import History from "lucide-solid/icons/clock";
import { Show, createMemo, createSignal } from "solid-js";
import type { ExecutionStatus, ExecutionSummary } from "../api/generated";
import type { Live } from "../api/live";
import { Empty } from "../parts/empty";
import { Segmented } from "../parts/segmented";
import { VirtualList } from "../parts/virtual-list";
import { StatusBadge } from "../runs/status-mark";
import { duration, executionWords, moment } from "../runs/words";
import { ExecutionPages } from "./execution-pages";

const filters = ["ALL", "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"] as const;
type Filter = (typeof filters)[number];

/** Executions of a state machine, latest first, as they come and go. */
export function ExecutionTable(props: {
  live: Live;
  machine: string;
  express: boolean;
  onOpen: (arn: string) => void;
  now: number;
}) {
  const [filter, setFilter] = createSignal<Filter>("ALL");
  const pages = createMemo(() => {
    const chosen = filter();
    return new ExecutionPages(props.live, props.machine, chosen === "ALL" ? null : chosen);
  });
  return (
    <div class="executions column">
      <div class="row executions-filter">
        <Segmented
          name="Status"
          options={filters.map((key) => ({ key, label: key === "ALL" ? "All" : executionWords[key] }))}
          selected={filter()}
          onSelect={setFilter}
        />
        <span class="grow" />
        <Show when={pages().rows()}>
          {(rows) => (
            <span class="faint number">
              {rows().length}
              {pages().more() ? "+" : ""} {rows().length === 1 ? "execution" : "executions"}
            </span>
          )}
        </Show>
      </div>
      <div class="grow executions-rows">
        <Show when={pages().rows()?.length} fallback={<Nothing pages={pages()} filter={filter()} express={props.express} />}>
          <VirtualList
            name="Executions"
            rows={pages().rows() ?? []}
            rowHeight={36}
            onEnd={() => pages().grow()}
            render={(row) => <Row row={row} now={props.now} onOpen={() => props.onOpen(row.execution_arn)} />}
          />
        </Show>
      </div>
    </div>
  );
}

function Row(props: { row: ExecutionSummary; now: number; onOpen: () => void }) {
  const took = () => duration((props.row.stopped_at ?? props.now) - props.row.started_at);
  return (
    <div role="listitem">
      <button type="button" class="execution-row" onClick={() => props.onOpen()}>
        <span class="execution-status">
          <StatusBadge status={props.row.status} />
        </span>
        <span class="ellipsis grow mono">{props.row.name}</span>
        <span class="faint number execution-took">{took()}</span>
        <span class="faint execution-start">{moment(props.row.started_at)}</span>
      </button>
    </div>
  );
}

function Nothing(props: { pages: ExecutionPages; filter: ExecutionStatus | "ALL"; express: boolean }) {
  const title = () => {
    const refused = props.pages.refusal();
    if (refused) return refused.message;
    if (!props.pages.rows()) return "Loading …";
    return props.filter === "ALL" ? "No executions yet" : `None is ${executionWords[props.filter].toLowerCase()}`;
  };
  return (
    <Empty icon={History} title={title()}>
      <Show when={props.filter === "ALL" && props.pages.rows()}>
        Start one here, or let a client call StartExecution. It appears as soon as it begins.
        {props.express ? " Express executions are remembered while Signalbox runs." : ""}
      </Show>
    </Empty>
  );
}
