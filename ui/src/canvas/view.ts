import type { StatePath } from "../api/generated";
import * as cameras from "./camera";
import type { Camera, Size } from "./camera";
import { type Box, type Point, centre } from "./geometry";
import { type SceneIndex, cardOf } from "./scene";

/** What part of the scene is on the screen, and how that changes. */
export class View {
  readonly #element: HTMLElement;
  readonly #measure: (element: HTMLElement) => Size;
  readonly #changed: () => void;
  #index: SceneIndex;
  #camera: Camera = { x: 0, y: 0, zoom: 1 };
  #size: Size;
  /** False as long as nobody has moved the picture: then it is fitted whenever the window changes. */
  #touched = false;

  constructor(element: HTMLElement, index: SceneIndex, measure: (element: HTMLElement) => Size, changed: () => void) {
    this.#element = element;
    this.#index = index;
    this.#measure = measure;
    this.#changed = changed;
    this.#size = measure(element);
  }

  get camera(): Camera {
    return this.#camera;
  }

  get size(): Size {
    return this.#size;
  }

  get touched(): boolean {
    return this.#touched;
  }

  get seen(): Box {
    return cameras.visible(this.#camera, this.#size);
  }

  /** Takes a new scene and keeps one state where it is on the screen: the first wanted one that both scenes have, else one in the middle. Returns how far the world has moved. */
  take(index: SceneIndex, wanted: readonly (StatePath | null)[]): Point {
    const before = this.#index;
    this.#index = index;
    const shift = this.#anchor(before, wanted);
    this.#camera = { ...this.#camera, x: this.#camera.x + shift.x, y: this.#camera.y + shift.y };
    return shift;
  }

  /** Shows what was seen before. */
  restore(camera: Camera): void {
    this.#move(camera);
  }

  fit(): void {
    this.#size = this.#measure(this.#element);
    this.#camera = cameras.fit(this.#index.box, this.#size);
    this.#touched = false;
    this.#changed();
  }

  fitTo(box: Box): void {
    this.#move(cameras.fit(box, this.#size));
  }

  centre(point: Point = centre(this.#index.box)): void {
    this.#move(cameras.centred(point, this.#size, this.#camera.zoom));
  }

  pan(dx: number, dy: number): void {
    this.#move(cameras.pan(this.#camera, dx, dy));
  }

  zoomTo(zoom: number, around: Point = { x: this.#size.width / 2, y: this.#size.height / 2 }): void {
    this.#move(cameras.zoomAt(this.#camera, around, zoom));
  }

  reveal(box: Box): void {
    this.#move(cameras.reveal(this.#camera, box, this.#size));
  }

  showFrom(box: Box, zoom: number): void {
    this.#move(cameras.from(box, this.#size, zoom));
  }

  /** The window may have another size now. What was in the middle from left to right stays there, what was at the top too. */
  resized(): void {
    const size = this.#measure(this.#element);
    if (size.width === this.#size.width && size.height === this.#size.height) return;
    const shift = (this.#size.width - size.width) / 2;
    this.#size = size;
    if (this.#touched) this.#move(cameras.pan(this.#camera, -shift, 0));
    else this.fit();
  }

  toWorld(at: Point): Point {
    return cameras.toWorld(this.#camera, at);
  }

  /** The world point under a point of the window. */
  under({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    return this.toWorld(this.local({ clientX, clientY }));
  }

  /** A point of the window in the canvas element. */
  local({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    const box = this.#element.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }

  /** Where a world point is in the window. */
  client(world: Point): Point {
    const box = this.#element.getBoundingClientRect();
    const at = cameras.toScreen(this.#camera, world);
    return { x: box.left + at.x, y: box.top + at.y };
  }

  #move(camera: Camera): void {
    this.#touched = true;
    this.#camera = cameras.clamped(camera, this.#index.box, this.#size);
    this.#changed();
  }

  #anchor(before: SceneIndex, wanted: readonly (StatePath | null)[]): Point {
    const middle = centre(this.seen);
    const near = before.nodesIn(this.seen).filter((node) => node.state !== null).map((node) => ({ id: node.id, away: Math.hypot(node.x - middle.x, node.y - middle.y) }));
    const candidates = [...wanted, ...near.toSorted((one, other) => one.away - other.away).map(({ id }) => id)];
    for (const id of candidates) {
      const [from, to] = [id === null ? undefined : before.state(id), id === null ? undefined : this.#index.state(id)];
      if (from && to) return { x: cardOf(to).x - cardOf(from).x, y: cardOf(to).y - cardOf(from).y };
    }
    return { x: 0, y: 0 };
  }
}
