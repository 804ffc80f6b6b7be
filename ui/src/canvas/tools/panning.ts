import type { Point } from "../geometry";
import { Idle } from "./idle";
import type { Desk, Pointer, Tool } from "./tool";

/** The picture follows the pointer. */
export class Panning implements Tool {
  readonly path = "panning";
  readonly #desk: Desk;
  #last: Point;

  constructor(desk: Desk, pointer: Pointer) {
    this.#desk = desk;
    this.#last = pointer.at;
  }

  enter(): void {
    this.#desk.cursor("grabbing");
  }

  move({ at }: Pointer): undefined {
    this.#desk.pan(at.x - this.#last.x, at.y - this.#last.y);
    this.#last = at;
  }

  up(): Tool {
    return new Idle(this.#desk);
  }

  cancel(): Tool {
    return new Idle(this.#desk);
  }
}
