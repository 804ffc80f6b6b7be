import { For, Show, createMemo, createSignal } from "solid-js";
import type { ExecutionStatus, MapRunChild, MapRunCounts } from "../api/generated";
import type { Live } from "../api/live";
import { Segmented } from "../parts/segmented";
import { VirtualList } from "../parts/virtual-list";
import { StatusBadge } from "./status-mark";
import { createNow } from "./ticker";
import { causeWords, duration } from "./words";

/** Children that are read at once. */
const page = 200;

type Filter = "all" | "RUNNING" | "FAILED";

const filters: readonly { key: Filter; label: string }[] = [
  { key: "all", label: "All" },
  { key: "RUNNING", label: "Running" },
  { key: "FAILED", label: "Failed" },
];

const parts: readonly { key: keyof MapRunCounts; label: string; hue: string }[] = [
  { key: "succeeded", label: "succeeded", hue: "succeeded" },
  { key: "failed", label: "failed", hue: "failed" },
  { key: "timed_out", label: "timed out", hue: "failed" },
  { key: "aborted", label: "stopped", hue: "cancelled" },
  { key: "running", label: "running", hue: "running" },
  { key: "pending_redrive", label: "to be redriven", hue: "waiting" },
  { key: "pending", label: "waiting", hue: "waiting" },
];

const shown = (items: MapRunCounts) => parts.filter(({ key }) => items[key] > 0);

/** How far the Map Run of a distributed Map is, and its child executions. */
export function MapRunView(props: { live: Live; arn: string; onOpen: (executionArn: string) => void }) {
  const query = () => props.live.query("describe_map_run", { map_run_arn: props.arn });
  const found = () => query().value();
  return (
    <div class="map-run">
      <Show when={found()} fallback={<p class="pad faint">{query().refusal()?.message ?? "Reading…"}</p>}>
        {(run) => (
          <>
            <Progress
              status={run().status}
              startedAt={run().started_at}
              stoppedAt={run().stopped_at}
              items={run().items}
              executions={run().executions}
              redrives={run().redrive_count}
            />
            <Children
              live={props.live}
              arn={props.arn}
              items={run().items}
              count={total(run().executions) - run().executions.pending}
              onOpen={props.onOpen}
            />
          </>
        )}
      </Show>
    </div>
  );
}

function Progress(props: {
  status: ExecutionStatus;
  startedAt: number;
  stoppedAt: number | null;
  items: MapRunCounts;
  executions: MapRunCounts;
  redrives: number;
}) {
  const now = createNow(500);
  const length = () => (props.stoppedAt ?? now()) - props.startedAt;
  const ended = () => total(props.items) - props.items.pending - props.items.pending_redrive - props.items.running;
  const rate = () => (length() > 0 ? (ended() * 1000) / length() : 0);
  return (
    <div class="map-run-head">
      <div class="map-run-line">
        <StatusBadge status={props.status} />
        <strong class="number">
          {ended().toLocaleString()} of {total(props.items).toLocaleString()} items
          {props.status === "RUNNING" ? " read" : ""}
        </strong>
        <span class="faint number">
          {total(props.executions).toLocaleString()} child runs · {duration(length())} · {Math.round(rate()).toLocaleString()}{" "}
          items/s
        </span>
        <Show when={props.redrives > 0}>
          <span class="badge" title="How often this Map Run went on after its end">
            {props.redrives === 1 ? "redriven" : `redriven ${props.redrives} times`}
          </span>
        </Show>
      </div>
      <div
        class="map-run-bar"
        role="progressbar"
        aria-label="Items done"
        aria-valuemin={0}
        aria-valuemax={total(props.items)}
        aria-valuenow={ended()}
      >
        <For each={shown(props.items)}>
          {(part) => (
            <span style={{ "flex-grow": props.items[part.key], background: `var(--run-${part.hue}-mark, var(--line-strong))` }} />
          )}
        </For>
      </div>
    </div>
  );
}

function Counts(props: { items: MapRunCounts }) {
  return (
    <div class="map-run-line faint small">
      <For each={shown(props.items)}>
        {(part) => (
          <span class="number">
            {props.items[part.key].toLocaleString()} {part.label}
          </span>
        )}
      </For>
    </div>
  );
}

function Children(props: {
  live: Live;
  arn: string;
  items: MapRunCounts;
  count: number;
  onOpen: (executionArn: string) => void;
}) {
  const [filter, setFilter] = createSignal<Filter>("all");
  const rows = createMemo(() => {
    if (filter() === "all") return Array.from({ length: props.count }, (_, number) => number);
    return Array.from({ length: matching().value()?.children.length ?? 0 }, (_, place) => place);
  });
  const matching = () =>
    props.live.query("list_map_run_children", { map_run_arn: props.arn, status: filter(), from: 0, max: page });
  return (
    <>
      <div class="map-run-filter">
        <Counts items={props.items} />
        <span class="grow" />
        <Segmented name="Which child runs" options={filters} selected={filter()} onSelect={setFilter} />
        <Show when={filter() !== "all" && rows().length >= page}>
          <span class="faint small">the first {page}</span>
        </Show>
      </div>
      <div class="grow">
        <Show when={rows().length > 0} fallback={<p class="pad faint">No child runs here.</p>}>
          <VirtualList
            name="Child runs"
            rows={rows()}
            rowHeight={28}
            render={(place) => (
              <Row
                child={() =>
                  filter() === "all" ? pageOf(props.live, props.arn, place)?.[place % page] : matching().value()?.children[place]
                }
                onOpen={props.onOpen}
              />
            )}
          />
        </Show>
      </div>
    </>
  );
}

/** Children are numbered without gaps, so a place in the list says which page it is on. */
function pageOf(live: Live, arn: string, place: number): readonly MapRunChild[] | undefined {
  const from = Math.floor(place / page) * page;
  return live.query("list_map_run_children", { map_run_arn: arn, status: null, from, max: page }).value()?.children;
}

function Row(props: { child: () => MapRunChild | undefined; onOpen: (executionArn: string) => void }) {
  const child = createMemo(props.child);
  return (
    <div role="listitem">
      <Show when={child()} fallback={<div class="step-row faint">…</div>}>
        {(row) => (
          <button
            type="button"
            class="step-row"
            disabled={!row().has_history}
            title={row().has_history ? "Open this run" : "Express runs keep no history"}
            onClick={() => props.onOpen(row().execution_arn)}
          >
            <StatusBadge status={row().status} />
            <span class="number">#{row().number}</span>
            <Show when={row().items !== 1}>
              <span class="badge">{row().items} items</span>
            </Show>
            <Show when={row().error}>{(error) => <span class="error-name">{error()}</span>}</Show>
            <Show when={row().cause}>{(cause) => <span class="faint ellipsis">{causeWords(cause())}</span>}</Show>
            <span class="grow" />
            <span class="faint number">
              {row().stopped_at === null ? "" : duration((row().stopped_at ?? 0) - row().started_at)}
            </span>
          </button>
        )}
      </Show>
    </div>
  );
}

function total(counts: MapRunCounts): number {
  return parts.reduce((sum, { key }) => sum + counts[key], 0);
}
