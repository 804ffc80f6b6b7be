import type { SceneNode, StatePath } from "../../api/generated";
import { type Camera, type Size, visible } from "../camera";
import { type Box, grow } from "../geometry";
import type { Look } from "../look";
import { type NodeState, type SceneIndex, cardOf } from "../scene";
import { tagsOf } from "../tags";
import { nameOfCard } from "../words";
import { Beat } from "./beat";
import { CardView } from "./card";
import { GroupsView } from "./groups";
import { LabelsView } from "./labels";
import { SizesView } from "./sizes";
import { MarkView } from "./marks";
import { MassView } from "./mass";
import { OverlayView } from "./overlay";
import { make, putAfter, set } from "./svg";
import { WiresView } from "./wires";

/** How much beyond the edge of the canvas is drawn, so that a small pan costs nothing. Screen pixels. */
const overscan = 120;
/** From this zoom down cards carry no text that could be read. */
const farZoom = 0.38;
/** So many nodes are drawn in full, so many with their names only, more from far away: the number of elements stays below 300. */
const fullMax = 30;
const leanMax = 50;
/** Scenes of this size are drawn in full at any zoom that can be read. */
const smallScene = 120;

/** The SVG. Only what is visible is mounted; elements are kept by id from one frame to the next. */
export class Picture {
  readonly svg: SVGSVGElement;
  readonly #world: SVGGElement;
  readonly #frames: SVGGElement;
  readonly #cards: SVGGElement;
  readonly #mass: MassView;
  readonly #groups: GroupsView;
  readonly #wires: WiresView;
  readonly #labels: LabelsView;
  readonly #sizes: SizesView;
  readonly #overlay: OverlayView;
  readonly #beat: Beat;
  readonly #mounted = new Map<string, { node: SceneNode; lean: boolean; view: CardView | MarkView }>();
  #reach: Box | null = null;
  readonly #whole: boolean;
  #far = false;
  #lean = false;

  /** `whole` draws everything in full, however much it is: for a picture to keep. */
  constructor(parent: Element, whole = false) {
    this.#whole = whole;
    this.svg = make("svg", { class: "picture", role: "listbox", "aria-multiselectable": "true", "aria-label": "Workflow" }, parent);
    this.#world = make("g", { class: "world" }, this.svg);
    this.#mass = new MassView(make("g", {}, this.#world));
    this.#frames = make("g", { class: "frames" }, this.#world);
    this.#groups = new GroupsView(this.#world);
    this.#wires = new WiresView(this.#world);
    this.#sizes = new SizesView(this.#world);
    this.#labels = new LabelsView(this.#world);
    this.#cards = make("g", { class: "cards" }, this.#world);
    this.#overlay = new OverlayView(this.#world);
    this.#beat = new Beat(this.svg);
  }

  /** The element of a mounted state. */
  element(path: StatePath): SVGGElement | undefined {
    return this.#mounted.get(path)?.view.root;
  }

