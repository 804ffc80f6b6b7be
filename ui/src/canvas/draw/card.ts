import type { SceneNode } from "../../api/generated";
import type { StateProblems, StateStatus } from "../host";
import { isContainer } from "../hit";
import { type NodeState, cardOf } from "../scene";
import { statusFaces, statusText } from "../statuses";
import { tagsOf } from "../tags";
import { cutName } from "../words";
import { faceOf } from "../../parts/drawings";
import { icons } from "./icons";
import { make, move, say, set } from "./svg";

/** Where a card ends that has no note. */
const top = 49;

/** How one card is shown. */
export interface CardLook {
  classes: string;
  label: string;
  selected: boolean;
  focusable: boolean;
  problems: StateProblems | undefined;
  status: StateStatus | undefined;
}

/** The card of a state; for a container its header, with the frame in a layer below the edges. */
export class CardView {
  readonly root: SVGGElement;
  readonly frame: SVGGElement | null = null;
  readonly #node: SceneNode;
  #badge: SVGGElement | undefined;
  #pill: Pill | undefined;
  #halo: SVGRectElement | undefined;
  #key = "";

  /** A lean card says only its name: for when many are in sight. */
  constructor(node: SceneNode, layers: { cards: Element; frames: Element }, lean = false) {
    this.#node = node;
    this.root = make("g", { role: "option", "aria-roledescription": "state", "data-state": node.id }, layers.cards);
    const { width, height } = cardOf(node);
    if (node.header) {
      this.frame = make("g", { "aria-hidden": "true" }, layers.frames);
      make("rect", { x: node.x - node.header.x, y: node.y - node.header.y, width: node.width, height: node.height, rx: 12, class: "frame" }, this.frame);
    }
    make("rect", { width, height, rx: 8, class: "body" }, this.root);
    if (!node.state) return;
    if (lean) {
      make("text", { x: 16, y: 31, class: "name"}, this.root).textContent = cutName(node.state.name);
      return;
    }
    const { drawing, hue } = faceOf(node.state);
    const mark = make("g", { class: `mark hue-${hue}` }, this.root);
    make("rect", { x: 8, y: 8, width: 33, height: 33, rx: 6, class: "tile" }, mark);
    make("path", { d: icons[drawing], transform: "translate(13.5 13.5) scale(1.1)", class: "icon" }, mark);
    make("text", { x: 52, y: 37, class: "name"}, this.root).textContent = cutName(node.state.name);
    // Text between SVG elements is not drawn; it keeps the words apart for machines that read the card.
    this.root.append(", ");
    make("text", { x: 52, y: 19.5, class: "subtitle"}, this.root).textContent = cutName(node.state.subtitle, 46);
    const { name, subtitle } = node.state;
    if (cutName(name) !== name || cutName(subtitle, 46) !== subtitle) make("title", {}, this.root).textContent = `${name}\n${subtitle}`;
    if (isContainer(node)) this.#drawFold(node);
    this.#drawComment(node.state, width);
  }

