import type { Port, SceneNode, StatePath } from "../api/generated";
import type { Point } from "./geometry";
import { ownPort, takesState } from "./hit";
import { type Direction, neighbour, outermost } from "./navigate";
import { type SceneIndex, cardOf, scopeOf } from "./scene";
import type { CanvasHost } from "./host";
import type { Look } from "./look";

/** What keys may do with the canvas. */
export interface Keyed {
  readonly index: SceneIndex;
  readonly host: CanvasHost;
  readonly look: Look;
  /** Selects, moves the keyboard focus and brings it into view. */
  go(states: readonly StatePath[], focus: StatePath | null): void;
  /** Ends a drag; false if there was none. */
  cancel(): boolean;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  fit(): void;
  fitSelection(): void;
  centre(): void;
  toggleMinimap(): void;
  /** Client coordinates of a world point. */
  client(world: Point): Point;
}

export interface Key { key: string; shift: boolean; toggle: boolean; alt: boolean }

const arrows: Readonly<Record<string, Direction>> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

/** Does what a key means on the canvas. True if it meant something. */
export function press(canvas: Keyed, key: Key): boolean {
  const direction = arrows[key.key];
  if (direction && !key.toggle && !key.alt) return arrow(canvas, direction, key.shift);
  if (key.toggle) return key.key.toLowerCase() === "a" && selectAll(canvas);
  if (key.alt) return key.key.toLowerCase() === "c" && does(() => canvas.centre());
  return viewKey(canvas, key.key) || (canvas.look.editable && editKey(canvas, key)) || key.key === "Escape" && escape(canvas);
}

function does(action: () => void): true {
  action();
  return true;
}

function arrow(canvas: Keyed, direction: Direction, extend: boolean): boolean {
  const from = canvas.look.focus ?? [...canvas.look.selection].at(-1) ?? null;
  const to = from === null ? outermost(canvas.index, "first") : neighbour(canvas.index, from, direction);
  if (to !== null) canvas.go(extend ? [...canvas.look.selection, to] : [to], to);
  return true;
}

function viewKey(canvas: Keyed, key: string): boolean {
  const edge = key === "Home" ? "first" : key === "End" ? "last" : null;
  if (edge) {
    const to = outermost(canvas.index, edge);
    if (to !== null) canvas.go([to], to);
    return true;
  }
  const actions: Readonly<Record<string, () => void>> = {
    "+": () => canvas.zoomBy(1.25), "=": () => canvas.zoomBy(1.25), "-": () => canvas.zoomBy(0.8), 0: () => canvas.zoomTo(1), 1: () => canvas.fit(), 2: () => canvas.fitSelection(),
    m: () => canvas.toggleMinimap(),
  };
  const action = actions[key];
  return action !== undefined && does(action);
}

function editKey(canvas: Keyed, { key, shift }: Key): boolean {
  const { look, host, index } = canvas;
  const states = [...look.selection];
  const only = states.length === 1 ? states[0] : undefined;
  if (key === "Delete" || key === "Backspace") {
    if (states.length === 0 && look.edge === null) return false;
    return does(() => host.deleteRequested(states, look.edge));
  }
  if (key === "F2" || key === "e") return only !== undefined && does(() => host.renameRequested(only));
  if (key === "a") return does(() => insertAfter(canvas, only ?? null));
  if (key === "ContextMenu" || (key === "F10" && shift)) return does(() => host.menuRequested(states, look.edge, canvas.client(placeOf(canvas, look.focus))));
  if (key === "Enter" && look.focus !== null && index.state(look.focus)) return does(() => canvas.go([look.focus ?? ""], look.focus));
  return false;
}

/** After a state, else on the selected edge, else where the workflow begins. */
function insertAfter(canvas: Keyed, state: StatePath | null): void {
  const { index, look, host } = canvas;
  const node = state === null ? undefined : index.state(state);
  const port: Port = (node ? portAt(index, node) : look.edge) ?? "/StartAt";
  const wire = index.wire(port);
  host.insertRequested(port, canvas.client(wire?.middle ?? { x: 0, y: 0 }));
}

/** Where a state is inserted while this one is selected: after it, after a Choice on its default way, before a state that ends all. */
function portAt(index: SceneIndex, node: SceneNode): Port | undefined {
  const leaving = index.leaving(node.id).filter((wire) => wire.edge.kind !== "branch" && takesState(index, wire));
  const straight = leaving.find(({ edge }) => edge.kind === "default") ?? leaving[0] ?? index.entering(node.id)[0];
  return ownPort(index, node) ?? straight?.edge.id;
}

function placeOf({ index }: Keyed, state: StatePath | null): Point {
  const node = state === null ? undefined : index.state(state);
  const card = node ? cardOf(node) : { x: 0, y: 0, width: 0, height: 0 };
  return { x: card.x + card.width / 2, y: card.y + card.height };
}

/** All states beside the focused one; pressed again, all of them. */
function selectAll(canvas: Keyed): true {
  const { index, look } = canvas;
  const all = index.scene.nodes.filter((node) => node.state !== null).map((node) => node.id);
  const beside = all.filter((id) => scopeOf(id) === scopeOf(look.focus ?? all[0] ?? ""));
  const whole = beside.every((id) => look.selection.has(id));
  canvas.go(whole ? all : beside, look.focus);
  return true;
}

function escape(canvas: Keyed): boolean {
  if (canvas.cancel()) return true;
  if (canvas.look.selection.size === 0 && canvas.look.edge === null) return false;
  canvas.go([], canvas.look.focus);
  return true;
}
