import type { SceneNode } from "../../api/generated";
import type { Look } from "../look";
import { cardOf } from "../scene";
import { boxPath } from "./path";
import { make, set } from "./svg";

/** Cards from far away: all of one colour are one element. */
export class MassView {
  readonly #root: SVGGElement;
  readonly #kinds = new Map<string, SVGPathElement>();

  constructor(parent: Element) {
    this.#root = make("g", { class: "mass", "aria-hidden": "true" }, parent);
  }

  update(nodes: readonly SceneNode[], look: Look): void {
    const drawn = new Map<string, string>();
    const add = (kind: string, path: string): void => void drawn.set(kind, (drawn.get(kind) ?? "") + path);
    for (const node of nodes) {
      if (node.header) add("frame", boxPath(node, 12));
      if (node.state) add(kindOf(node, look), boxPath(cardOf(node), 8));
      else add(node.kind === "slot" ? "slot" : "circle", boxPath(node, node.kind === "slot" ? 8 : node.width / 2));
    }
    for (const [kind, path] of this.#kinds) {
      if (drawn.has(kind)) continue;
      path.remove();
      this.#kinds.delete(kind);
    }
    for (const [kind, d] of drawn) {
      const path = this.#kinds.get(kind) ?? make("path", { class: `mass-${kind}` });
      this.#kinds.set(kind, path);
      set(path, { d });
      if (kind === "frame") this.#root.prepend(path);
      else this.#root.append(path);
    }
  }
}

function kindOf(node: SceneNode, look: Look): string {
  if (look.selection.has(node.id)) return "card selected";
  if (look.found.has(node.id)) return "card found";
  const status = look.statuses?.get(node.id)?.status;
  if (status) return `card status-${status}`;
  return (look.problems.get(node.id)?.errors ?? 0) > 0 ? "card wrong" : "card";
}
