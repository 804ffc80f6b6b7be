import type { Outstanding } from "../api/generated";
import { cardOf, type Replay, type Visit, type VisitStatus } from "./replay";

/** What the canvas shows on one state. */
export interface Card {
  status: VisitStatus;
  visits: number;
  last: Visit;
  /** When a wait or retry is over, or a task or approval times out. */
  until: number | null;
  attempt: number;
}

/** The cards of a run that is watched. Only those are made anew whose states were touched, or wait, or have just waited. */
export class Cards {
  readonly #cards = new Map<string, Card>();
  #waiting: readonly string[] = [];

  /** The cards now; the same map every time. */
  take(replay: Replay, outstanding: readonly Outstanding[]): ReadonlyMap<string, Card> {
    const open = replay.end ? [] : outstanding;
    const waiting = open.map(({ state }) => state);
    const names = new Set([...replay.touched, ...this.#waiting, ...waiting]);
    replay.touched.clear();
    this.#waiting = waiting;
    const byVisit = new Map(open.map((each) => [each.entered_event, each]));
    for (const name of names) {
      const card = cardOf(replay.byState.get(name) ?? [], open);
      if (!card) continue;
      const due = byVisit.get(card.last.id) ?? open.find(({ state }) => state === name);
      this.#cards.set(name, { ...card, until: due?.until ?? null, attempt: due?.attempt ?? card.last.attempts.length });
    }
    return this.#cards;
  }
}
