import type { SceneNode } from "../../api/generated";
import { type Box, grow, overlap } from "../geometry";
import { type SceneIndex, type Wire, whole } from "../scene";
import { type Colour, hueOf, tagsOf } from "../tags";
import { boxPath, roundedPath } from "./path";
import { make, set } from "./svg";

/** States with the same tag in their comments. */
interface Group {
  name: string;
  hue: Colour;
  /** Around its members. */
  boxes: readonly Box[];
  /** The transitions among them. */
  wires: readonly Wire[];
  /** Where the name is written: the upper left corner of each part that hangs together. */
  corners: readonly Box[];
}

/** Around a member. */
const margin = 12;
/** More than people tell apart, and than the number of elements allows. */
const groupsMax = 20;

const known = new WeakMap<SceneIndex, readonly Group[]>();

/** The groups of a scene, found when they are asked for first. */
function groupsOf(index: SceneIndex): readonly Group[] {
  const there = known.get(index);
  if (there) return there;
  const members = new Map<string, { name: string; nodes: SceneNode[] }>();
  for (const node of index.scene.nodes)
    for (const name of tagsOf(node.state?.comment ?? "").groups) {
      const group = members.get(name.toLowerCase());
      if (group) group.nodes.push(node);
      else members.set(name.toLowerCase(), { name, nodes: [node] });
    }
  const found = [...members.values()].map(({ name, nodes }) => groupOf(index, name, nodes));
  known.set(index, found);
  return found;
}

function groupOf(index: SceneIndex, name: string, members: readonly SceneNode[]): Group {
  const ids = new Set(members.map(({ id }) => id));
  const wires = members.flatMap(({ id }) => index.leaving(id).filter(({ edge }) => ids.has(edge.to)));
  const boxes = members.map((node) => grow(whole(node), margin));
  return { name, hue: hueOf(name), boxes, wires, corners: cornersOf(members, boxes, wires) };
}

/** The first member, from above, of each part that hangs together. */
function cornersOf(members: readonly SceneNode[], boxes: readonly Box[], wires: readonly Wire[]): Box[] {
  const parts = new Map(members.map(({ id }) => [id, id]));
  const root = (id: string): string => {
    let at = id;
    for (let up = parts.get(at); up !== undefined && up !== at; up = parts.get(at)) at = up;
    return at;
  };
  for (const { edge } of wires) parts.set(root(edge.to), root(edge.from));
  const first = new Map<string, Box>();
  members.forEach(({ id }, at) => {
    const [part, box] = [root(id), boxes[at]];
    const other = first.get(part);
    if (!box) return;
    if (!other || box.y < other.y || (box.y === other.y && box.x < other.x)) first.set(part, box);
  });
  return [...first.values()];
}

/** What belongs together lies on one ground of one colour, with its name; it moves nothing. */
export class GroupsView {
  readonly #root: SVGGElement;
  readonly #drawn = new Map<string, { root: SVGGElement; boxes: SVGPathElement; ways: SVGPathElement; names: SVGTextElement[] }>();

  constructor(parent: Element) {
    this.#root = make("g", { class: "groups", "aria-hidden": "true" }, parent);
  }

  update(index: SceneIndex, reach: Box): void {
    const near = groupsOf(index).filter(({ boxes }) => boxes.some((box) => overlap(box, reach)));
    const seen = near.slice(0, groupsMax);
    for (const [name, { root }] of this.#drawn) {
      if (seen.some((group) => group.name === name)) continue;
      root.remove();
      this.#drawn.delete(name);
    }
    for (const group of seen) this.#draw(group, reach);
  }

  #draw(group: Group, reach: Box): void {
    const shapes = this.#drawn.get(group.name) ?? this.#begin(group);
    const boxes = group.boxes.filter((box) => overlap(box, reach));
    set(shapes.boxes, { d: boxes.map((box) => boxPath(box, 14)).join("") });
    const ways = group.wires.filter(({ box }) => overlap(grow(box, margin), reach));
    set(shapes.ways, { d: ways.map(({ line }) => roundedPath(line)).join("") });
    const corners = group.corners.filter((box) => overlap(box, reach)).slice(0, 4);
    shapes.names.splice(corners.length).forEach((text) => text.remove());
    corners.forEach((box, at) => {
      const text = (shapes.names[at] ??= make("text", { class: "group-name" }, shapes.root));
      set(text, { x: box.x + 12, y: box.y - 5 });
      if (text.textContent !== group.name) text.textContent = group.name;
    });
  }

  #begin(group: Group) {
    const root = make("g", { class: `group tag-${group.hue}` }, this.#root);
    const ground = make("g", { class: "group-ground" }, root);
    const shapes = { root, boxes: make("path", {}, ground), ways: make("path", { class: "group-way" }, ground), names: [] };
    this.#drawn.set(group.name, shapes);
    return shapes;
  }
}
