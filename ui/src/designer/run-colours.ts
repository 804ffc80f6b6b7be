import type { OutlineState, Port, Scene, SceneEdge, StatePath } from "../api/generated";
import type { StateStatus } from "../canvas/host";
import { leaf } from "../workflow/pointer";
import type { Replay } from "../runs/replay";
import type { Card } from "../runs/cards";
import type { Run } from "../runs/run";
import { duration } from "../runs/words";

/** What the canvas shows on every state a run has reached. `present` is in milliseconds, for countdowns. */
export function statusesOf(run: Run, outline: readonly OutlineState[], present: number): Map<StatePath, StateStatus> {
  const now = run.clock(present);
  const cards = run.cards();
  const statuses = new Map<StatePath, StateStatus>();
  for (const { path, name } of outline) {
    const card = cards.get(name);
    if (card) statuses.set(path, shownOf(card, now));
  }
  return statuses;
}

/** Of cards whose words no longer change with the time. */
const settled = new WeakMap<Card, StateStatus>();

function shownOf(card: Card, now: number): StateStatus {
  const known = settled.get(card);
  if (known) return known;
  const shown = { status: card.status, detail: detailOf(card, now), visits: card.visits };
  if (card.until === null && card.last.endedAt !== null) settled.set(card, shown);
  return shown;
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

/** How often states led to one another, counted as far as the passages of a history had come. */
interface Tally {
  seen: number;
  counts: Map<string, number>;
  left: Map<string, number>;
  entered: Map<string, number>;
}

/** Histories only grow while they are watched, so each passage is counted once, however often the picture is coloured. */
const tallies = new WeakMap<Replay, Tally>();

const wayOf = (from: string, to: string, caught: boolean): string => `${caught ? "!" : ""}${from}\0${to}`;
const more = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

function tallyOf(replay: Replay): Tally {
  const tally = tallies.get(replay) ?? { seen: 0, counts: new Map(), left: new Map(), entered: new Map() };
  tallies.set(replay, tally);
  for (; tally.seen < replay.passages.length; tally.seen += 1) {
    const passage = replay.passages[tally.seen];
    if (!passage) break;
    more(tally.counts, wayOf(passage.from, passage.to, passage.caught));
    more(tally.left, passage.from);
    more(tally.entered, passage.to);
  }
  return tally;
}

/** What counts passages over an edge. */
interface Way {
  edge: SceneEdge;
  from: string;
  to: string;
  key: string;
}

/** Found out once for each picture: it is coloured many times a second. */
const ways = new WeakMap<Scene, readonly Way[]>();

function waysOf(scene: Scene): readonly Way[] {
  const known = ways.get(scene);
  if (known) return known;
  const found = scene.edges.map((edge) => {
    const [from, to] = [leaf(edge.from), leaf(edge.to)];
    return { edge, from, to, key: wayOf(from, to, edge.kind === "catch") };
  });
  ways.set(scene, found);
  return found;
}

/** How often each edge of the picture was taken. */
export function takenEdges(scene: Scene, replay: Replay): Map<Port, number> {
  const { counts, left, entered } = tallyOf(replay);
  const visits = (state: string) => replay.byState.get(state) ?? [];
  const taken = new Map<Port, number>();
  for (const { edge, from, to, key } of waysOf(scene)) {
    const count =
      edge.kind === "start" || edge.kind === "branch"
        ? visits(to).length - (entered.get(to) ?? 0)
        : edge.kind === "end"
          ? visits(from).filter(({ status }) => status === "succeeded").length - (left.get(from) ?? 0)
          : (counts.get(key) ?? 0);
    if (count > 0) taken.set(edge.id, count);
  }
  return taken;
}
