import type { Port, Scene, StatePath } from "../api/generated";
import * as cameras from "./camera";
import type { Camera, Size } from "./camera";
import { Controls } from "./controls";
import { GhostView } from "./draw/ghost";
import { Picture } from "./draw/picture";
import { type Box, type Point, centre } from "./geometry";
import { hit } from "./hit";
import type { CanvasHost, PaletteItem, StateProblems, StateStatus } from "./host";
import { Input } from "./input";
import { type Keyed, press } from "./keyboard";
import { type Look, plainLook } from "./look";
import { Minimap } from "./minimap";
import { SceneIndex, cardOf, whole } from "./scene";
import { Dragging, paletteCargo } from "./tools/dragging";
import type { Desk } from "./tools/tool";

/** The world outside, replaceable in tests. */
export interface Surroundings {
  /** Calls back before the next frame is shown. */
  frame(callback: () => void): void;
  /** Size of the canvas element. */
  measure(element: HTMLElement): Size;
}

const browser: Surroundings = {
  frame: (callback) => void requestAnimationFrame(callback),
  measure: (element) => ({ width: element.clientWidth, height: element.clientHeight }),
};

const emptyScene: Scene = { width: 0, height: 0, nodes: [], edges: [] };

/** The canvas: shows a scene and tells its host what the user wants. It never edits anything itself. */
export class Canvas {
  readonly element: HTMLDivElement;
  readonly #host: CanvasHost;
  readonly #outside: Surroundings;
  readonly #look: Look = plainLook();
  readonly #picture: Picture;
  readonly #ghost: GhostView;
  readonly #controls: Controls;
  readonly #minimap: Minimap;
  readonly #input: Input;
  readonly #resize: ResizeObserver | null;
  #index = new SceneIndex(emptyScene);
  #camera: Camera = { x: 0, y: 0, zoom: 1 };
  #size: Size;
  #touched = false;
  #panKey = false;
  #scheduled = false;
  #changed = true;

