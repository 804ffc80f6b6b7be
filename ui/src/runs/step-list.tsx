import { Show, createMemo } from "solid-js";
import { VirtualList } from "../parts/virtual-list";
import { statusNow, type Visit } from "./replay";
import type { Run } from "./run";
import { StatusMark } from "./status-mark";
import { createNow } from "./ticker";
import { duration } from "./words";

interface Row {
  visit: Visit;
  depth: number;
  ended: number | null;
}

/** The visits of all states in the order in which they were entered, indented by what they lie in. */
export function StepList(props: { run: Run; picked: number | null; onPick: (visit: Visit) => void }) {
  const tick = createNow(500);
  const now = () => props.run.clock(tick());
  // Visits are changed in place while the history grows, so rows are made anew for what may still change.
  const rows = createMemo<Row[]>(() => {
    const { visits } = props.run.replay();
    const depthOf = (visit: Visit): number =>
      visit.parent === null ? 0 : 1 + depthOf(visits.get(visit.parent) ?? { ...visit, parent: null });
    return [...visits.values()].map((visit) => ({ visit, depth: depthOf(visit), ended: visit.endedAt }));
  });
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
      render={({ visit, depth }) => (
        <div role="listitem">
          <button
            type="button"
            class="step-row"
            aria-current={props.picked === visit.id}
            style={{ "padding-left": `${10 + depth * 14}px` }}
            onClick={() => props.onPick(visit)}
          >
            <StatusMark status={statusNow(visit, props.run.outstanding())} />
            <span class="ellipsis">{visit.name}</span>
            <Show when={visit.iteration !== null}>
              <span class="badge">#{visit.iteration}</span>
            </Show>
            <Show when={visit.attempts.length > 1}>
              <span class="badge warning">{visit.attempts.length} attempts</span>
            </Show>
            <Show when={visit.error}>
              <span class="error-name ellipsis">{visit.error}</span>
            </Show>
            <span class="grow" />
            <span class="faint number">{words(visit)}</span>
          </button>
        </div>
      )}
    />
  );
}
