import type { Edit, Port, SceneNode, StateType } from "../../api/generated";
import { landing } from "../hit";
import type { PaletteItem, Verdict } from "../host";
import { Idle } from "./idle";
import type { Desk, Pointer, Tool } from "./tool";

/** What is dragged, and what dropping it means. */
export interface Cargo {
  kind: "card" | "palette";
  title: string;
  subtitle: string;
  type: StateType;
  /** The card it was taken from. */
  lifted: string | null;
  /** What can be told without asking: false for places that make no sense. */
  fits(port: Port): boolean;
  edit(port: Port): Edit;
  drop(port: Port): void;
}

export function cardCargo(desk: Desk, node: SceneNode): Cargo {
  const own = new Set([...desk.index.leaving(node.id), ...desk.index.entering(node.id)].map(({ edge }) => edge.id));
  return {
    kind: "card", title: node.state?.name ?? "", subtitle: node.state?.subtitle ?? "", type: node.state?.type ?? "Pass", lifted: node.id,
    fits: (port) => !own.has(port) && !port.startsWith(`${node.id}/`),
    edit: (port) => ({ kind: "move_state", state: node.id, on: port }),
    drop: (port) => desk.host.moveRequested(node.id, port),
  };
}

export function paletteCargo(desk: Desk, item: PaletteItem): Cargo {
  return { kind: "palette", title: item.title, subtitle: item.subtitle, type: item.type, lifted: null, fits: () => true, edit: (port) => item.edit(port), drop: (port) => desk.host.dropped(item, port) };
}

/** Close to the border the picture moves along. Screen pixels. */
const border = 36;
const borderStep = 14;

/** Something is carried over the canvas; the place it would land on is shown. */
export class Dragging implements Tool {
  readonly path: string;
  readonly #desk: Desk;
  readonly #cargo: Cargo;
  readonly #verdicts = new Map<Port, Verdict | Promise<Verdict>>();

  constructor(desk: Desk, cargo: Cargo) {
    this.path = `dragging.${cargo.kind}`;
    this.#desk = desk;
    this.#cargo = cargo;
  }

  enter(): void {
    const { look } = this.#desk;
    look.lifted = this.#cargo.lifted;
    look.hover = look.hoverEdge = null;
    look.targets = { legal: (port) => this.#fits(port), over: null, verdict: "asking" };
    this.#desk.cursor("grabbing");
    this.#desk.changed();
  }

  exit(): void {
    const { look } = this.#desk;
    look.lifted = look.ghost = look.targets = null;
    this.#desk.host.hint(null);
    this.#desk.cursor(null);
    this.#desk.changed();
  }

  move(pointer: Pointer): undefined {
    const { look, index } = this.#desk;
    this.#followBorder(pointer);
    const over = pointer.over ? landing(index, pointer.world, (port) => this.#fits(port)) : null;
    if (look.targets && over !== look.targets.over) {
      look.targets = { ...look.targets, over, verdict: "asking" };
      if (over !== null) this.#ask(over);
      else this.#show(null, null);
    }
    const bad = look.targets?.over !== null && look.targets?.verdict === "bad";
    look.ghost = { title: this.#cargo.title, subtitle: this.#cargo.subtitle, type: this.#cargo.type, at: pointer.client, bad };
    this.#desk.changed();
  }

  up(pointer: Pointer): Tool {
    this.move(pointer);
    const port = this.#desk.look.targets?.over ?? null;
    if (port !== null) void this.#drop(port);
    return new Idle(this.#desk);
  }

  cancel(): Tool {
    this.#desk.host.announce("Drag cancelled");
    return new Idle(this.#desk);
  }

  #fits(port: Port): boolean {
    const known = this.#verdicts.get(port);
    return this.#cargo.fits(port) && !(known && "allowed" in known && !known.allowed);
  }

  /** A place is asked about once for each drag. */
  #verdict(port: Port): Verdict | Promise<Verdict> {
    const known = this.#verdicts.get(port);
    if (known) return known;
    if (!this.#cargo.fits(port)) return { allowed: false, reason: "it is there already" };
    const asked = this.#desk.host.may(this.#cargo.edit(port)).then((verdict) => {
      this.#verdicts.set(port, verdict);
      return verdict;
    });
    this.#verdicts.set(port, asked);
    return asked;
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
    this.#desk.host.hint(verdict?.allowed === false ? (verdict.reason ?? "not allowed here") : null);
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
    if (dx !== 0 || dy !== 0) this.#desk.pan(dx, dy);
  }
}
