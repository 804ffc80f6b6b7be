import type { Port, Scene, StatePath } from "../api/generated";
import type { Camera, Size } from "./camera";
import * as commands from "./commands";
import { Controls } from "./controls";
import { GhostView } from "./draw/ghost";
import { Picture } from "./draw/picture";
import { type Box, type Point, overlap } from "./geometry";
import { hit, isContainer } from "./hit";
import type { CanvasHost, PaletteItem, StateProblems, StateStatus } from "./host";
import { Input } from "./input";
import { type Look, type PayloadSize, plainLook } from "./look";
import { Minimap } from "./minimap";
import { SceneIndex, cardOf, whole } from "./scene";
import type { Direction } from "./navigate";
import { paletteCargo } from "./tools/cargo";
import { Dragging } from "./tools/dragging";
import type { Desk } from "./tools/tool";
import { View } from "./view";

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
  readonly #view: View;
  readonly #picture: Picture;
  readonly #ghost: GhostView;
  readonly #controls: Controls;
  readonly #minimap: Minimap;
  readonly #input: Input;
  readonly #resize: ResizeObserver | null;
  #index = new SceneIndex(emptyScene);
  #panKey = false;
  /** The space bar has been used for panning since it went down. */
  #panned = false;
  #scheduled = false;
  /** The keyboard is on the canvas and goes on to the state that was just selected. */
  #refocus = false;
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
    this.#minimap = new Minimap(this.element, (world) => this.#view.centre(world));
    this.#controls = new Controls(this.element, this);
    this.#view = new View(this.element, this.#index, (element) => outside.measure(element), () => this.#moved());
    this.#input = new Input(this.element, this.#desk(), (at) => this.#view.toWorld(at));
    this.#listen();
    this.#resize = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(() => this.#view.resized());
    this.#resize?.observe(this.element);
  }

  /** Where the tool in hand stands in the tree of tools. */
  get tool(): string {
    return this.#input.path;
  }

  get zoom(): number {
    return this.#view.camera.zoom;
  }

  /** What is seen, if somebody has chosen it; null while everything is fitted into the window. */
  get camera(): Camera | null {
    return this.#view.touched ? this.#view.camera : null;
  }

  /** Shows what was seen when the workflow was last on the screen. */
  restore(camera: Camera): void {
    this.#view.restore(camera);
  }

  /** Shows a scene. The state that is selected, else one in the middle, keeps its place on the screen; the others glide. */
  setScene(scene: Scene): void {
    const before = this.#index;
    const shown = before.scene.nodes.length > 0;
    this.#index = new SceneIndex(scene);
    const shift = this.#view.take(this.#index, [...this.#look.selection, this.#look.focus]);
    if (this.#look.focus !== null && !this.#index.state(this.#look.focus)) this.#look.focus = null;
    if (this.#look.hoverEdge !== null && !this.#index.wire(this.#look.hoverEdge)) this.#look.hoverEdge = null;
    const glides = shown && this.#view.touched;
    if (!glides) this.fit();
    this.#changed = true;
    this.#draw();
    if (glides) this.#glide(before, shift);
  }

  setSelection(states: readonly StatePath[], edge: Port | null = null): void {
    this.#look.selection = new Set(states);
    this.#look.edge = edge;
    this.#look.focus = states.at(-1) ?? this.#look.focus;
    this.#refocus = states.length > 0 && this.element.contains(document.activeElement) && !(document.activeElement instanceof HTMLButtonElement);
    this.#changedNow();
  }

  /** What a run says, or null to show the plain workflow. `taken` counts how often edges were taken, `sizes` says how much data passed them. */
  setStatuses(
    statuses: ReadonlyMap<StatePath, StateStatus> | null, taken: ReadonlyMap<Port, number> = new Map(), sizes: ReadonlyMap<Port, PayloadSize> = new Map(),
  ): void {
    this.#look.statuses = statuses;
    this.#look.sizes = sizes;
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
    this.#view.fit();
  }

  fitSelection(): void {
    const boxes = [...this.#look.selection].flatMap((id) => this.#index.state(id) ?? []).map(whole);
    if (boxes.length > 0) this.#view.fitTo(union(boxes));
  }

  centre(): void {
    this.#view.centre();
  }

  zoomBy(factor: number): void {
    this.#view.zoomTo(this.zoom * factor);
  }

  zoomTo(zoom: number): void {
    this.#view.zoomTo(zoom);
  }

  /** Brings a state, or Start or End by their ids, into sight. */
  reveal(path: string): void {
    const node = this.#index.node(path);
    if (node) this.#view.reveal(cardOf(node));
  }

  /** Whether the card of a state is in sight, at least in part. */
  sees(path: StatePath): boolean {
    const node = this.#index.state(path);
    return node !== undefined && overlap(cardOf(node), this.#view.seen);
  }

  /** Puts a state, or Start or End, to the top and in the middle from left to right. */
  showFrom(path: string, zoom: number): void {
    const node = this.#index.node(path);
    if (node) this.#view.showFrom(cardOf(node), zoom);
  }

  /** Where a state's card is on the screen, in client coordinates; null if there is no such state. */
  place(path: StatePath): Box | null {
    const node = this.#index.state(path);
    if (!node) return null;
    const { x, y, width, height } = cardOf(node);
    return { ...this.#view.client({ x, y }), width: width * this.zoom, height: height * this.zoom };
  }

  /** Marks what was searched for. */
  setFound(states: ReadonlySet<StatePath>): void {
    this.#look.found = states;
    this.#changedNow();
  }

  walk(direction: Direction, extend = false): void {
    commands.walk(this.#commanded(), direction, extend);
  }

  walkEdges(step: 1 | -1): void {
    commands.walkEdges(this.#commanded(), step);
  }

  jump(edge: "first" | "last"): void {
    commands.jump(this.#commanded(), edge);
  }

  selectAll(): void {
    commands.selectAll(this.#commanded());
  }

  selectStream(way: "up" | "down"): void {
    commands.selectStream(this.#commanded(), way);
  }

  /** Where a state is inserted before or after the selection. */
  insertPlace(side: "before" | "after"): { on: Port; at: Point } {
    return commands.insertPlace(this.#commanded(), side);
  }

  /** Opens the menu of the selection below it. */
  askMenu(): void {
    this.#host.menuRequested([...this.#look.selection], this.#look.edge, commands.menuPlace(this.#commanded()));
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
    this.#picture.stop();
    this.#minimap.stop();
    this.element.remove();
  }

  #listen(): void {
    this.element.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.element.addEventListener("contextmenu", (event) => this.#menu(event));
    this.element.addEventListener("keydown", (event) => this.#keyDown(event));
    this.element.addEventListener("keyup", (event) => this.#keyUp(event));
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
    if (event.key === " " && !event.ctrlKey && !event.altKey) {
      this.#panKey = true;
      return event.preventDefault();
    }
    if (event.key === "Escape" && commands.escape(this.#commanded())) event.preventDefault();
  }

  /** A tap on the space bar folds and unfolds; held down, it makes a press pan. */
  #keyUp(event: KeyboardEvent): void {
    if (event.key !== " ") return;
    const tapped = this.#panKey && !this.#panned;
    this.#panKey = this.#panned = false;
    const node = this.#look.focus === null ? undefined : this.#index.state(this.#look.focus);
    if (tapped && node && isContainer(node)) this.#host.foldRequested(node.id);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 24 : event.deltaMode === 2 ? this.#view.size.height : 1;
    if (event.ctrlKey || event.metaKey) {
      const step = Math.max(-60, Math.min(60, event.deltaY * unit));
      this.#view.zoomTo(this.zoom * Math.exp(-step * 0.0035), this.#view.local(event));
    } else {
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      this.#view.pan(-dx * unit, -dy * unit);
    }
    this.#host.panned();
  }

  #menu(event: MouseEvent): void {
    event.preventDefault();
    const found = hit(this.#index, this.#view.under(event), this.zoom, { edge: null, state: null });
    const states = found.kind === "state" || found.kind === "frame" || found.kind === "fold" ? [found.node.id] : [];
    const edge = "wire" in found ? found.wire.edge.id : null;
    const kept = states.some((state) => this.#look.selection.has(state));
    if (!kept) this.#select(states, edge, states[0] ?? null);
    this.#host.menuRequested([...this.#look.selection], edge, { x: event.clientX, y: event.clientY });
  }

  #desk(): Desk {
    const now = { index: () => this.#index, panKey: () => this.#panKey, view: this.#view };
    return {
      host: this.#host, look: this.#look,
      get index() { return now.index(); },
      get camera() { return now.view.camera; },
      get size() { return now.view.size; },
      get seen() { return now.view.seen; },
      get panKey() { return now.panKey(); },
      changed: () => this.#changedNow(),
      hit: ({ world }) => hit(this.#index, world, this.zoom, this.#look.editable ? { edge: this.#look.hoverEdge, state: this.#look.hover } : { edge: null, state: null }),
      select: (states, edge, focus) => this.#select(states, edge, focus),
      pan: (dx, dy) => ((this.#panned = true), this.#view.pan(dx, dy), this.#host.panned()),
      cursor: (name) => void (this.element.style.cursor = name ?? ""),
    };
  }

  #commanded(): commands.Commanded {
    return {
      index: this.#index, host: this.#host, look: this.#look,
      go: (states, focus) => this.#go(states, focus),
      letGo: () => (this.#select([], null), this.#draw(), this.focus()),
      cancel: () => this.#input.cancel(),
      client: (world) => this.#view.client(world),
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

  #glide(before: SceneIndex, shift: Point): void {
    const places = new Map<string, Point>();
    for (const node of before.nodesIn({ ...this.#view.seen, x: this.#view.seen.x - shift.x, y: this.#view.seen.y - shift.y })) {
      places.set(node.id, { x: cardOf(node).x + shift.x, y: cardOf(node).y + shift.y });
    }
    this.#picture.glide(places);
  }

  #moved(): void {
    this.#host.zoomed(this.zoom);
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
    const { camera, size } = this.#view;
    // Not through custom properties: these are inherited, and every element of the picture would be styled anew.
    this.element.style.backgroundPosition = `${-camera.x * camera.zoom}px ${-camera.y * camera.zoom}px`;
    const inside = this.element.contains(document.activeElement);
    const held = inside && document.activeElement !== this.element;
    this.#picture.draw(this.#index, camera, size, this.#look, changed);
    // A card that was drawn anew has lost the keyboard; whoever took it since the selection, a field for the name say, keeps it.
    if ((this.#refocus && inside) || (held && !this.element.contains(document.activeElement))) this.focus();
    this.#refocus = false;
    this.#ghost.update(this.#look.ghost);
    this.#controls.update(camera.zoom);
    this.#minimap.update(this.#index, camera, size, this.#look);
  }
}

function union(boxes: readonly Box[]): Box {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}
