import type { Look } from "../look";
import type { Wire } from "../scene";
import { type Box, type Point, common, distanceToLine, overlap } from "../geometry";
import { arrowPath, roundedPath, wirePath } from "./path";
import { make, putAfter, set } from "./svg";

/** Draws all edges that look alike as one line and one set of arrow heads, so that their number costs no elements. */
export class WiresView {
  readonly #root: SVGGElement;
  readonly #kinds = new Map<string, { line: SVGPathElement; arrows: SVGPathElement }>();
  readonly #paths = new WeakMap<Wire, { line: string; arrow: string }>();

  constructor(parent: Element) {
    this.#root = make("g", { class: "wires", "aria-hidden": "true" }, parent);
  }

  /** Draws what of these edges lies in `reach`. */
  update(wires: readonly Wire[], reach: Box, look: Look): void {
    const seen = new Set<string>();
    const drawn = new Map<string, { line: string; arrows: string }>();
    const ways = new Map<string, Point[][]>();
    // From the top down, so that the first line that comes by a shared way draws all of it.
    for (const wire of wires.toSorted((one, other) => (one.line[0]?.y ?? 0) - (other.line[0]?.y ?? 0))) {
      const kind = kindOf(wire, look);
      // Of the many that come by on one shared way one is enough.
      const trace = traceOf(wire, reach, kind);
      if (seen.has(trace)) continue;
      seen.add(trace);
      const strong = kind.includes("over") || kind.includes("selected");
      const { line, arrow } = this.#pathOf(wire);
      const sum = drawn.get(kind) ?? { line: "", arrows: "" };
      const own = wire.edge.kind === "catch" ? unshared(wire, ways, `${kind} ${wire.edge.to}`) : null;
      drawn.set(kind, { line: sum.line + (own ?? line), arrows: sum.arrows + (strong ? arrowPath(wire.line, 1.35) : arrow) });
    }
    for (const [kind, { line, arrows }] of this.#kinds) {
      if (drawn.has(kind)) continue;
      line.remove();
      arrows.remove();
      this.#kinds.delete(kind);
    }
    let before: Element | null = null;
    for (const kind of [...drawn.keys()].sort((one, other) => rank(one) - rank(other))) {
      const paths = drawn.get(kind);
      let shapes = this.#kinds.get(kind);
      shapes ??= { line: make("path", { class: `wire ${kind}` }), arrows: make("path", { class: `arrow ${kind}` }) };
      this.#kinds.set(kind, shapes);
      set(shapes.line, { d: paths?.line ?? "" });
      set(shapes.arrows, { d: paths?.arrows ?? "" });
      // What stands in its place already is left alone: the browser would take it out and lay it out anew.
      before = putAfter(this.#root, putAfter(this.#root, before, shapes.line), shapes.arrows);
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

/** What of an edge can be seen, as a text to compare. */
function traceOf(wire: Wire, reach: Box, kind: string): string {
  const parts = wire.pieces.flatMap((piece) => {
    if (!overlap(piece, reach)) return [];
    const { x, y, width, height } = common(piece, reach);
    return [`${x},${y},${width},${height}`];
  });
  return `${kind}|${parts.join(";")}`;
}

/** Dashed lines that share their last part would fill each other's gaps: only the first one draws it. Null if nothing is shared. */
function unshared(wire: Wire, ways: Map<string, Point[][]>, key: string): string | null {
  const others = ways.get(key) ?? [];
  ways.set(key, others);
  const join = wire.line.findIndex((point, at) => at > 0 && at + 1 < wire.line.length && others.some((other) => distanceToLine(other, point) < 0.5));
  if (join < 0) {
    others.push([...wire.line]);
    return null;
  }
  const [corner, next] = [wire.line[join], wire.line[join + 1]];
  others.push(wire.line.slice(0, join + 1));
  if (!corner || !next) return null;
  const [dx, dy] = [Math.sign(next.x - corner.x), Math.sign(next.y - corner.y)];
  return roundedPath([...wire.line.slice(0, join + 1), { x: corner.x + dx * 10, y: corner.y + dy * 10 }]);
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
