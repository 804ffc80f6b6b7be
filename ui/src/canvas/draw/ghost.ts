import type { Ghost } from "../look";
import { cutName } from "../words";
import { faceOf } from "../../parts/drawings";
import { icons } from "./icons";
import { make } from "./svg";

/** The card under the pointer while something is dragged. It may leave the canvas, so it is not part of the picture. */
export class GhostView {
  readonly #parent: Element;
  #root: HTMLDivElement | undefined;
  #key = "";

  constructor(parent: Element) {
    this.#parent = parent;
  }

  update(ghost: Ghost | null): void {
    const key = ghost ? `${ghost.type}|${ghost.title}|${ghost.subtitle}` : "";
    if (key !== this.#key) {
      this.#root?.remove();
      this.#root = ghost ? this.#draw(ghost) : undefined;
      this.#key = key;
    }
    if (!ghost || !this.#root) return;
    this.#root.classList.toggle("bad", ghost.bad);
    this.#root.style.transform = `translate(${ghost.at.x + 12}px, ${ghost.at.y + 10}px)`;
  }

  #draw({ title, subtitle, type }: Ghost): HTMLDivElement {
    const root = document.createElement("div");
    root.className = "canvas-ghost";
    root.setAttribute("aria-hidden", "true");
    const { drawing, hue } = faceOf({ subtitle, type });
    const tile = make("svg", { class: `mark hue-${hue}`, width: 31, height: 31, viewBox: "0 0 31 31" }, root);
    make("rect", { width: 31, height: 31, rx: 6, class: "tile" }, tile);
    make("path", { d: icons[drawing], transform: "translate(5 5) scale(1.05)", class: "icon" }, tile);
    const words = document.createElement("div");
    for (const [name, text] of [["subtitle", subtitle], ["name", cutName(title)]] as const) {
      const line = document.createElement("div");
      line.className = name;
      line.textContent = text;
      words.append(line);
    }
    root.append(words);
    this.#parent.append(root);
    return root;
  }
}
