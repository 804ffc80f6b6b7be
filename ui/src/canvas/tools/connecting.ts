import type { Port, StatePath } from "../../api/generated";
import { stateAt } from "../hit";
import type { Verdict } from "../host";
import { scopeOf, scopeOfWire } from "../scene";
import { Idle } from "./idle";
import type { Desk, Pointer, Tool } from "./tool";

/** The end of an edge follows the pointer to another state. */
export class Connecting implements Tool {
  readonly path = "connecting";
  readonly #desk: Desk;
  readonly #port: Port;
  #verdict: Promise<Verdict> | null = null;

  constructor(desk: Desk, port: Port) {
    this.#desk = desk;
    this.#port = port;
  }

  enter(): void {
    this.#desk.look.edge = this.#port;
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
    const from = index.wire(this.#port)?.line[0] ?? world;
    const state = over ? stateAt(index, world) : null;
    if ((state?.id ?? null) !== look.linkTo) this.#aim(state?.id ?? null);
    look.link = { from, to: world, bad: look.link?.bad ?? false };
    this.#desk.changed();
  }

  up(): Tool {
    const { look, host } = this.#desk;
    const [to, verdict] = [look.linkTo, this.#verdict];
    if (to !== null && verdict) {
      void verdict.then(({ allowed, reason }) => (allowed ? host.connectRequested(this.#port, to) : host.announce(`Not linked: ${reason ?? "not allowed"}`)), () => {});
    }
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

  #judge(state: StatePath): Promise<Verdict> {
    const wire = this.#desk.index.wire(this.#port);
    if (wire && scopeOf(state) !== scopeOfWire(wire)) return Promise.resolve({ allowed: false, reason: "a transition cannot leave or enter a container" });
    return this.#desk.host.may({ kind: "connect", port: this.#port, to: state });
  }

  #show(allowed: boolean, reason: string | null): void {
    const { look } = this.#desk;
    if (look.link) look.link = { ...look.link, bad: !allowed };
    this.#desk.cursor(allowed ? "crosshair" : "not-allowed");
    this.#desk.host.hint(reason);
    this.#desk.changed();
  }
}
