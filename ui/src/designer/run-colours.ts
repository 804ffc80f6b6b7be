import type { OutlineState, Port, Scene, StatePath } from "../api/generated";
import type { StateStatus } from "../canvas/host";
import { leaf } from "../workflow/pointer";
import type { Passage, Replay } from "../runs/replay";
import type { Card, Run } from "../runs/run";
import { duration } from "../runs/words";

/** What the canvas shows on every state a run has reached. `present` is in milliseconds, for countdowns. */
export function statusesOf(run: Run, outline: readonly OutlineState[], present: number): Map<StatePath, StateStatus> {
  const now = run.clock(present);
  const cards = run.cards();
  const statuses = new Map<StatePath, StateStatus>();
  for (const { path, name } of outline) {
    const card = cards.get(name);
    if (card) statuses.set(path, { status: card.status, detail: detailOf(card, now), visits: card.visits });
  }
  return statuses;
}

/** Short words beside the sign of a status. */
export function detailOf(card: Card, now: number): string | null {
  const { status, last, until, attempt } = card;
  switch (status) {
    case "succeeded":
      return duration((last.endedAt ?? now) - last.enteredAt);
    case "failed":
    case "caught":
      return last.error;
    case "retrying":
      return until === null ? `attempt ${attempt}` : `${attempt} · in ${duration(roundUp(until - now))}`;
    case "waiting":
      return until === null ? null : duration(roundUp(until - now));
    case "running":
      return last.attempts.length > 1 ? `attempt ${last.attempts.length}` : null;
    case "person":
    case "cancelled":
      return null;
  }
}

function roundUp(milliseconds: number): number {
  return Math.max(0, Math.ceil(milliseconds / 1000) * 1000);
}

/** How often each edge of the picture was taken. */
export function takenEdges(scene: Scene, replay: Replay): Map<Port, number> {
  const key = ({ from, to, caught }: Passage) => JSON.stringify([from, to, caught]);
  const counts = new Map<string, number>();
  const left = new Map<string, number>();
  const entered = new Map<string, number>();
  for (const passage of replay.passages) {
    counts.set(key(passage), (counts.get(key(passage)) ?? 0) + 1);
    left.set(passage.from, (left.get(passage.from) ?? 0) + 1);
    entered.set(passage.to, (entered.get(passage.to) ?? 0) + 1);
  }
  const taken = new Map<Port, number>();
  for (const edge of scene.edges) {
    const [from, to] = [leaf(edge.from), leaf(edge.to)];
    const visitsTo = replay.byState.get(to)?.length ?? 0;
    const done = replay.byState.get(from)?.filter(({ status }) => status === "succeeded").length ?? 0;
    const count =
      edge.kind === "start" || edge.kind === "branch"
        ? visitsTo - (entered.get(to) ?? 0)
        : edge.kind === "end"
          ? done - (left.get(from) ?? 0)
          : (counts.get(key({ from, to, caught: edge.kind === "catch" })) ?? 0);
    if (count > 0) taken.set(edge.id, count);
  }
  return taken;
}
