import type { Port, StatePath, Verdict } from "../../api/generated";
import { branchPlace } from "../branches";
import { landing, stateAt } from "../hit";
import type { Cargo } from "./cargo";
import { Idle } from "./idle";
import type { Desk, Pointer, Tool } from "./tool";

/** Close to the border the picture moves along; less than the margin of a picture that has been fitted. Screen pixels. */
const border = 20;
const borderStep = 14;
/** Resting on a card for so long offers to replace it. Milliseconds. */
const replaceAfter = 600;

/** Something is carried over the canvas; the place it would land on is shown. */
export class Dragging implements Tool {
  readonly path: string;
  readonly #desk: Desk;
  readonly #cargo: Cargo;
  readonly #verdicts = new Map<Port, Verdict | Promise<Verdict>>();
  /** What comes from beside the canvas may cross its border without moving the picture. */
  #arrived = false;
  #resting: { state: StatePath; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(desk: Desk, cargo: Cargo) {
    this.path = `dragging.${cargo.kind}`;
    this.#desk = desk;
    this.#cargo = cargo;
  }

  enter(): void {
    const { look, index } = this.#desk;
    look.lifted = this.#cargo.lifted;
    look.hover = look.hoverEdge = null;
    look.targets = { legal: (port) => this.#fits(port), over: null, verdict: "asking" };
    // What is in sight is judged at once, so that only places that will do are lit.
    const seen = index.wiresIn(this.#desk.seen).map(({ edge }) => edge.id).filter((port) => this.#cargo.fits(port));
    this.#judge(seen.slice(0, 200));
    this.#desk.cursor("grabbing");
    this.#desk.changed();
  }

  exit(): void {
    const { look } = this.#desk;
    this.#rest(null);
    look.lifted = new Set();
    look.ghost = look.targets = look.replacing = look.branch = null;
    this.#desk.host.hint(null);
    this.#desk.cursor(null);
    this.#desk.changed();
  }

  move(pointer: Pointer): undefined {
    const { look, index } = this.#desk;
    this.#followBorder(pointer);
    const card = pointer.over && this.#cargo.replace ? stateAt(index, pointer.world) : null;
    this.#rest(card?.id ?? null);
    const branch = pointer.over && look.replacing === null ? branchPlace(index, pointer.world, (state) => this.#takes(state)) : null;
    look.branch = branch;
    const over = !pointer.over || look.replacing !== null ? null : (branch?.port ?? landing(index, pointer.world, (port) => this.#fits(port)));
    if (look.targets && over !== look.targets.over) {
      look.targets = { ...look.targets, over, verdict: "asking" };
      if (over !== null && branch === null) this.#ask(over);
      else this.#show(over, null);
    }
    const bad = look.targets?.over !== null && look.targets?.verdict === "bad";
    look.ghost = { title: this.#cargo.title, subtitle: this.#cargo.subtitle, type: this.#cargo.type, at: pointer.client, bad };
    this.#desk.changed();
  }

  up(pointer: Pointer): Tool {
    this.move(pointer);
    const { look } = this.#desk;
    const port = look.targets?.over ?? null;
    if (look.replacing !== null) this.#cargo.replace?.(look.replacing);
    else if (look.branch !== null) this.#cargo.drop(look.branch.port);
    else if (port !== null) void this.#drop(port);
    return new Idle(this.#desk);
  }

  cancel(): Tool {
    this.#desk.host.announce("Drag cancelled");
    return new Idle(this.#desk);
  }

  /** A container that is dragged itself takes nothing. */
  #takes(state: StatePath): boolean {
    return ![...this.#cargo.lifted].some((lifted) => this.#desk.index.within(state, lifted));
  }

  #rest(state: StatePath | null): void {
    if (this.#resting?.state === state) return;
    if (this.#resting) clearTimeout(this.#resting.timer);
    this.#resting = null;
    const { look, host } = this.#desk;
    if (look.replacing !== null) host.hint(null);
    look.replacing = null;
    if (state === null) return;
    const timer = setTimeout(() => {
      look.replacing = state;
      if (look.targets) look.targets = { ...look.targets, over: null, verdict: "good" };
      host.hint(`Replace ${this.#desk.index.state(state)?.state?.name ?? ""}: its name and transitions stay`);
      this.#desk.changed();
    }, replaceAfter);
    this.#resting = { state, timer };
  }

  #fits(port: Port): boolean {
    const known = this.#verdicts.get(port);
    return this.#cargo.fits(port) && !(known && "allowed" in known && !known.allowed);
  }

  /** Asks about several places at once; each is asked about once for each drag. */
  #judge(ports: readonly Port[]): void {
    const open = ports.filter((port) => !this.#verdicts.has(port));
    if (open.length === 0) return;
    const asked = this.#desk.host.may(open.map((port) => this.#cargo.edit(port)));
    open.forEach((port, at) => {
      const one = asked.then((verdicts) => verdicts[at] ?? { allowed: false, reason: null });
      this.#verdicts.set(port, one);
      void one.then((verdict) => {
        this.#verdicts.set(port, verdict);
        if (this.#desk.look.targets) this.#desk.changed();
      }, () => this.#verdicts.delete(port));
    });
  }

  #verdict(port: Port): Verdict | Promise<Verdict> {
    if (!this.#cargo.fits(port)) return { allowed: false, reason: "it is there already" };
    this.#judge([port]);
    return this.#verdicts.get(port) ?? { allowed: false, reason: null };
  }

  #ask(port: Port): void {
    const verdict = this.#verdict(port);
    if ("allowed" in verdict) return this.#show(port, verdict);
    void verdict.then((answer) => {
      if (this.#desk.look.targets?.over === port) this.#show(port, answer);
    }, () => {});
  }

  #show(port: Port | null, verdict: Verdict | null): void {
    const { look } = this.#desk;
    if (look.targets) look.targets = { ...look.targets, over: port, verdict: verdict?.allowed === false ? "bad" : "good" };
    this.#desk.cursor(verdict?.allowed === false ? "not-allowed" : "grabbing");
    const words = look.branch ? look.branch.words : null;
    this.#desk.host.hint(verdict?.allowed === false ? (verdict.reason ?? "not allowed here") : words);
    this.#desk.changed();
  }

  async #drop(port: Port): Promise<void> {
    const verdict = await this.#verdict(port);
    if (verdict.allowed) this.#cargo.drop(port);
    else this.#desk.host.announce(`Not moved: ${verdict.reason ?? "not allowed here"}`);
  }

  #followBorder({ at, over }: Pointer): void {
    const { width, height } = this.#desk.size;
    if (!over) return;
    const step = (place: number, length: number): number => (place < border ? borderStep : place > length - border ? -borderStep : 0);
    const [dx, dy] = [step(at.x, width), step(at.y, height)];
    this.#arrived ||= dx === 0 && dy === 0;
    if (!this.#arrived) return;
    if (dx !== 0 || dy !== 0) this.#desk.pan(dx, dy);
  }
}
