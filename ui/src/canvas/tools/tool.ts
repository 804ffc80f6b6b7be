import type { Port, StatePath } from "../../api/generated";
import type { Camera, Size } from "../camera";
import type { Box, Point } from "../geometry";
import type { Hit } from "../hit";
import type { CanvasHost } from "../host";
import type { Look } from "../look";
import type { SceneIndex } from "../scene";

/** A pointer event as the tools see it. */
export interface Pointer {
  /** In the canvas element. */
  at: Point;
  world: Point;
  client: Point;
  button: number;
  shift: boolean;
  /** Ctrl, or Cmd on a Mac. */
  toggle: boolean;
  alt: boolean;
  /** 2 for the second press of a double click. */
  count: number;
  /** False while the pointer is outside of the canvas. */
  over: boolean;
}

/** What a tool may use of the canvas. */
export interface Desk {
  readonly index: SceneIndex;
  readonly host: CanvasHost;
  readonly camera: Camera;
  readonly size: Size;
  /** The part of the world that is on the screen. */
  readonly seen: Box;
  /** To be changed, then announced with `changed`. */
  readonly look: Look;
  /** Space is held down: a press pans. */
  readonly panKey: boolean;
  changed(): void;
  hit(pointer: Pointer): Hit;
  select(states: readonly StatePath[], edge: Port | null, focus?: StatePath | null): void;
  pan(dx: number, dy: number): void;
  cursor(name: string | null): void;
}

/** What the canvas is doing: one small object at a time. A method that returns a tool hands over to it. */
export interface Tool {
  /** Where it stands in the tree of tools: `idle`, `pressing.card`, `dragging.palette` … */
  readonly path: string;
  enter?(): void;
  exit?(): void;
  down?(pointer: Pointer): Tool | undefined;
  move?(pointer: Pointer): Tool | undefined;
  up?(pointer: Pointer): Tool | undefined;
  /** Escape, or the pointer was taken away. */
  cancel?(): Tool | undefined;
}
