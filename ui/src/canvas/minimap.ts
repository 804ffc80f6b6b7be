import { type Camera, type Size, visible } from "./camera";
import type { Point } from "./geometry";
import type { Status } from "./host";
import type { Look } from "./look";
import { type SceneIndex, cardOf } from "./scene";

const most = { width: 168, height: 132 };

/** The whole picture, small, with a frame around what is seen; drag the frame to move. */
export class Minimap {
  readonly root: HTMLCanvasElement;
  readonly #go: (world: Point) => void;
  #scale = 1;
  #base: HTMLCanvasElement | null = null;
  #drawn: SceneIndex | null = null;
  #shownLook: readonly unknown[] = [];
  #shown = true;
  #theme = "";
  readonly #colours = new Map<Status, string>();
  /** Part of the world at the top: a chain of thousands is shown around where one is. */
  #top = 0;

  constructor(parent: Element, go: (world: Point) => void) {
    this.#go = go;
    this.root = document.createElement("canvas");
    this.root.className = "canvas-minimap";
    this.root.setAttribute("aria-hidden", "true");
    parent.append(this.root);
    this.root.addEventListener("pointerdown", (event) => this.#drag(event));
  }

  toggle(): void {
    this.#shown = !this.#shown;
  }

  /** Hidden while everything is in sight. */
  update(index: SceneIndex, camera: Camera, size: Size, look: Look): void {
    const view = visible(camera, size);
    const world = index.box;
    const needed = world.width > view.width * 1.02 || world.height > view.height * 1.02;
    this.root.hidden = !this.#shown || !needed || size.width < 400 || size.height < 320;
    if (this.root.hidden) return;
    const scale = Math.max(0.012, Math.min(most.width / world.width, most.height / world.height));
    const span = most.height / scale;
    const top = world.height <= span ? 0 : Math.max(0, Math.min(world.height - span, view.y + view.height / 2 - span / 2));
    const shown = [look.selection, look.statuses];
    const changed = shown.some((part, at) => part !== this.#shownLook[at]);
    if (changed || this.#drawn !== index || Math.abs(top - this.#top) > 0.5 || scale !== this.#scale) {
      this.#shownLook = shown;
      this.#scale = scale;
      this.#top = top;
      this.#base = this.#paint(index, look);
      this.#drawn = index;
    }
    this.#frame(view);
  }

  #paint(index: SceneIndex, look: Look): HTMLCanvasElement | null {
    const [width, height] = [Math.ceil(Math.min(most.width, index.box.width * this.#scale)), Math.ceil(Math.min(most.height, index.box.height * this.#scale))];
    const ratio = globalThis.devicePixelRatio || 1;
    for (const [name, value] of [["width", width], ["height", height]] as const) {
      this.root[name] = value * ratio;
      this.root.style[name] = `${value}px`;
    }
    const base = document.createElement("canvas");
    [base.width, base.height] = [this.root.width, this.root.height];
    const pen = base.getContext("2d");
    if (!pen) return null;
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
    pen.scale(ratio * this.#scale, ratio * this.#scale);
    pen.translate(0, -this.#top);
    for (const node of index.nodesIn({ x: 0, y: this.#top, width: index.box.width, height: most.height / this.#scale })) {
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
    return base;
  }

  /** A canvas knows no `light-dark()`: an element must say what it comes to. */
  #resolve(value: string): string {
    const kept = this.root.style.caretColor;
    this.root.style.caretColor = value;
    const found = getComputedStyle(this.root).caretColor;
    this.root.style.caretColor = kept;
    return found;
  }

  #frame(view: { x: number; y: number; width: number; height: number }): void {
    const pen = this.root.getContext("2d");
    if (!pen) return;
    const ratio = globalThis.devicePixelRatio || 1;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.root.width, this.root.height);
    if (this.#base) pen.drawImage(this.#base, 0, 0);
    const by = this.#scale * ratio;
    const style = getComputedStyle(this.root);
    pen.strokeStyle = style.outlineColor;
    pen.lineWidth = 1.5 * ratio;
    const [x, y] = [Math.max(0, view.x * by), Math.max(0, (view.y - this.#top) * by)];
    const [right, bottom] = [Math.min(this.root.width, (view.x + view.width) * by), Math.min(this.root.height, (view.y + view.height - this.#top) * by)];
    pen.strokeRect(x + ratio, y + ratio, Math.max(4, right - x - 2 * ratio), Math.max(4, bottom - y - 2 * ratio));
  }

  #drag(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const box = this.root.getBoundingClientRect();
    const top = this.#top;
    const go = ({ clientX, clientY }: PointerEvent): void => this.#go({ x: (clientX - box.left) / this.#scale, y: (clientY - box.top) / this.#scale + top });
    go(event);
    const end = (): void => (removeEventListener("pointermove", go), removeEventListener("pointerup", end), removeEventListener("pointercancel", end));
    addEventListener("pointermove", go);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  }
}
