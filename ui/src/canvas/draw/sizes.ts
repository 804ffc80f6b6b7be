import type { Port } from "../../api/generated";
import { type Box, overlap } from "../geometry";
import type { Look } from "../look";
import type { Wire } from "../scene";
import { make, set } from "./svg";

/** How much data passed an edge, written beside its arrow. */
export class SizesView {
  readonly #root: SVGGElement;
  readonly #texts = new Map<Port, SVGTextElement>();

  constructor(parent: Element) {
    this.#root = make("g", { class: "sizes" }, parent);
  }

  update(wires: readonly Wire[], reach: Box, look: Look): void {
    const wanted = new Set<Port>();
    const places = new Set<string>();
    for (const wire of wires) {
      const { id } = wire.edge;
      const size = look.sizes.get(id);
      const tip = wire.line.at(-1);
      // Edges that end in one arrow bring the same data.
      if (!size || !tip || places.has(`${tip.x},${tip.y}`)) continue;
      if (!overlap({ x: tip.x, y: tip.y - 20, width: 60, height: 20 }, reach)) continue;
      places.add(`${tip.x},${tip.y}`);
      wanted.add(id);
      let text = this.#texts.get(id);
      if (text?.dataset["words"] !== size.words) {
        text?.remove();
        text = make("text", { "data-size": id }, this.#root);
        text.textContent = size.words;
        text.dataset["words"] = size.words;
        make("title", {}, text).textContent = size.full;
        this.#texts.set(id, text);
      }
      set(text, { x: tip.x + 8, y: tip.y - 12, class: size.large ? "large" : "" });
    }
    for (const [id, text] of this.#texts) {
      if (wanted.has(id)) continue;
      text.remove();
      this.#texts.delete(id);
    }
  }
}
