import type { Port, SceneNode } from "../api/generated";
import { type Box, type Point, distance, distanceToLine, grow, inside, overlap } from "./geometry";
import { type SceneIndex, type Wire, cardOf } from "./scene";

/** Half of the corridor in which an edge takes a drop, and how far away the nearest one is still chosen. */
const corridor = 14;
const nearby = 60;
/** How close the pointer must be to an edge to touch it, in screen pixels. */
const touch = 6;

/** What is under the pointer. */
export type Hit =
  | { kind: "state"; node: SceneNode }
  | { kind: "frame"; node: SceneNode }
  | { kind: "slot"; port: Port; node: SceneNode }
  | { kind: "insert"; wire: Wire }
  | { kind: "tip"; wire: Wire }
  | { kind: "outlet"; node: SceneNode }
  | { kind: "fold"; node: SceneNode }
  | { kind: "label" | "edge"; wire: Wire }
  | { kind: "nothing" };

/** What the pointer may touch beyond the picture itself: the "+" and the arrow of the edge it was over, the dot of the card it was over. */
export interface Reach { edge: Port | null; state: string | null }

export const portOfSlot = (id: string): Port => id.slice(0, -"#slot".length);

/** The bottom dot of a card, from which a link is drawn. */
export const outlet = (node: SceneNode): Point => ({ x: cardOf(node).x + cardOf(node).width / 2, y: node.y + node.height });

/** The tab at the left of a container's header that folds and unfolds it. */
export const foldTab = (node: SceneNode): Point => ({ x: cardOf(node).x, y: cardOf(node).y + cardOf(node).height / 2 });

export const isContainer = (node: SceneNode): boolean => node.kind === "container" || node.state?.folded === true;

export function hit(index: SceneIndex, point: Point, zoom: number, reach: Reach): Hit {
  const near = (other: Point, radius: number): boolean => distance(point, other) <= Math.max(radius, radius / zoom);
  const armed = reach.edge === null ? undefined : index.wire(reach.edge);
  if (armed && takesState(index, armed) && near(armed.middle, 11)) return { kind: "insert", wire: armed };
  if (armed && takesState(index, armed) && near({ x: armed.tip.x, y: armed.tip.y - 5 }, 9)) return { kind: "tip", wire: armed };
  const hovered = reach.state === null ? undefined : index.state(reach.state);
  if (hovered && linkable(index, hovered) && near(outlet(hovered), 8)) return { kind: "outlet", node: hovered };
  const spot = grow({ ...point, width: 0, height: 0 }, touch / zoom);
  const nodes = index.nodesIn(spot).reverse();
  const tab = nodes.find((node) => isContainer(node) && near(foldTab(node), 9));
  if (tab) return { kind: "fold", node: tab };
  const card = nodes.find((node) => (node.state !== null || node.kind === "slot") && inside(cardOf(node), point));
  if (card) return card.kind === "slot" ? { kind: "slot", port: portOfSlot(card.id), node: card } : { kind: "state", node: card };
  const wires = index.wiresIn(spot);
  const labelled = wires.find((wire) => wire.edge.label && inside(wire.edge.label, point));
  if (labelled) return { kind: "label", wire: labelled };
  const wire = nearest(wires, point, touch / zoom);
  if (wire) return { kind: "edge", wire };
  const frame = nodes.find((node) => node.kind === "container" && inside(node, point));
  return frame ? { kind: "frame", node: frame } : { kind: "nothing" };
}

/** The transition a state has of its own: `Next` or `End`. */
export function ownPort(index: SceneIndex, node: SceneNode): Port | null {
  if (node.state?.type === "Succeed" || node.state?.type === "Fail") return null;
  return index.leaving(node.id).find((wire) => wire.edge.kind === "next" || wire.edge.kind === "end")?.edge.id ?? null;
}

/** False for the way from a Succeed or Fail to the end, which is no transition: nothing can be put there. */
export function takesState(index: SceneIndex, wire: Wire): boolean {
  const type = index.node(wire.edge.from)?.state?.type;
  return type !== "Succeed" && type !== "Fail";
}

/** The transition that a line drawn from a card makes: a Choice gets one more rule, `handling` an error one more catcher, others lead elsewhere. */
export function linkPort(index: SceneIndex, node: SceneNode, handling = false): Port | null {
  const type = node.state?.type;
  if (handling) return type === "Task" || type === "Parallel" || type === "Map" ? `${node.id}/Catch/-/Next` : null;
  return type === "Choice" ? `${node.id}/Choices/-/Next` : ownPort(index, node);
}

export const linkable = (index: SceneIndex, node: SceneNode): boolean => linkPort(index, node) !== null;

/** Where a dragged state would land: a slot under the pointer, the corridor of an edge, else the nearest edge that is not too far. */
export function landing(index: SceneIndex, point: Point, legal: (port: Port) => boolean): Port | null {
  const around = grow({ ...point, width: 0, height: 0 }, nearby);
  const slot = index.nodesIn(around).find((node) => node.kind === "slot" && inside(grow(node, 8), point));
  if (slot) return portOfSlot(slot.id);
  const wires = index.wiresIn(around).filter((wire) => index.node(wire.edge.to)?.kind !== "slot" && takesState(index, wire));
  const close = nearest(wires, point, corridor);
  if (close) return close.edge.id;
  return nearest(wires.filter((wire) => legal(wire.edge.id)), point, nearby)?.edge.id ?? null;
}

/** The state whose card is under the point. */
export function stateAt(index: SceneIndex, point: Point): SceneNode | null {
  const spot: Box = { ...point, width: 0, height: 0 };
  const found = index.nodesIn(spot).reverse().find((node) => node.state !== null && overlap(cardOf(node), spot));
  return found ?? null;
}

/** Of edges that share a piece the one whose own way is nearest: measured to the line, then to its middle. */
function nearest(wires: readonly Wire[], point: Point, within: number): Wire | undefined {
  const measured = wires.map((wire) => ({ wire, away: distanceToLine(wire.line, point) })).filter(({ away }) => away <= within);
  measured.sort((one, other) => one.away - other.away || distance(one.wire.middle, point) - distance(other.wire.middle, point));
  return measured[0]?.wire;
}
