import type { SceneNode } from "../../api/generated";
import { make, move, set } from "./svg";

/** Start, end, branch end and slot. */
export class MarkView {
  readonly root: SVGGElement;
  readonly frame = null;
  readonly #node: SceneNode;

  constructor(node: SceneNode, parent: Element) {
    this.#node = node;
    const { width, height, kind } = node;
    this.root = make("g", { "data-node": node.id, "aria-hidden": "true" }, parent);
    if (kind === "slot") {
      make("rect", { width, height, rx: 8 }, this.root);
      make("text", { x: width / 2, y: height / 2 + 4 }, this.root).textContent = "Drop a state here";
      return;
    }
    make("circle", { cx: width / 2, cy: height / 2, r: width / 2 }, this.root);
    if (kind !== "branch_end") make("text", { x: width / 2, y: height / 2 + 4 }, this.root).textContent = kind === "start" ? "Start" : "End";
  }

  remove(): void {
    this.root.remove();
  }

  place(x: number, y: number): void {
    move(this.root, x, y);
  }

  update(classes: string): void {
    set(this.root, { class: `${this.#node.kind.replace("_", "-")} ${classes}`.trim() });
  }
}
