import type { Hit } from "../hit";
import { Panning } from "./panning";
import { Pressing } from "./pressing";
import type { Desk, Pointer, Tool } from "./tool";

/** Nothing is pressed: what is under the pointer shows what it can do. */
export class Idle implements Tool {
  readonly path = "idle";
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  enter(): void {
    this.#desk.cursor(null);
  }

  move(pointer: Pointer): undefined {
    const { look } = this.#desk;
    const hit = pointer.over ? this.#desk.hit(pointer) : ({ kind: "nothing" } as const);
    const state = hit.kind === "state" || hit.kind === "outlet" || hit.kind === "fold" ? hit.node.id : null;
    const edge = "wire" in hit ? hit.wire.edge.id : hit.kind === "slot" ? hit.port : null;
    this.#desk.cursor(cursorOf(hit, look.editable));
    if (look.hover === state && look.hoverEdge === edge) return;
    look.hover = state;
    look.hoverEdge = edge;
    this.#desk.changed();
  }

  down(pointer: Pointer): Tool | undefined {
    if (pointer.button === 1 || (pointer.button === 0 && this.#desk.panKey)) return new Panning(this.#desk, pointer);
    return pointer.button === 0 ? new Pressing(this.#desk, pointer, this.#desk.hit(pointer)) : undefined;
  }
}

function cursorOf(hit: Hit, editable: boolean): string | null {
  if (hit.kind === "nothing" || hit.kind === "frame") return null;
  if (hit.kind === "fold") return "pointer";
  if (editable && (hit.kind === "tip" || hit.kind === "outlet")) return "crosshair";
  return "pointer";
}
