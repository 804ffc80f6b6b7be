import type { Port, SceneNode, StatePath } from "../api/generated";
import type { Point } from "./geometry";
import { ownPort, takesState } from "./hit";
import { type Direction, neighbour, outermost, streamOf } from "./navigate";
import { type SceneIndex, cardOf, scopeOf } from "./scene";
import type { CanvasHost } from "./host";
import type { Look } from "./look";

/** What commands may do with the canvas. */
export interface Commanded {
  readonly index: SceneIndex;
  readonly host: CanvasHost;
  readonly look: Look;
  /** Selects, moves the keyboard focus and brings it into view. */
  go(states: readonly StatePath[], focus: StatePath | null): void;
  /** Selects nothing; the keyboard stays where it is, and so does the picture. */
  letGo(): void;
  /** Ends a drag; false if there was none. */
  cancel(): boolean;
  /** Client coordinates of a world point. */
  client(world: Point): Point;
}

/** Moves along the graph; `extend` adds to the selection. */
export function walk(canvas: Commanded, direction: Direction, extend: boolean): void {
  const from = canvas.look.focus ?? [...canvas.look.selection].at(-1) ?? null;
  const to = from === null ? outermost(canvas.index, "first") : neighbour(canvas.index, from, direction);
  if (to !== null) canvas.go(extend ? [...canvas.look.selection, to] : [to], to);
  else canvas.host.announce(direction === "down" ? "Nothing follows" : direction === "up" ? "This is the first state" : "Nothing beside");
}

export function jump(canvas: Commanded, edge: "first" | "last"): void {
  const to = outermost(canvas.index, edge);
  if (to !== null) canvas.go([to], to);
}

/** The port at which a state is inserted before or after the selection, and where on the screen that is. */
export function insertPlace(canvas: Commanded, side: "before" | "after"): { on: Port; at: Point } {
  const { index, look } = canvas;
  const only = look.selection.size === 1 ? [...look.selection][0] : undefined;
  const node = only === undefined ? undefined : index.state(only);
  const before = node && index.entering(node.id).filter(({ edge }) => !edge.back)[0]?.edge.id;
  const port: Port = (node ? (side === "after" ? portAt(index, node) : before) : look.edge) ?? lastPort(index);
  const wire = index.wire(port);
  return { on: port, at: canvas.client(wire?.middle ?? { x: 0, y: 0 }) };
}

/** Without a selection states go to the end of the workflow. */
function lastPort(index: SceneIndex): Port {
  const ends = index.entering("#end").filter((wire) => wire.edge.kind !== "catch" && takesState(index, wire));
  return ends.at(-1)?.edge.id ?? "/StartAt";
}

/** Where a state is inserted while this one is selected: after it, after a Choice on its default way, before a state that ends all. */
function portAt(index: SceneIndex, node: SceneNode): Port | undefined {
  const leaving = index.leaving(node.id).filter((wire) => wire.edge.kind !== "branch" && takesState(index, wire));
  const straight = leaving.find(({ edge }) => edge.kind === "default") ?? leaving[0] ?? index.entering(node.id)[0];
  return ownPort(index, node) ?? straight?.edge.id;
}

/** Below the card of the state with the focus: where a menu opens that was asked for by keyboard. */
export function menuPlace(canvas: Commanded): Point {
  const { index, look } = canvas;
  const wire = look.edge === null ? undefined : index.wire(look.edge);
  if (wire) return canvas.client(wire.middle);
  const node = look.focus === null ? undefined : index.state(look.focus);
  const card = node ? cardOf(node) : { x: 0, y: 0, width: 0, height: 0 };
  return canvas.client({ x: card.x + card.width / 2, y: card.y + card.height });
}

/** All states beside the focused one; asked again, all of them. */
export function selectAll(canvas: Commanded): void {
  const { index, look } = canvas;
  const all = index.scene.nodes.filter((node) => node.state !== null).map((node) => node.id);
  const beside = all.filter((id) => scopeOf(id) === scopeOf(look.focus ?? all[0] ?? ""));
  const whole = beside.every((id) => look.selection.has(id));
  choose(canvas, whole ? all : beside);
}

/** Everything that leads to the selection, or everything it leads to; the selection stays in it. */
export function selectStream(canvas: Commanded, way: "up" | "down"): void {
  const { index, look } = canvas;
  choose(canvas, streamOf(index, [...look.selection], way));
}

function choose(canvas: Commanded, states: readonly StatePath[]): void {
  canvas.go(states, canvas.look.focus);
  canvas.host.announce(`${states.length} ${states.length === 1 ? "state" : "states"} selected`);
}

/** One step for each press: what is dragged, then the selection. False if there was nothing to leave. */
export function escape(canvas: Commanded): boolean {
  if (canvas.cancel()) return true;
  if (canvas.look.selection.size === 0 && canvas.look.edge === null) return false;
  canvas.letGo();
  return true;
}

/** Selects the next or previous transition of the focused state, so that lines can be reached by keyboard. */
export function walkEdges(canvas: Commanded, step: 1 | -1): void {
  const { index, look, host } = canvas;
  const current = look.edge === null ? undefined : index.wire(look.edge);
  const state = current?.edge.from ?? look.focus;
  const wires = state === null ? [] : index.leaving(state);
  if (wires.length === 0) return host.announce("No transitions here");
  const at = current ? wires.findIndex(({ edge }) => edge.id === current.edge.id) : step === 1 ? -1 : 0;
  const wire = wires.at((at + step) % wires.length);
  if (!wire) return;
  host.selected([], wire.edge.id);
  const { kind, label, to } = wire.edge;
  const target = index.node(to)?.state?.name ?? "the end";
  host.announce(`${label?.full ?? (kind === "start" ? "Start" : kind === "branch" ? "Branch" : "Next")}, leads to ${target}`);
}
