import type { Port, StatePath, Verdict } from "../../api/generated";
import type { Point } from "../geometry";
import { stateAt } from "../hit";
import { scopeOf } from "../scene";
import { Idle } from "./idle";
import type { Desk, Pointer, Tool } from "./tool";

/** What is linked: a transition that is there, or one that a card is about to get. */
export interface Line {
  port: Port;
  /** Where the line starts, in the world. */
  from: Point;
  /** The object whose States the line may lead to. */
  scope: string;
}

/** The end of a transition follows the pointer to another state. */
export class Connecting implements Tool {
  readonly path = "connecting";
  readonly #desk: Desk;
  readonly #line: Line;
  #verdict: Promise<Verdict> | null = null;

  constructor(desk: Desk, line: Line) {
    this.#desk = desk;
    this.#line = line;
  }

  enter(): void {
    this.#desk.look.edge = this.#line.port;
    this.#desk.cursor("crosshair");
  }

  exit(): void {
    const { look } = this.#desk;
    look.link = look.linkTo = null;
    look.edge = null;
    this.#desk.host.hint(null);
    this.#desk.changed();
  }

  move({ world, over }: Pointer): undefined {
    const { look, index } = this.#desk;
    const state = over ? stateAt(index, world) : null;
    if ((state?.id ?? null) !== look.linkTo) this.#aim(state?.id ?? null);
    look.link = { from: this.#line.from, to: world, bad: look.link?.bad ?? false };
    this.#desk.changed();
  }

  /** On a state it links, beside all of them it asks for a new one. */
  up(pointer: Pointer): Tool {
    const { look, host } = this.#desk;
    const [to, verdict] = [look.linkTo, this.#verdict];
    if (to !== null && verdict) {
      void verdict.then(({ allowed, reason }) => (allowed ? host.connectRequested(this.#line.port, to) : host.announce(`Not linked: ${reason ?? "not allowed"}`)), () => {});
    } else if (pointer.over) host.insertRequested(this.#line.port, pointer.client);
    return new Idle(this.#desk);
  }

  cancel(): Tool {
    this.#desk.host.announce("Link cancelled");
    return new Idle(this.#desk);
  }

  #aim(state: StatePath | null): void {
    const { look, host } = this.#desk;
    look.linkTo = state;
    this.#verdict = state === null ? null : this.#judge(state);
    this.#show(true, null);
    void this.#verdict?.then(({ allowed, reason }) => {
      if (look.linkTo === state && look.link) this.#show(allowed, reason);
    }, () => host.hint(null));
  }

  async #judge(state: StatePath): Promise<Verdict> {
    if (scopeOf(state) !== this.#line.scope) return { allowed: false, reason: "a transition cannot leave or enter a container" };
    const [verdict] = await this.#desk.host.may([{ kind: "connect", port: this.#line.port, to: state }]);
    return verdict ?? { allowed: false, reason: null };
  }

  #show(allowed: boolean, reason: string | null): void {
    const { look } = this.#desk;
    if (look.link) look.link = { ...look.link, bad: !allowed };
    this.#desk.cursor(allowed ? "crosshair" : "not-allowed");
    this.#desk.host.hint(reason);
    this.#desk.changed();
  }
}
