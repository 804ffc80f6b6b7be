import { distance } from "../geometry";
import { type Hit, linkPort, outlet, takesState } from "../hit";
import { scopeOf, scopeOfWire } from "../scene";
import { cardCargo } from "./cargo";
import { Connecting } from "./connecting";
import { Dragging } from "./dragging";
import { Idle } from "./idle";
import { Lassoing } from "./lassoing";
import { Panning } from "./panning";
import type { Desk, Pointer, Tool } from "./tool";

/** A press becomes a drag after this many pixels. */
const threshold = 4;

/** A button is down; it will be a click, or what is dragged decides. */
export class Pressing implements Tool {
  readonly path: string;
  readonly #desk: Desk;
  readonly #start: Pointer;
  readonly #hit: Hit;

  constructor(desk: Desk, start: Pointer, hit: Hit) {
    this.path = `pressing.${hit.kind}`;
    this.#desk = desk;
    this.#start = start;
    this.#hit = hit;
  }

  move(pointer: Pointer): Tool | undefined {
    if (distance(pointer.at, this.#start.at) < threshold) return undefined;
    return this.#dragged();
  }

  up(pointer: Pointer): Tool {
    this.#click(pointer);
    return new Idle(this.#desk);
  }

  cancel(): Tool {
    return new Idle(this.#desk);
  }

  #dragged(): Tool {
    const [desk, hit, start] = [this.#desk, this.#hit, this.#start];
    if (desk.look.editable) {
      if (hit.kind === "state") return new Dragging(desk, cardCargo(desk, hit.node));
      if (hit.kind === "tip" || (hit.kind === "edge" && takesState(desk.index, hit.wire) && nearEnd(hit.wire.line, start.world))) {
        const { wire } = hit;
        return new Connecting(desk, { port: wire.edge.id, from: wire.line[0] ?? start.world, scope: scopeOfWire(wire) });
      }
      const port = hit.kind === "outlet" ? linkPort(desk.index, hit.node, start.alt) : null;
      if (port !== null && hit.kind === "outlet") return new Connecting(desk, { port, from: outlet(hit.node), scope: scopeOf(hit.node.id) });
    }
    const background = hit.kind === "nothing" || hit.kind === "frame";
    return start.shift && background ? new Lassoing(desk, start) : new Panning(desk, start);
  }

  #click(pointer: Pointer): void {
    const [desk, hit] = [this.#desk, this.#hit];
    const { selection, editable } = desk.look;
    const twice = pointer.count === 2;
    if (hit.kind === "fold" || (hit.kind === "frame" && twice)) return desk.host.foldRequested(hit.node.id);
    if (hit.kind === "label" && twice && editable) return desk.host.ruleRequested(hit.wire.edge.id);
    if (hit.kind === "state" || hit.kind === "frame" || hit.kind === "outlet") {
      const id = hit.node.id;
      if (twice && editable && hit.kind === "state") return desk.host.renameRequested(id);
      if (!pointer.shift && !pointer.toggle) return desk.select([id], null, id);
      return desk.select(selection.has(id) ? [...selection].filter((other) => other !== id) : [...selection, id], null, id);
    }
    if (hit.kind === "insert" || hit.kind === "slot") {
      if (editable) desk.host.insertRequested(hit.kind === "slot" ? hit.port : hit.wire.edge.id, pointer.client);
      return;
    }
    if (hit.kind === "nothing") {
      if (!pointer.shift && !pointer.toggle) desk.select([], null, null);
      return;
    }
    desk.select([], hit.wire.edge.id);
  }
}

/** The last part of an edge belongs to its arrow. */
function nearEnd(line: readonly { x: number; y: number }[], at: { x: number; y: number }): boolean {
  const tip = line.at(-1);
  return tip !== undefined && distance(tip, at) <= 14;
}