  /** Draws one frame. `changed` is false if only the camera has moved since the last one. */
  draw(index: SceneIndex, camera: Camera, size: Size, look: Look, changed: boolean): void {
    const shift = `translate(${-camera.x * camera.zoom}px, ${-camera.y * camera.zoom}px) scale(${camera.zoom})`;
    if (this.#world.style.transform !== shift) this.#world.style.transform = shift;
    const view = visible(camera, size);
    const far = !this.#whole && camera.zoom < farZoom;
    if (!changed && far === this.#far && this.#reach && covers(this.#reach, view)) return;
    this.#far = far;
    this.#reach = grow(view, overscan / camera.zoom);
    const nodes = index.nodesIn(this.#reach);
    const small = this.#whole || index.scene.nodes.length < smallScene;
    const mass = far || (!small && nodes.length > leanMax);
    const weight = nodes.reduce((sum, node) => sum + weightOf(node), 0);
    this.#lean = !small && weight > fullMax;
    const wires = index.wiresIn(this.#reach);
    this.#mountNodes(index, mass ? nodes.filter((node) => node.id === look.focus) : nodes, look, changed);
    this.#mass.update(mass ? nodes : [], look);
    this.#groups.update(index, this.#reach);
    this.#wires.update(wires, this.#reach, look);
    this.#labels.update(mass || this.#lean ? [] : wires, this.#reach, look);
    this.#sizes.update(mass || this.#lean ? [] : wires, this.#reach, look);
    this.#overlay.update(index, wires, look, camera.zoom);
    this.#beat.update(!this.#whole && [...this.#mounted.keys()].some((id) => look.statuses?.get(id)?.status === "running"));
    set(this.svg, { "data-far": String(mass) });
  }

  /** Nothing moves any more. */
  stop(): void {
    this.#beat.stop();
  }

  /** Lets mounted nodes glide from where they were: call with the old places right after a new scene was drawn. */
  glide(before: ReadonlyMap<string, { x: number; y: number }>): void {
    const moving: { view: CardView | MarkView; x: number; y: number }[] = [];
    for (const [id, { node, view }] of this.#mounted) {
      const [from, to] = [before.get(id), cardOf(node)];
      if (!from || (Math.abs(from.x - to.x) < 0.5 && Math.abs(from.y - to.y) < 0.5)) continue;
      view.place(from.x, from.y);
      moving.push({ view, x: to.x, y: to.y });
    }
    if (moving.length === 0) return;
    this.svg.classList.remove("gliding");
    // Reading the box makes the browser take note of where things start from.
    void this.svg.getBoundingClientRect();
    this.svg.classList.add("gliding");
    for (const { view, x, y } of moving) view.place(x, y);
    setTimeout(() => this.svg.classList.remove("gliding"), 200);
  }

  #mountNodes(index: SceneIndex, nodes: readonly SceneNode[], look: Look, changed: boolean): void {
    const wanted = new Set(nodes.map((node) => node.id));
    const focused = look.focus === null ? undefined : index.node(look.focus);
    const list = focused && !wanted.has(focused.id) ? [...nodes, focused] : nodes;
    if (focused) wanted.add(focused.id);
    for (const [id, { view }] of this.#mounted) {
      if (wanted.has(id)) continue;
      view.remove();
      this.#mounted.delete(id);
    }
    let [before, frameBefore]: [Element | null, Element | null] = [null, null];
    for (const node of list) {
      const known = this.#mounted.get(node.id)?.view;
      const view = this.#viewOf(node);
      before = putAfter(this.#cards, before, view.root);
      if (view.frame) frameBefore = putAfter(this.#frames, frameBefore, view.frame);
      // After a mere move of the camera what stays looks as it did.
      if (view === known && !changed) continue;
      if (view instanceof MarkView) view.update(markClasses(node, look));
      else view.update(cardLook(index, node, look));
    }
  }

  #viewOf(node: SceneNode): CardView | MarkView {
    const known = this.#mounted.get(node.id);
    if (known && known.lean === this.#lean && sameFace(known.node, node)) {
      if (known.node !== node) {
        const { x, y } = cardOf(node);
        known.view.place(x, y);
        known.node = node;
      }
      return known.view;
    }
    known?.view.remove();
    const view = node.state ? new CardView(node, { cards: this.#cards, frames: this.#frames }, this.#lean) : new MarkView(node, this.#cards);
    const { x, y } = cardOf(node);
    view.place(x, y);
    this.#mounted.set(node.id, { node, lean: this.#lean, view });
    return view;
  }
}

/** How many elements a card takes, beside one without a comment: the sign of a note is a third as much, its lines are as much. */
const weightOf = ({ state }: SceneNode): number => (!state || state.comment === "" ? 1 : state.note.length > 0 ? 2 : 1.3);

/** True if the element drawn for one serves the other after a move. */
function sameFace(one: SceneNode, other: SceneNode): boolean {
  if (one === other) return true;
  const header = (node: SceneNode): string => (node.header ? `${node.header.x - node.x},${node.header.width}` : "");
  return (
    one.kind === other.kind && one.width === other.width && one.height === other.height && header(one) === header(other) &&
    sameWords(one.state, other.state)
  );
}

function sameWords(one: NodeState | null, other: NodeState | null): boolean {
  if (!one || !other) return one === other;
  const { name, type, subtitle, folded, off, comment } = one;
  const same = name === other.name && type === other.type && subtitle === other.subtitle && folded === other.folded && off === other.off;
  return same && comment === other.comment && one.note.length === other.note.length;
}

const covers = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;

function cardLook(index: SceneIndex, node: SceneNode, look: Look): ReturnType<typeof lookOf> {
  const problems = look.problems.get(node.id);
  const status = look.statuses?.get(node.id);
  const classes = ["card"];
  const add = (word: string, when: boolean): void => void (when && classes.push(word));
  add("selected", look.selection.has(node.id));
  add("focused", look.focus === node.id);
  add("hovered", look.hover === node.id);
  add("wrong", (problems?.errors ?? 0) > 0);
  add("lifted", look.lifted.size > 0 && [...look.lifted].some((lifted) => index.within(node.id, lifted)));
  add("found", look.found.has(node.id));
  add("replacing", look.replacing === node.id);
  add("folded", node.state?.folded === true);
  add("off", node.state?.off === true);
  add("link-to", look.linkTo === node.id);
  const { colour } = tagsOf(node.state?.comment ?? "");
  if (colour !== null) classes.push("coloured", `tag-${colour}`);
  if (look.statuses) classes.push(status ? `status-${status.status}` : "status-idle");
  return lookOf(classes.join(" "), nameOfCard(index, node, problems, status), look, node.id);
}

function lookOf(classes: string, label: string, look: Look, id: StatePath) {
  return { classes, label, selected: look.selection.has(id), focusable: look.focus === id, problems: look.problems.get(id), status: look.statuses?.get(id) };
}

function markClasses(node: SceneNode, look: Look): string {
  if (node.kind !== "slot") return "";
  const port = node.id.slice(0, -"#slot".length);
  if (!look.targets) return look.hoverEdge === port ? "near" : "";
  if (look.targets.over === port) return look.targets.verdict === "bad" ? "over bad" : "over";
  return look.targets.legal(port) ? "open" : "";
}

