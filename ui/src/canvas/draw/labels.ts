import type { Port } from "../../api/generated";
import { type Box, overlap } from "../geometry";
import type { Look } from "../look";
import type { Wire } from "../scene";
import { make, move, set } from "./svg";
import { kindOf } from "./wires";

/** The boxes with text on edges. */
export class LabelsView {
  readonly #root: SVGGElement;
  readonly #boxes = new Map<Port, { wire: Wire; root: SVGGElement }>();

  constructor(parent: Element) {
    this.#root = make("g", { class: "labels", "aria-hidden": "true" }, parent);
  }

  /** Long edges come by whose labels are elsewhere: only labels in `reach` are drawn. */
  update(wires: readonly Wire[], reach: Box, look: Look): void {
    const wanted = new Set<Port>();
    for (const wire of wires) {
      const { id, label } = wire.edge;
      if (!label || !overlap(label, reach)) continue;
      wanted.add(id);
      let box = this.#boxes.get(id);
      if (box?.wire !== wire) {
        box?.root.remove();
        box = { wire, root: draw(wire, this.#root) };
        this.#boxes.set(id, box);
      }
      set(box.root, { class: `label ${kindOf(wire, look)}` });
    }
    for (const [id, { root }] of this.#boxes) {
      if (wanted.has(id)) continue;
      root.remove();
      this.#boxes.delete(id);
    }
  }
}

function draw(wire: Wire, parent: Element): SVGGElement {
  const root = make("g", { "data-edge": wire.edge.id }, parent);
  const label = wire.edge.label;
  if (!label) return root;
  move(root, label.x, label.y);
  make("rect", { width: label.width, height: label.height, rx: 4 }, root);
  make("text", { x: label.width / 2, y: label.height / 2 + 3.6 }, root).textContent = label.text;
  if (label.full !== label.text) make("title", {}, root).textContent = label.full;
  return root;
}
