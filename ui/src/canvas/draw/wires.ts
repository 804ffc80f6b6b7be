import type { Look } from "../look";
import type { Wire } from "../scene";
import { arrowPath, wirePath } from "./path";
import { make, set } from "./svg";

/** Draws all edges that look alike as one line and one set of arrow heads, so that their number costs no elements. */
export class WiresView {
  readonly #root: SVGGElement;
  readonly #kinds = new Map<string, { line: SVGPathElement; arrows: SVGPathElement }>();
  readonly #paths = new WeakMap<Wire, { line: string; arrow: string }>();

  constructor(parent: Element) {
    this.#root = make("g", { class: "wires", "aria-hidden": "true" }, parent);
  }

  update(wires: readonly Wire[], look: Look): void {
    const drawn = new Map<string, { line: string; arrows: string }>();
    for (const wire of wires) {
      const kind = kindOf(wire, look);
      const strong = kind.includes("over") || kind.includes("selected");
      const { line, arrow } = this.#pathOf(wire);
      const sum = drawn.get(kind) ?? { line: "", arrows: "" };
      drawn.set(kind, { line: sum.line + line, arrows: sum.arrows + (strong ? arrowPath(wire.line, 1.35) : arrow) });
    }
    for (const [kind, { line, arrows }] of this.#kinds) {
      if (drawn.has(kind)) continue;
      line.remove();
      arrows.remove();
      this.#kinds.delete(kind);
    }
    for (const kind of [...drawn.keys()].sort((one, other) => rank(one) - rank(other))) {
      const paths = drawn.get(kind);
      let shapes = this.#kinds.get(kind);
      shapes ??= { line: make("path", { class: `wire ${kind}` }), arrows: make("path", { class: `arrow ${kind}` }) };
      this.#kinds.set(kind, shapes);
      set(shapes.line, { d: paths?.line ?? "" });
      set(shapes.arrows, { d: paths?.arrows ?? "" });
      this.#root.append(shapes.line, shapes.arrows);
    }
  }

  #pathOf(wire: Wire): { line: string; arrow: string } {
    const known = this.#paths.get(wire);
    if (known) return known;
    const paths = { line: wirePath(wire.line), arrow: arrowPath(wire.line) };
    this.#paths.set(wire, paths);
    return paths;
  }
}

/** Strong ones are drawn over the others. */
const order = ["untaken", "plain", "catch", "taken", "near", "selected", "over"];
const rank = (kind: string): number => Math.max(...kind.split(" ").map((word) => order.indexOf(word)));

export function kindOf(wire: Wire, look: Look): string {
  const { id, kind } = wire.edge;
  const base = kind === "catch" ? "catch" : "plain";
  if (look.targets?.over === id) return look.targets.verdict === "bad" ? `${base} over bad` : `${base} over`;
  if (look.edge === id) return `${base} selected`;
  if (look.hoverEdge === id && !look.targets) return `${base} near`;
  if (look.statuses) return look.taken.has(id) ? `${base} taken` : `${base} untaken`;
  return base;
}