  /** The colour of the card, and its note: on it, or as a sign that there is one. */
  #drawComment({ comment, note }: NodeState, width: number): void {
    if (comment === "") return;
    const { colour, words } = tagsOf(comment);
    if (colour !== null) make("path", { d: `M7 .5A6.5 6.5 0 0 0 .5 7V${cardOf(this.#node).height - 7}A6.5 6.5 0 0 0 7 ${cardOf(this.#node).height - 0.5}Z`, class: "stripe" }, this.root);
    if (note.length > 0) {
      const paper = make("g", { class: "paper" }, this.root);
      make("path", { d: `M8 ${top}H${width - 8}`, class: "paper-line" }, paper);
      note.forEach((line, at) => {
        paper.append("\n");
        make("text", { x: 12, y: top + 17 + 15 * at }, paper).textContent = line;
      });
      if (note.at(-1)?.endsWith("…")) make("title", {}, paper).textContent = comment;
    } else if (words !== "") {
      const sign = make("path", { d: "M.5 2A1.5 1.5 0 0 1 2 .5H14A1.5 1.5 0 0 1 15.5 2V9.5L11 14H2A1.5 1.5 0 0 1 .5 12.5ZM15.5 9.5H12.5A1.5 1.5 0 0 0 11 11V14M3.5 4.500H12.5M3.5 8H9", class: "note-sign", "aria-hidden": "true", transform: `translate(${width - 42} 8) scale(.85)` }, this.root);
      make("title", {}, sign).textContent = comment;
    }
  }

  /** The tab that folds and unfolds a container. */
  #drawFold(node: SceneNode): void {
    const folded = node.state?.folded === true;
    const tab = make("g", { class: "fold", "aria-hidden": "true", transform: `translate(0 ${top / 2})` }, this.root);
    make("circle", { r: 8.5 }, tab);
    make("path", { d: folded ? "M-3.5 0h7M0 -3.5v7" : "M-3.5 0h7", class: "icon" }, tab);
    make("title", {}, tab).textContent = folded ? "Unfold (Space)" : "Fold (Space)";
  }

  place(x: number, y: number): void {
    move(this.root, x, y);
    if (this.frame) move(this.frame, x, y);
  }

  remove(): void {
    this.root.remove();
    this.frame?.remove();
  }

  update(look: CardLook): void {
    const key = `${look.classes}|${look.label}|${look.selected}|${look.focusable}|${look.problems?.errors}|${look.problems?.warnings}|${look.status?.status}|${look.status?.detail}|${look.status?.visits}`;
    if (key === this.#key) return;
    this.#key = key;
    set(this.root, { class: look.classes, "aria-label": look.label, "aria-selected": String(look.selected), tabindex: look.focusable ? 0 : -1 });
    if (this.frame) set(this.frame, { class: look.classes });
    this.#showHalo(look.selected || look.focusable);
    this.#showStatus(look.status);
    this.#showProblems(look.problems);
  }

  /** The ring of the keyboard, and of a selected state whose border already says how its run went. */
  #showHalo(wanted: boolean): void {
    const { width, height } = cardOf(this.#node);
    if (wanted) this.#halo ??= make("rect", { x: -4, y: -4, width: width + 8, height: height + 8, rx: 11, class: "halo" }, this.root);
    else {
      this.#halo?.remove();
      this.#halo = undefined;
    }
  }

  #showProblems(problems: StateProblems | undefined): void {
    const count = (problems?.errors ?? 0) + (problems?.warnings ?? 0);
    this.#badge?.remove();
    this.#badge = undefined;
    if (!problems || count === 0) return;
    const { width } = cardOf(this.#node);
    this.#badge = make("g", { class: `badge ${problems.errors > 0 ? "error" : "warning"}`, transform: `translate(${width - 16} 16)`, "aria-hidden": "true" }, this.root);
    this.#badge.append(", ");
    make("circle", { r: 8.5 }, this.#badge);
    make("text", { y: 3.8 }, this.#badge).textContent = count > 9 ? "9+" : String(count);
    make("title", {}, this.#badge).textContent = problems.first;
  }

  #showStatus(status: StateStatus | undefined): void {
    if (!status) {
      this.#pill?.root.remove();
      this.#pill = undefined;
      return;
    }
    const { width, height } = cardOf(this.#node);
    this.#pill ??= makePill(this.root);
    const text = cutName(statusText(status), 34);
    const long = Math.round([...text].length * 5.9 + 28);
    set(this.#pill.root, { transform: `translate(${width - long - 8} ${height - 8})` });
    set(this.#pill.ground, { width: long });
    set(this.#pill.icon, { d: icons[statusFaces[status.status].icon] });
    say(this.#pill.words, text);
  }
}

/** What a card says about its run. Kept from one status to the next: many change several times a second. */
interface Pill {
  root: SVGGElement;
  ground: SVGRectElement;
  icon: SVGPathElement;
  words: SVGTextElement;
}

function makePill(parent: Element): Pill {
  const root = make("g", { class: "pill", "aria-hidden": "true" }, parent);
  root.append(", ");
  return {
    root,
    ground: make("rect", { height: 17, rx: 8.5 }, root),
    icon: make("path", { transform: "translate(6 2.8) scale(.57)", class: "icon" }, root),
    words: make("text", { x: 21, y: 12.2 }, root),
  };
}
