import type { Point } from "./geometry";
import { Idle } from "./tools/idle";
import type { Desk, Pointer, Tool } from "./tools/tool";

/** Turns pointer events into calls of the tool in hand, and hands over from one tool to the next. */
export class Input {
  readonly #desk: Desk;
  readonly #element: HTMLElement;
  readonly #world: (at: Point) => Point;
  #tool: Tool;
  #last = { time: -Infinity, at: { x: 0, y: 0 }, count: 0 };
  #pointer: number | null = null;

  constructor(element: HTMLElement, desk: Desk, world: (at: Point) => Point) {
    this.#element = element;
    this.#desk = desk;
    this.#world = world;
    this.#tool = new Idle(desk);
    element.addEventListener("pointerdown", (event) => this.#down(event));
    element.addEventListener("mousedown", (event) => this.#count(event));
    element.addEventListener("pointermove", (event) => this.#pointer === null && this.#move(event));
    element.addEventListener("pointerleave", (event) => this.#pointer === null && this.#move(event));
  }

  /** `idle`, `pressing.state`, `dragging.palette` … */
  get path(): string {
    return this.#tool.path;
  }

  /** Takes another tool in hand and follows this pointer until it is released. */
  hold(tool: Tool, event: PointerEvent): void {
    this.#follow(event.pointerId);
    this.#take(tool);
    this.#take(tool.move?.(this.#read(event)));
  }

  /** Ends what is going on; false if nothing was. */
  cancel(): boolean {
    if (this.#tool instanceof Idle) return false;
    this.#take(this.#tool.cancel?.());
    this.#release();
    return true;
  }

  stop(): void {
    this.cancel();
    this.#release();
  }

  #down(event: PointerEvent): void {
    if (this.#pointer !== null || (event.target instanceof Element && event.target.closest(".canvas-controls, .canvas-minimap"))) return;
    const pointer = this.#read(event, true);
    const next = this.#tool.down?.(pointer);
    if (!next) return;
    this.#element.focus({ preventScroll: true });
    this.#follow(event.pointerId);
    this.#take(next);
  }

  /** The browser counts presses as the person's system does, and while the page is busy too. */
  #count(event: MouseEvent): void {
    this.#last.count = Math.max(this.#last.count, event.detail);
    // The middle button would start the browser's own scrolling.
    if (event.button === 1) event.preventDefault();
  }

  readonly #move = (event: PointerEvent): void => {
    if (this.#pointer !== null && event.pointerId !== this.#pointer) return;
    const pointer = this.#read(event);
    const next = this.#tool.move?.(pointer);
    this.#take(next);
    // The new tool has not seen where the pointer is.
    if (next) this.#take(next.move?.(pointer));
  };

  readonly #up = (event: PointerEvent): void => {
    if (event.pointerId !== this.#pointer) return;
    const next = this.#tool.up?.(this.#read(event));
    this.#release();
    this.#take(next);
    this.#take(this.#tool.move?.(this.#read(event)));
  };

  readonly #lost = (event: PointerEvent): void => {
    if (event.pointerId === this.#pointer) this.cancel();
  };

  /** While something is dragged the keyboard may still belong to the palette. */
  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !this.cancel()) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #follow(pointer: number): void {
    this.#release();
    this.#pointer = pointer;
    addEventListener("pointermove", this.#move);
    addEventListener("pointerup", this.#up);
    addEventListener("pointercancel", this.#lost);
    addEventListener("keydown", this.#escape, { capture: true });
  }

  #release(): void {
    this.#pointer = null;
    removeEventListener("pointermove", this.#move);
    removeEventListener("pointerup", this.#up);
    removeEventListener("pointercancel", this.#lost);
    removeEventListener("keydown", this.#escape, { capture: true });
  }

  #take(next: Tool | undefined): void {
    if (!next || next === this.#tool) return;
    this.#tool.exit?.();
    this.#tool = next;
    next.enter?.();
  }

  #read(event: PointerEvent, press = false): Pointer {
    const box = this.#element.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    if (press) {
      const again = event.timeStamp - this.#last.time < 400 && Math.hypot(at.x - this.#last.at.x, at.y - this.#last.at.y) < 5;
      this.#last = { time: event.timeStamp, at, count: again ? this.#last.count + 1 : 1 };
    }
    const { width, height } = this.#desk.size;
    return {
      at, world: this.#world(at), client: { x: event.clientX, y: event.clientY }, button: event.button, shift: event.shiftKey, toggle: event.ctrlKey || event.metaKey, alt: event.altKey,
      count: this.#last.count, over: event.type !== "pointerleave" && at.x >= 0 && at.y >= 0 && at.x <= width && at.y <= height,
    };
  }
}
