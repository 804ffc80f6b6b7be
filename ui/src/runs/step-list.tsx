import { Show, createMemo } from "solid-js";
import { VirtualList } from "../parts/virtual-list";
import { statusNow, type Visit } from "./replay";
import type { Run } from "./run";
import { StatusMark } from "./status-mark";
import { createNow } from "./ticker";
import { duration } from "./words";

/** The visits of all states in the order in which they were entered, indented by what they lie in. */
export function StepList(props: { run: Run; picked: number | null; onPick: (visit: Visit) => void }) {
  const tick = createNow(500);
  const now = () => props.run.clock(tick());
  const rows = createMemo<readonly Visit[]>(() => props.run.replay().entered, [], { equals: false });
  const depthOf = (visit: Visit): number => {
    const around = visit.parent === null ? undefined : props.run.replay().visits.get(visit.parent);
    return around ? 1 + depthOf(around) : 0;
  };
  const due = (visit: Visit) => props.run.outstanding().find(({ entered_event }) => entered_event === visit.id);
  const words = (visit: Visit) => {
    const open = due(visit);
    if (open?.until && (open.kind === "retry" || open.kind === "wait"))
      return `${open.kind === "retry" ? `retry ${open.attempt} in` : "for"} ${duration(open.until - now())}`;
    return duration((visit.endedAt ?? now()) - visit.enteredAt);
  };
  return (
    <VirtualList
      name="Steps of the run"
      rows={rows()}
      rowHeight={28}
      follow={props.run.status === "RUNNING"}
      render={(entered) => {
        // Visits are changed in place while the history grows: a row stays, and looks again at what may have changed.
        const visit = () => (props.run.replay(), entered);
        const status = createMemo(() => statusNow(visit(), props.run.outstanding()));
        return (
          <div role="listitem">
            <button
              type="button"
              class="step-row"
              aria-current={props.picked === entered.id}
              style={{ "padding-left": `${10 + depthOf(entered) * 14}px` }}
              onClick={() => props.onPick(entered)}
            >
              <StatusMark status={status()} />
              <span class="ellipsis">{entered.name}</span>
              <Show when={entered.iteration !== null}>
                <span class="badge">#{entered.iteration}</span>
              </Show>
              <Show when={visit().attempts.length > 1}>
                <span class="badge warning">{visit().attempts.length} attempts</span>
              </Show>
              <Show when={visit().error}>
                <span class="error-name ellipsis">{visit().error}</span>
              </Show>
              <span class="grow" />
              <span class="faint number">{words(visit())}</span>
            </button>
          </div>
        );
      }}
    />
  );
}
