import type { Edit, Port, Scene, SceneEdge, SceneNode, StatePath, StateType, Verdict } from "../api/generated";
import { Canvas } from "./canvas";
import { type CanvasHost, type PaletteItem, silentHost } from "./host";
import { type Point, centre } from "./geometry";
import { SceneIndex, cardOf } from "./scene";

interface Modifiers { shift?: boolean; ctrl?: boolean; alt?: boolean }

/** Drives a canvas as a person would, with frames that are shown when asked for. Coordinates are those of the scene: the camera starts at its origin, at 100 %. */
export class TestCanvas {
  readonly canvas: Canvas;
  /** What the host was told, in order: `selected A`, `move A on /States/B/Next` … */
  readonly said: string[] = [];
  /** What `may` answers; all is allowed unless a test says otherwise. */
  verdict: (edit: Edit) => Verdict = () => ({ allowed: true, reason: null });
  readonly asked: Edit[] = [];
  #index: SceneIndex;
  #frames: (() => void)[] = [];
  #time = 0;

  constructor(scene: Scene) {
    this.#index = new SceneIndex(scene);
    this.canvas = new Canvas(document.body, this.#host(), { frame: (callback) => void this.#frames.push(callback), measure: () => ({ width: scene.width + 48, height: scene.height + 48 }) });
    this.canvas.setScene(scene);
    this.frame();
  }

  get tool(): string {
    return this.canvas.tool;
  }

  frame(): this {
    for (const callback of this.#frames.splice(0)) callback();
    return this;
  }

  /** Lets promises settle, then shows a frame. */
  async settle(): Promise<this> {
    for (let round = 0; round < 5; round += 1) await Promise.resolve();
    return this.frame();
  }

  card(name: string): SVGGElement {
    const found = [...this.canvas.element.querySelectorAll<SVGGElement>("[data-state]")].find((element) => element.getAttribute("data-state") === this.path(name));
    if (!found) throw new Error(`no card of ${name} is mounted`);
    return found;
  }

  selected(): string[] {
    return [...this.canvas.element.querySelectorAll('[aria-selected="true"]')].map((element) => nameIn(element.getAttribute("data-state") ?? ""));
  }

  path(name: string): StatePath {
    const node = this.#index.scene.nodes.find((each) => each.state?.name === name);
    if (!node) throw new Error(`no state ${name}`);
    return node.id;
  }

  on(name: string): Point {
    const node = this.#index.state(this.path(name));
    return node ? centre(cardOf(node)) : { x: 0, y: 0 };
  }

  /** The place on an edge where a state would be inserted. */
  onEdge(port: Port): Point {
    const wire = this.#index.wire(port);
    if (!wire) throw new Error(`no edge ${port}`);
    return wire.middle;
  }

  atEnd(port: Port): Point {
    const wire = this.#index.wire(port);
    return wire ? { x: wire.tip.x, y: wire.tip.y - 4 } : { x: 0, y: 0 };
  }

  hover(at: Point): this {
    return this.#pointer("pointermove", at, {});
  }

  press(at: Point, modifiers: Modifiers = {}): this {
    return this.hover(at).#pointer("pointerdown", at, modifiers);
  }

  drag(to: Point, modifiers: Modifiers = {}): this {
    return this.#pointer("pointermove", { x: to.x - 1, y: to.y }, modifiers).#pointer("pointermove", to, modifiers);
  }

  release(at: Point, modifiers: Modifiers = {}): this {
    return this.#pointer("pointerup", at, modifiers);
  }

  click(at: Point, modifiers: Modifiers = {}): this {
    this.#time += 1000;
    return this.press(at, modifiers).release(at, modifiers);
  }

  doubleClick(at: Point): this {
    return this.click(at).press(at).release(at);
  }

  /** A double click whose presses a busy page hears far apart. */
  lateDoubleClick(at: Point): this {
    this.click(at);
    this.#time += 1000;
    this.press(at);
    this.canvas.element.dispatchEvent(new MouseEvent("mousedown", { detail: 2, bubbles: true }));
    return this.release(at);
  }

  palette(item: PaletteItem, at: Point): this {
    this.canvas.beginPaletteDrag(item, this.#event("pointerdown", at, {}));
    return this.frame();
  }

  wheel(at: Point, deltaY: number, { ctrl = false, shift = false }: Modifiers = {}): this {
    const event = new WheelEvent("wheel", { deltaY, bubbles: true, cancelable: true });
    // Not every simulated browser takes these at once.
    const more = { ctrlKey: ctrl, shiftKey: shift, clientX: at.x + 24, clientY: at.y + 24 };
    for (const [name, value] of Object.entries(more)) Object.defineProperty(event, name, { value });
    this.canvas.element.dispatchEvent(event);
    return this.frame();
  }

  key(key: string, { shift = false, ctrl = false, alt = false }: Modifiers = {}): this {
    this.canvas.element.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey: shift, ctrlKey: ctrl, altKey: alt, bubbles: true, cancelable: true }));
    return this.frame();
  }

