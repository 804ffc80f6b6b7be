import type { SceneNode, StatePath } from "../api/generated";
import { centre } from "./geometry";
import { type SceneIndex, cardOf } from "./scene";

export type Direction = "up" | "down" | "left" | "right";

/** The state an arrow key leads to: down along the graph and into containers, up the way back, left and right to what is drawn beside. */
export function neighbour(index: SceneIndex, from: StatePath, direction: Direction): StatePath | null {
  const node = index.state(from);
  if (!node) return null;
  if (direction === "down") return below(index, node);
  return direction === "up" ? above(index, node) : beside(index, node, direction);
}

/** The first state in the order of the definition, or the last. */
export function outermost(index: SceneIndex, which: "first" | "last"): StatePath | null {
  const start = index.leaving("#start")[0]?.edge.to;
  if (which === "first" && start !== undefined && index.state(start)) return start;
  const states = index.scene.nodes.filter((node) => node.state !== null && node.parent === null);
  return (which === "first" ? states[0] : states.toSorted((one, other) => one.y - other.y).at(-1))?.id ?? null;
}

/** The states from which some can be reached, or that can be reached from them, themselves included. */
export function streamOf(index: SceneIndex, from: readonly StatePath[], way: "up" | "down"): StatePath[] {
  const found = new Set<StatePath>();
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at) || !index.state(at)) continue;
    found.add(at);
    const wires = way === "down" ? index.leaving(at) : index.entering(at);
    open.push(...wires.map(({ edge }) => (way === "down" ? edge.to : edge.from)));
    // Beyond the border of a container the way goes on from the container.
    const parent = index.node(at)?.parent ?? null;
    const leaves = way === "down" && wires.some(({ edge }) => edge.kind === "end");
    if (leaves && parent !== null) open.push(...index.leaving(parent).filter(({ edge }) => edge.kind === "next").map(({ edge }) => edge.to));
  }
  return index.scene.nodes.filter(({ id }) => found.has(id)).map(({ id }) => id);
}

function below(index: SceneIndex, node: SceneNode): StatePath | null {
  const leaving = index.leaving(node.id);
  const inner = leaving.find(({ edge }) => edge.kind === "branch" && index.state(edge.to));
  if (inner) return inner.edge.to;
  const own = leaving.filter(({ edge }) => edge.kind !== "branch" && !edge.back);
  const straight = own.find(({ edge }) => index.state(edge.to) && edge.kind !== "catch") ?? own.find(({ edge }) => index.state(edge.to));
  if (straight) return straight.edge.to;
  // The end of a branch: on behind the container, from the innermost outwards.
  for (let parent = node.parent; parent !== null; parent = index.node(parent)?.parent ?? null) {
    const next = index.leaving(parent).find(({ edge }) => edge.kind === "next" && index.state(edge.to));
    if (next) return next.edge.to;
  }
  return null;
}

function above(index: SceneIndex, node: SceneNode): StatePath | null {
  const entering = index.entering(node.id).filter(({ edge }) => !edge.back && index.state(edge.from));
  const order = ["next", "default", "choice", "catch", "branch"];
  return entering.toSorted((one, other) => order.indexOf(one.edge.kind) - order.indexOf(other.edge.kind))[0]?.edge.from ?? null;
}

function beside(index: SceneIndex, node: SceneNode, direction: "left" | "right"): StatePath | null {
  const from = centre(cardOf(node));
  const reach = 2400;
  const x = direction === "right" ? from.x : from.x - reach;
  const near = index.nodesIn({ x, y: from.y - 200, width: reach, height: 400 }).filter((other) => other.state !== null && other.id !== node.id);
  const ranked = near.map((other) => {
    const to = centre(cardOf(other));
    const along = direction === "right" ? to.x - from.x : from.x - to.x;
    return { id: other.id, along, cost: along + 3 * Math.abs(to.y - from.y) + (other.parent === node.parent ? 0 : 60) };
  });
  return ranked.filter(({ along }) => along > 20).toSorted((one, other) => one.cost - other.cost)[0]?.id ?? null;
}
