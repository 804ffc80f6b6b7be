import type { Port, SceneNode, StatePath } from "../api/generated";
import { type Box, type Point, inside } from "./geometry";
import { type SceneIndex, type Wire, cardOf } from "./scene";

/** A place for a branch that is not there yet. */
export interface BranchPlace {
  /** `<state>/Branches/+<number>/StartAt` with the number the new branch will have. */
  port: Port;
  /** Where it is shown. */
  box: Box;
  words: string;
}

/** Half of the strip between two branches, and the width of the one beside the first and the last. */
const half = 9;

/** The lines to the branches of a Parallel, from left to right. */
export function branchWires(index: SceneIndex, state: StatePath): Wire[] {
  return index.leaving(state).filter(({ edge }) => edge.kind === "branch");
}

/** `/States/P/Branches/1` for `/States/P/Branches/1/StartAt`. */
export const branchOf = (port: Port): string => port.slice(0, -"/StartAt".length);

/** The place between, before or after the branches of the innermost Parallel under a point, if the point is on one. */
export function branchPlace(index: SceneIndex, point: Point, takes: (state: StatePath) => boolean): BranchPlace | null {
  const spot = { ...point, width: 0, height: 0 };
  const frames = index.nodesIn(spot).filter((node) => node.kind === "container" && node.state?.type === "Parallel" && takes(node.id) && inside(node, point));
  const frame = frames.at(-1);
  if (!frame || point.y < cardOf(frame).y + cardOf(frame).height) return null;
  return places(index, frame).find(({ box }) => inside(box, point)) ?? null;
}

function places(index: SceneIndex, frame: SceneNode): BranchPlace[] {
  const columns = branchWires(index, frame.id).map(({ edge }) => extent(index, branchOf(edge.id)));
  const top = cardOf(frame).y + cardOf(frame).height + 14;
  const height = frame.y + frame.height - top - 6;
  const right = frame.x + frame.width;
  return [...columns, null].map((column, at) => {
    const before = at === 0 ? frame.x : (columns[at - 1]?.right ?? frame.x);
    const after = column?.left ?? right;
    const middle = at === 0 ? frame.x + half + 2 : column === null ? right - half - 2 : (before + after) / 2;
    const words = column === null ? `A new branch at the end of ${frame.state?.name ?? ""}` : `A new branch before branch ${at + 1}; the output lists branches in this order`;
    return { port: `${frame.id}/Branches/+${at}/StartAt`, box: { x: middle - half, y: top, width: 2 * half, height }, words };
  });
}

/** From left to right what is drawn of a branch. */
function extent(index: SceneIndex, branch: string): { left: number; right: number } {
  let [left, right] = [Infinity, -Infinity];
  for (const node of index.inScope(branch)) {
    left = Math.min(left, node.x);
    right = Math.max(right, node.x + node.width);
  }
  return { left, right };
}
