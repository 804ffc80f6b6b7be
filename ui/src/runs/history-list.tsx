import History from "lucide-solid/icons/clock";
import { For } from "solid-js";
import type { Live } from "../api/live";
import { Empty } from "../parts/empty";
import { StatusBadge } from "./status-mark";
import { duration, moment } from "./words";

/** Earlier runs of a workflow, newest first. */
export function HistoryList(props: { live: Live; workflow: string; current: string | null; onOpen: (arn: string) => void }) {
  const runs = () => props.live.query("list_executions", { workflow: props.workflow, max: 200 });
  return (
    <div class="scroll" style={{ height: "100%" }} role="list" aria-label="Runs">
      <For
        each={runs().value()?.executions}
        fallback={
          <Empty icon={History} title={runs().refusal()?.message ?? "No runs yet"}>
            Every run of this workflow is kept and listed here.
          </Empty>
        }
      >
        {(run) => (
          <div role="listitem">
            <button
              type="button"
              class="history-row"
              aria-current={props.current === run.execution_arn}
              onClick={() => props.onOpen(run.execution_arn)}
            >
              <StatusBadge status={run.status} />
              <span class="ellipsis grow">{run.name}</span>
              <span class="faint number">{run.stopped_at ? duration(run.stopped_at - run.started_at) : "running"}</span>
              <span class="faint">{moment(run.started_at)}</span>
            </button>
          </div>
        )}
      </For>
    </div>
  );
}