  constructor(parent: Element, host: CanvasHost, outside: Surroundings = browser) {
    this.#host = host;
    this.#outside = outside;
    this.element = document.createElement("div");
    this.element.className = "canvas";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "application");
    this.element.setAttribute("aria-label", "Workflow canvas");
    this.element.setAttribute("aria-roledescription", "canvas");
    parent.append(this.element);
    this.#picture = new Picture(this.element);
    this.#ghost = new GhostView(this.element);
    this.#minimap = new Minimap(this.element, (world) => this.#moveTo(cameras.centred(world, this.#size, this.#camera.zoom)));
    this.#controls = new Controls(this.element, this);
    this.#size = outside.measure(this.element);
    this.#input = new Input(this.element, this.#desk(), (at) => cameras.toWorld(this.#camera, at));
    this.#listen();
    this.#resize = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(() => this.#measure());
    this.#resize?.observe(this.element);
  }

  /** Where the tool in hand stands in the tree of tools. */
  get tool(): string {
    return this.#input.path;
  }

  get zoom(): number {
    return this.#camera.zoom;
  }

  /** Shows a scene. The state that is selected, else one in the middle, keeps its place on the screen; the others glide. */
  setScene(scene: Scene): void {
    const before = this.#index;
    this.#index = new SceneIndex(scene);
    const shown = before.scene.nodes.length > 0;
    const shift = shown ? this.#anchor(before) : { x: 0, y: 0 };
    this.#camera = { ...this.#camera, x: this.#camera.x + shift.x, y: this.#camera.y + shift.y };
    if (this.#look.focus !== null && !this.#index.state(this.#look.focus)) this.#look.focus = null;
    if (this.#look.hoverEdge !== null && !this.#index.wire(this.#look.hoverEdge)) this.#look.hoverEdge = null;
    if (!shown || !this.#touched) this.fit();
    this.#changed = true;
    this.#draw();
    if (shown && this.#touched) this.#glide(before, shift);
  }

  setSelection(states: readonly StatePath[], edge: Port | null = null): void {
    this.#look.selection = new Set(states);
    this.#look.edge = edge;
    this.#look.focus = states.at(-1) ?? this.#look.focus;
    this.#changedNow();
  }

  /** What a run says, or null to show the plain workflow. `taken` counts how often edges were taken. */
  setStatuses(statuses: ReadonlyMap<StatePath, StateStatus> | null, taken: ReadonlyMap<Port, number> = new Map()): void {
    this.#look.statuses = statuses;
    this.#look.taken = taken;
    this.#changedNow();
  }

  setProblems(problems: ReadonlyMap<StatePath, StateProblems>): void {
    this.#look.problems = problems;
    this.#changedNow();
  }

  /** False for looking only: a run. */
  setEditable(editable: boolean): void {
    this.#look.editable = editable;
    this.#changedNow();
  }

  /** To be called on `pointerdown` (or after a few pixels) on a palette item; the canvas follows the pointer from there. */
  beginPaletteDrag(item: PaletteItem, event: PointerEvent): void {
    this.#input.hold(new Dragging(this.#desk(), paletteCargo(this.#desk(), item)), event);
  }

  fit(): void {
    this.#measure();
    this.#camera = cameras.fit(this.#index.box, this.#size);
    this.#touched = false;
    this.#moved();
  }

  fitSelection(): void {
    const boxes = [...this.#look.selection].flatMap((id) => this.#index.state(id) ?? []).map(whole);
    if (boxes.length > 0) this.#moveTo(cameras.fit(union(boxes), this.#size));
  }

  centre(): void {
    this.#moveTo(cameras.centred(centre(this.#index.box), this.#size, this.#camera.zoom));
  }

  zoomBy(factor: number): void {
    this.zoomTo(this.#camera.zoom * factor);
  }

  zoomTo(zoom: number): void {
    this.#moveTo(cameras.zoomAt(this.#camera, { x: this.#size.width / 2, y: this.#size.height / 2 }, zoom));
  }

  /** Brings a state into sight. */
  reveal(path: StatePath): void {
    const node = this.#index.state(path);
    if (node) this.#moveTo(cameras.reveal(this.#camera, cardOf(node), this.#size));
  }

  /** Where a state's card is on the screen, in client coordinates; null if there is no such state. */
  place(path: StatePath): Box | null {
    const node = this.#index.state(path);
    if (!node) return null;
    const { x, y, width, height } = cardOf(node);
    return { ...this.#client({ x, y }), width: width * this.#camera.zoom, height: height * this.#camera.zoom };
  }

  toggleMinimap(): void {
    this.#minimap.toggle();
    this.#changedNow();
  }

  /** Gives the keyboard to the canvas. */
  focus(): void {
    const focused = this.#look.focus === null ? undefined : this.#picture.element(this.#look.focus);
    (focused ?? this.element).focus({ preventScroll: true });
  }

  destroy(): void {
    this.#resize?.disconnect();
    this.#input.stop();
    this.element.remove();
  }

  #listen(): void {
    this.element.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.element.addEventListener("contextmenu", (event) => this.#menu(event));
    this.element.addEventListener("keydown", (event) => this.#keyDown(event));
    this.element.addEventListener("keyup", (event) => event.key === " " && (this.#panKey = false));
    this.element.addEventListener("blur", () => (this.#panKey = false), true);
    this.element.addEventListener("focusin", (event) => {
      const path = event.target instanceof Element ? event.target.getAttribute("data-state") : null;
      if (path === null || path === this.#look.focus) return;
      this.#look.focus = path;
      this.#changedNow();
    });
  }

  #keyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLButtonElement) return;
    if (event.key === " ") {
      this.#panKey = true;
      return event.preventDefault();
    }
    if (press(this.#keyed(), { key: event.key, shift: event.shiftKey, toggle: event.ctrlKey || event.metaKey, alt: event.altKey })) event.preventDefault();
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 24 : event.deltaMode === 2 ? this.#size.height : 1;
    const box = this.element.getBoundingClientRect();
    if (event.ctrlKey || event.metaKey) {
      const step = Math.max(-60, Math.min(60, event.deltaY * unit));
      this.#moveTo(cameras.zoomAt(this.#camera, { x: event.clientX - box.left, y: event.clientY - box.top }, this.#camera.zoom * Math.exp(-step * 0.0035)));
    } else {
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      this.#moveTo(cameras.pan(this.#camera, -dx * unit, -dy * unit));
    }
    this.#host.panned();
  }

  #menu(event: MouseEvent): void {
    event.preventDefault();
    const box = this.element.getBoundingClientRect();
    const world = cameras.toWorld(this.#camera, { x: event.clientX - box.left, y: event.clientY - box.top });
    const found = hit(this.#index, world, this.#camera.zoom, { edge: null, state: null });
    const states = found.kind === "state" || found.kind === "frame" ? [found.node.id] : [];
    const edge = "wire" in found ? found.wire.edge.id : null;
    const kept = states.some((state) => this.#look.selection.has(state));
    if (!kept) this.#select(states, edge, states[0] ?? null);
    this.#host.menuRequested([...this.#look.selection], edge, { x: event.clientX, y: event.clientY });
  }

  #desk(): Desk {
    const now = { index: () => this.#index, camera: () => this.#camera, size: () => this.#size, panKey: () => this.#panKey };
    return {
      host: this.#host, look: this.#look,
      get index() { return now.index(); },
      get camera() { return now.camera(); },
      get size() { return now.size(); },
      get panKey() { return now.panKey(); },
      changed: () => this.#changedNow(),
      hit: ({ world }) => hit(this.#index, world, this.#camera.zoom, this.#look.editable ? { edge: this.#look.hoverEdge, state: this.#look.hover } : { edge: null, state: null }),
      select: (states, edge, focus) => this.#select(states, edge, focus),
      pan: (dx, dy) => (this.#moveTo(cameras.pan(this.#camera, dx, dy)), this.#host.panned()),
      cursor: (name) => void (this.element.style.cursor = name ?? ""),
    };
  }

  #keyed(): Keyed {
    return {
      index: this.#index, host: this.#host, look: this.#look,
      go: (states, focus) => this.#go(states, focus),
      cancel: () => this.#input.cancel(),
      zoomBy: (factor) => this.zoomBy(factor), zoomTo: (zoom) => this.zoomTo(zoom), fit: () => this.fit(), fitSelection: () => this.fitSelection(), centre: () => this.centre(),
      toggleMinimap: () => this.toggleMinimap(), client: (world) => this.#client(world),
    };
  }

  #go(states: readonly StatePath[], focus: StatePath | null): void {
    this.#select(states, null, focus);
    if (focus === null) return;
    this.reveal(focus);
    this.#draw();
    this.focus();
  }

  #select(states: readonly StatePath[], edge: Port | null, focus: StatePath | null = this.#look.focus): void {
    this.#look.selection = new Set(states);
    this.#look.edge = edge;
    this.#look.focus = focus ?? this.#look.focus;
    this.#changedNow();
    this.#host.selected([...this.#look.selection], edge);
  }

  /** How far the state that should not move has moved in the world. */
  #anchor(before: SceneIndex): Point {
    const wanted = [...this.#look.selection, this.#look.focus];
    const view = cameras.visible(this.#camera, this.#size);
    const middle = centre(view);
    const near = before.nodesIn(view).filter((node) => node.state !== null).map((node) => ({ id: node.id, away: Math.hypot(node.x - middle.x, node.y - middle.y) }));
    const candidates = [...wanted, ...near.toSorted((one, other) => one.away - other.away).map(({ id }) => id)];
    for (const id of candidates) {
      const [from, to] = [id === null ? undefined : before.state(id), id === null ? undefined : this.#index.state(id)];
      if (from && to) return { x: cardOf(to).x - cardOf(from).x, y: cardOf(to).y - cardOf(from).y };
    }
    return { x: 0, y: 0 };
  }

  #glide(before: SceneIndex, shift: Point): void {
    const places = new Map<string, Point>();
    for (const node of before.nodesIn(cameras.visible({ ...this.#camera, x: this.#camera.x - shift.x, y: this.#camera.y - shift.y }, this.#size))) {
      places.set(node.id, { x: cardOf(node).x + shift.x, y: cardOf(node).y + shift.y });
    }
    this.#picture.glide(places);
  }

  #client(world: Point): Point {
    const box = this.element.getBoundingClientRect();
    const at = cameras.toScreen(this.#camera, world);
    return { x: box.left + at.x, y: box.top + at.y };
  }

  #moveTo(camera: Camera): void {
    this.#touched = true;
    this.#camera = cameras.clamped(camera, this.#index.box, this.#size);
    this.#moved();
  }

  #moved(): void {
    this.#host.zoomed(this.#camera.zoom);
    this.#schedule();
  }

  #measure(): void {
    const size = this.#outside.measure(this.element);
    if (size.width === this.#size.width && size.height === this.#size.height) return;
    this.#size = size;
    if (!this.#touched) this.fit();
    this.#schedule();
  }

  #changedNow(): void {
    this.#changed = true;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#outside.frame(() => this.#scheduled && this.#draw());
  }

  #draw(): void {
    this.#scheduled = false;
    const changed = this.#changed;
    this.#changed = false;
    this.element.style.setProperty("--grid-x", `${-this.#camera.x * this.#camera.zoom}px`);
    this.element.style.setProperty("--grid-y", `${-this.#camera.y * this.#camera.zoom}px`);
    this.#picture.draw(this.#index, this.#camera, this.#size, this.#look, changed);
    this.#ghost.update(this.#look.ghost);
    this.#controls.update(this.#camera.zoom);
    this.#minimap.update(this.#index, this.#camera, this.#size, this.#look);
  }
}

function union(boxes: readonly Box[]): Box {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}
