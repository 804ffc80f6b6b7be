import { createMemo, createSignal } from "solid-js";
import type { HistoryEvent } from "../api/generated";
import { Empty } from "../parts/empty";
import { VirtualList } from "../parts/virtual-list";
import type { Run } from "./run";
import { clock, duration, moment } from "./words";

/** Colour of an event by how it ends. */
export function toneOf(type: string): string {
  if (/(Failed|TimedOut|Aborted)$/.test(type)) return "failed";
  return /(Succeeded|Exited)$/.test(type) ? "succeeded" : "running";
}

/** The history as AWS would list it. */
export function EventList(props: { run: Run; onPick: (visit: number) => void; only?: readonly number[] }) {
  const [filter, setFilter] = createSignal("");
  const stateOf = (event: HistoryEvent) => props.run.replay().visits.get(props.run.replay().owners.get(event.id)?.visit ?? 0);
  const rows = createMemo(() => {
    const { events } = props.run.replay();
    const wanted = filter().trim().toLowerCase();
    const only = props.only ? new Set(props.only) : null;
    if (!only && wanted === "") return [...events];
    return events.filter(
      (event) => (!only || only.has(event.id)) && (wanted === "" || JSON.stringify(event).toLowerCase().includes(wanted)),
    );
  });
  const start = () => props.run.replay().startedAt ?? 0;
  return (
    <div class="column" style={{ height: "100%" }}>
      <div class="event-filter">
        <input
          class="input"
          type="search"
          aria-label="Filter events"
          placeholder="Filter by type, state or data"
          value={filter()}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      <div class="grow" style={{ "min-height": "0" }}>
        {rows().length === 0 ? (
          <Empty title={filter() ? "No event matches" : "No events yet"} />
        ) : (
          <VirtualList
            name="Events"
            rows={rows()}
            rowHeight={26}
            follow={!props.only}
            render={(event) => (
              <div role="listitem">
                <button
                  type="button"
                  class="event-row"
                  title={moment(event.timestamp)}
                  onClick={() => {
                    const visit = stateOf(event);
                    if (visit) props.onPick(visit.id);
                  }}
                >
                  <span class="number faint id">{event.id}</span>
                  <span class="dot" style={{ background: `var(--run-${toneOf(event.type)}-mark)` }} />
                  <span class="ellipsis" classList={{ turn: event.type === "ExecutionRedriven" }}>
                    {event.type}
                  </span>
                  <span class="faint ellipsis grow">{stateOf(event)?.name ?? ""}</span>
                  <span class="faint number" title={clock(event.timestamp)}>
                    +{duration(event.timestamp - start())}
                  </span>
                </button>
              </div>
            )}
          />
        )}
      </div>
    </div>
  );
}
