import { type Camera, type Size, visible } from "./camera";
import type { Box, Point } from "./geometry";
import type { Status } from "./host";
import type { Look } from "./look";
import { type SceneIndex, cardOf } from "./scene";

const most = { width: 168, height: 132 };
/** A chain or a fan is a thin line when it is this small; the map around it can still be pressed. */
const least = 16;

/** While a run colours the states, they are painted at most this often, in milliseconds: here nobody counts them. */
const pace = 250;

/** The whole picture, small, with a frame around what is seen; drag the frame to move. */
export class Minimap {
  readonly root: HTMLElement;
  readonly #states = document.createElement("canvas");
  /** An element of its own: a pan moves it and paints nothing. */
  readonly #seen = document.createElement("div");
  readonly #go: (world: Point) => void;
  #scale = 1;
  #drawn: SceneIndex | null = null;
  #selection: Look["selection"] | null = null;
  #statuses: Look["statuses"] = null;
  #paintedAt = -Infinity;
  #later: ReturnType<typeof setTimeout> | undefined;
  #shown = true;
  #theme = "";
  readonly #colours = new Map<Status, string>();
  /** What of the world is at the left and at the top: a chain or a fan of thousands is shown around where one is. */
  #corner: Point = { x: 0, y: 0 };

  constructor(parent: Element, go: (world: Point) => void) {
    this.#go = go;
    this.root = document.createElement("div");
    this.root.className = "canvas-minimap";
    this.root.setAttribute("aria-hidden", "true");
    this.root.append(this.#states, this.#seen);
    this.#seen.className = "seen";
    parent.append(this.root);
    this.root.addEventListener("pointerdown", (event) => this.#drag(event));
  }

  toggle(): void {
    this.#shown = !this.#shown;
  }

  /** Nothing is painted any more. */
  stop(): void {
    clearTimeout(this.#later);
  }

  /** Hidden while everything is in sight. */
  update(index: SceneIndex, camera: Camera, size: Size, look: Look): void {
    const view = visible(camera, size);
    const world = index.box;
    const needed = world.width > view.width * 1.02 || world.height > view.height * 1.02;
    this.root.hidden = !this.#shown || !needed || size.width < 400 || size.height < 320;
    if (this.root.hidden) return;
    const scale = Math.max(0.012, Math.min(most.width / world.width, most.height / world.height));
    const corner = {
      x: begin(world.width, most.width / scale, least / scale, view.x + view.width / 2),
      y: begin(world.height, most.height / scale, least / scale, view.y + view.height / 2),
    };
    const shift = Math.abs(corner.x - this.#corner.x) + Math.abs(corner.y - this.#corner.y);
    const moved = this.#drawn !== index || shift > 0.5 || scale !== this.#scale;
    if (moved || this.#selection !== look.selection) {
      [this.#drawn, this.#scale, this.#corner] = [index, scale, corner];
      this.#paint(index, look);
    } else if (this.#statuses !== look.statuses) this.#paintSoon(index, look);
    this.#frame(view);
  }

  #paintSoon(index: SceneIndex, look: Look): void {
    const wait = this.#paintedAt + pace - performance.now();
    if (wait <= 0) this.#paint(index, look);
    else this.#later ??= setTimeout(() => this.#drawn === index && this.#paint(index, look), wait);
  }

  #paint(index: SceneIndex, look: Look): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    [this.#selection, this.#statuses, this.#paintedAt] = [look.selection, look.statuses, performance.now()];
    const { width, height } = this.#box(index);
    const ratio = globalThis.devicePixelRatio || 1;
    for (const [name, value] of [["width", width], ["height", height]] as const) {
      // Setting a size gives the canvas new memory, also if it is the same.
      const pixels = Math.round(value * ratio);
      if (this.#states[name] !== pixels) this.#states[name] = pixels;
      this.root.style[name] = `${value}px`;
    }
    const pen = this.#states.getContext("2d");
    if (!pen) return;
    const style = getComputedStyle(this.root);
    // Resolving one makes the browser style the page, so it is done once for each theme.
    if (this.#theme !== style.color) this.#colours.clear();
    this.#theme = style.color;
    const colourOf = (status: Status): string => {
      const known = this.#colours.get(status) ?? this.#resolve(`var(--status-${status}-mark)`);
      this.#colours.set(status, known);
      return known;
    };
    const [plain, chosen, frame] = [style.color, style.outlineColor, style.borderColor];
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.#states.width, this.#states.height);
    pen.scale(ratio * this.#scale, ratio * this.#scale);
    pen.translate(-this.#corner.x, -this.#corner.y);
    for (const node of index.nodesIn({ ...this.#corner, width: most.width / this.#scale, height: most.height / this.#scale })) {
      const status = look.statuses?.get(node.id)?.status;
      const { x, y, width: w, height: h } = cardOf(node);
      if (node.header) {
        pen.globalAlpha = 0.25;
        pen.fillStyle = frame;
        pen.fillRect(node.x, node.y, node.width, node.height);
        pen.globalAlpha = 1;
      }
      pen.fillStyle = look.selection.has(node.id) ? chosen : status ? colourOf(status) : plain;
      pen.fillRect(x, y, w, Math.max(h, 1.5 / this.#scale));
    }
  }

  /** Its size on the screen. */
  #box({ box }: SceneIndex): Size {
    const { width, height } = { width: box.width * this.#scale, height: box.height * this.#scale };
    return { width: Math.ceil(within(width, least, most.width)), height: Math.ceil(within(height, least, most.height)) };
  }

  /** A canvas knows no `light-dark()`: an element must say what it comes to. */
  #resolve(value: string): string {
    const kept = this.root.style.caretColor;
    this.root.style.caretColor = value;
    const found = getComputedStyle(this.root).caretColor;
    this.root.style.caretColor = kept;
    return found;
  }

  /** Puts the frame around what is seen, within the edges. */
  #frame(view: Box): void {
    if (!this.#drawn) return;
    const { width, height } = this.#box(this.#drawn);
    const { x, y } = this.#corner;
    const [left, right] = [view.x - x, view.x + view.width - x].map((at) => within(at * this.#scale, 0, width)) as [number, number];
    const [up, down] = [view.y - y, view.y + view.height - y].map((at) => within(at * this.#scale, 0, height)) as [number, number];
    const { style } = this.#seen;
    style.transform = `translate(${left}px, ${up}px)`;
    style.width = `${Math.max(6, right - left)}px`;
    style.height = `${Math.max(6, down - up)}px`;
  }

  #drag(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const box = this.root.getBoundingClientRect();
    const { x, y } = this.#corner;
    const go = ({ clientX, clientY }: PointerEvent): void => this.#go({ x: (clientX - box.left) / this.#scale + x, y: (clientY - box.top) / this.#scale + y });
    go(event);
    const end = (): void => (removeEventListener("pointermove", go), removeEventListener("pointerup", end), removeEventListener("pointercancel", end));
    addEventListener("pointermove", go);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  }
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** Where the map begins on an axis: at the world's edge if it has room for all of it, in the middle if it has far more, else around what is seen. */
function begin(world: number, span: number, room: number, seen: number): number {
  if (world < room) return (world - room) / 2;
  return within(seen - span / 2, 0, Math.max(0, world - span));
}