  /** The space bar, pressed and let go. */
  tapSpace(): this {
    this.key(" ");
    this.canvas.element.dispatchEvent(new KeyboardEvent("keyup", { key: " ", bubbles: true }));
    return this.frame();
  }

  close(): void {
    this.canvas.destroy();
  }

  #pointer(type: string, at: Point, modifiers: Modifiers): this {
    this.#time += 10;
    this.canvas.element.dispatchEvent(this.#event(type, at, modifiers));
    return this.frame();
  }

  #event(type: string, at: Point, { shift = false, ctrl = false, alt = false }: Modifiers): PointerEvent {
    // The camera fits the scene with a margin of 24 pixels.
    const place = { clientX: at.x + 24, clientY: at.y + 24 };
    const event = new PointerEvent(type, { ...place, pointerId: 1, button: 0, shiftKey: shift, ctrlKey: ctrl, altKey: alt, bubbles: true });
    Object.defineProperty(event, "timeStamp", { value: this.#time });
    return event;
  }

  #host(): CanvasHost {
    const note = (text: string): void => void this.said.push(text);
    const names = (states: readonly StatePath[]): string => states.map(nameIn).join("+");
    return {
      ...silentHost,
      may: (edits) => (this.asked.push(...edits), Promise.resolve(edits.map((edit) => this.verdict(edit)))),
      selected: (states, edge) => note(`selected ${edge ?? (names(states) || "nothing")}`),
      moveRequested: (states, on) => note(`move ${names(states)} on ${on}`),
      dropped: (item, on) => note(`drop ${item.title} on ${on}`),
      insertRequested: (on) => note(`insert on ${on}`),
      connectRequested: (port, to) => note(`connect ${port} to ${nameIn(to)}`),
      renameRequested: (state) => note(`rename ${nameIn(state)}`),
      replaceRequested: (item, state) => note(`replace ${nameIn(state)} with ${item.title}`),
      foldRequested: (state) => note(`fold ${nameIn(state)}`),
      ruleRequested: (port) => note(`rule ${port}`),
      menuRequested: (states, edge) => note(`menu of ${edge ?? (names(states) || "the canvas")}`),
      announce: (message) => note(`announce ${message}`),
      hint: (message) => message !== null && note(`hint ${message}`),
      panned: () => note("panned"),
    };
  }
}

const nameIn = (path: StatePath): string => path.slice(path.lastIndexOf("/") + 1);

/** A scene drawn by hand: cards of 240 × 49 in columns 280 apart and rows 90 apart. */
export function sketch(cards: Readonly<Record<string, { at: [number, number]; type?: StateType; parent?: string }>>, edges: readonly string[]): Scene {
  const nodes: SceneNode[] = Object.entries(cards).map(([name, { at: [column, row], type = "Task" }]) => ({
    id: `/States/${name}`, kind: "state", x: column * 280, y: 80 + row * 90, width: 240, height: 49, header: null, parent: null, state: { name, type, subtitle: type === "Task" ? "Lambda: Invoke" : `${type} state`, folded: false, off: false, comment: "", note: [] },
  }));
  const rows = Math.max(0, ...Object.values(cards).map(({ at }) => at[1]));
  const columns = Math.max(0, ...Object.values(cards).map(({ at }) => at[0]));
  const circle = (id: string, kind: "start" | "end", y: number): SceneNode => ({ id, kind, x: 98, y, width: 44, height: 44, header: null, parent: null, state: null });
  nodes.unshift(circle("#start", "start", 0));
  nodes.push(circle("#end", "end", 80 + (rows + 1) * 90));
  const index = new Map(nodes.map((node) => [node.id, node]));
  return { width: columns * 280 + 240, height: 80 + (rows + 1) * 90 + 44, nodes, edges: edges.map((line) => edgeOf(line, index)) };
}

/** `A Next B`, `C Choices/0/Next D`, `A End`: the end's edge leads to the circle. */
function edgeOf(line: string, nodes: ReadonlyMap<string, SceneNode>): SceneEdge {
  const [from = "", field = "", to] = line.split(" ");
  const source = nodes.get(from === "#start" ? from : `/States/${from}`);
  const target = nodes.get(to === undefined ? "#end" : `/States/${to}`) ?? nodes.get("#end");
  if (!source || !target) throw new Error(`cannot draw ${line}`);
  const [x1, y1, x2, y2] = [source.x + source.width / 2, source.y + source.height, target.x + target.width / 2, target.y];
  const kind = field.startsWith("Catch") ? "catch" : field.startsWith("Choices") ? "choice" : field === "Default" ? "default" : from === "#start" ? "start" : to === undefined ? "end" : "next";
  const points = x1 === x2 ? [x1, y1, x2, y2] : [x1, y1, x1, (y1 + y2) / 2, x2, (y1 + y2) / 2, x2, y2];
  return { id: from === "#start" ? "/StartAt" : `/States/${from}/${field}`, kind, from: source.id, to: target.id, label: null, points, back: y2 < y1 };
}
