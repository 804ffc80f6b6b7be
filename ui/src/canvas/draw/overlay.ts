import type { Look } from "../look";
import { linkable, outlet, takesState } from "../hit";
import type { SceneIndex, Wire } from "../scene";
import { icons } from "./icons";
import { make, set } from "./svg";

/** What lies over the picture: places to drop, the "+" of an edge, the rubber band, the line of a link. */
export class OverlayView {
  readonly #root: SVGGElement;
  readonly #dots: SVGPathElement;
  readonly #lasso: SVGRectElement;
  readonly #branch: SVGRectElement;
  readonly #link: SVGPathElement;
  readonly #plus: SVGGElement;
  readonly #outlet: SVGCircleElement;

  constructor(parent: Element) {
    this.#root = make("g", { class: "overlay", "aria-hidden": "true" }, parent);
    this.#dots = make("path", { class: "dots" }, this.#root);
    this.#outlet = make("circle", { class: "outlet", r: 5 }, this.#root);
    this.#plus = make("g", { class: "plus" }, this.#root);
    make("circle", { r: 10 }, this.#plus);
    make("path", { d: icons.plus, transform: "translate(-7 -7) scale(.7)", class: "icon" }, this.#plus);
    this.#link = make("path", { class: "link" }, this.#root);
    this.#lasso = make("rect", { class: "lasso", rx: 2 }, this.#root);
    this.#branch = make("rect", { class: "branch-place", rx: 8 }, this.#root);
  }

  update(index: SceneIndex, wires: readonly Wire[], look: Look, zoom: number): void {
    this.#showDots(index, wires, look);
    this.#showPlus(index, look, zoom);
    const hovered = look.hover !== null && look.editable && !look.ghost && !look.lasso ? index.state(look.hover) : undefined;
    const spot = hovered && linkable(index, hovered) && !look.link ? outlet(hovered) : null;
    set(this.#outlet, { cx: spot?.x ?? 0, cy: spot?.y ?? 0, display: spot ? null : "none" });
    set(this.#lasso, look.lasso ? { ...look.lasso, display: null } : { display: "none" });
    set(this.#branch, look.branch ? { ...look.branch.box, display: null } : { display: "none" });
    const link = look.link;
    set(this.#link, link ? { d: curve(link), class: link.bad ? "link bad" : "link", display: null } : { display: "none" });
  }

  #showDots(index: SceneIndex, wires: readonly Wire[], look: Look): void {
    const targets = look.targets;
    const open = targets ? wires.filter(({ edge }) => targets.legal(edge.id) && edge.id !== targets.over && index.node(edge.to)?.kind !== "slot").filter((wire) => takesState(index, wire)) : [];
    const dot = ({ middle: { x, y } }: Wire): string => `M${x - 6} ${y}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0zM${x - 3} ${y}h6M${x} ${y - 3}v6`;
    set(this.#dots, { d: open.map(dot).join(""), display: open.length === 0 ? "none" : null });
  }

  #showPlus(index: SceneIndex, look: Look, zoom: number): void {
    const port = look.targets?.over ?? (look.editable && !look.ghost && !look.link ? look.hoverEdge : null);
    const wire = port === null ? undefined : index.wire(port);
    const shown = wire !== undefined && index.node(wire.edge.to)?.kind !== "slot" && takesState(index, wire);
    const scale = Math.min(2, Math.max(1, 1 / zoom));
    const bad = look.targets?.verdict === "bad" ? " bad" : "";
    set(this.#plus, shown ? { transform: `translate(${wire.middle.x} ${wire.middle.y}) scale(${scale})`, class: `plus${bad}`, display: null } : { display: "none" });
  }
}

function curve({ from, to }: { from: { x: number; y: number }; to: { x: number; y: number } }): string {
  const bend = Math.max(24, Math.abs(to.y - from.y) / 2);
  return `M${from.x} ${from.y}C${from.x} ${from.y + bend} ${to.x} ${to.y - bend} ${to.x} ${to.y}`;
}
