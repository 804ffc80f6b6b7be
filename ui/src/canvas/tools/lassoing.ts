import { between, share } from "../geometry";
import { cardOf } from "../scene";
import { Idle } from "./idle";
import type { Desk, Pointer, Tool } from "./tool";

/** A rubber band adds the cards that lie at least half inside. */
export class Lassoing implements Tool {
  readonly path = "lassoing";
  readonly #desk: Desk;
  readonly #start: Pointer;
  readonly #before: readonly string[];

  constructor(desk: Desk, start: Pointer) {
    this.#desk = desk;
    this.#start = start;
    this.#before = [...desk.look.selection];
  }

  enter(): void {
    this.#desk.cursor("crosshair");
  }

  exit(): void {
    this.#desk.look.lasso = null;
    this.#desk.changed();
  }

  move(pointer: Pointer): undefined {
    const { look, index } = this.#desk;
    const band = between(this.#start.world, pointer.world);
    look.lasso = band;
    const touched = index.nodesIn(band).filter((node) => node.state !== null && share(cardOf(node), band) >= 0.5);
    look.selection = new Set([...this.#before, ...touched.map((node) => node.id)]);
    this.#desk.changed();
  }

  up(): Tool {
    const states = [...this.#desk.look.selection];
    this.#desk.select(states, null);
    this.#desk.host.announce(`${states.length} ${states.length === 1 ? "state" : "states"} selected`);
    return new Idle(this.#desk);
  }

  cancel(): Tool {
    this.#desk.select(this.#before, null);
    return new Idle(this.#desk);
  }
}
