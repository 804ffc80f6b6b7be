import { expect, test } from "vitest";
import type { Scene, SceneNode } from "../api/generated";
import { neighbour, outermost } from "./navigate";
import { SceneIndex, scopeOf } from "./scene";

/** A Parallel of two branches between two states. */
function parallel(): SceneIndex {
  const node = (id: string, x: number, y: number, parent: string | null, kind: SceneNode["kind"] = "state"): SceneNode => ({
    id, kind, x, y, width: 240, height: 49, header: null, parent, state: kind === "branch_end" ? null : { name: id, type: kind === "container" ? "Parallel" : "Task", subtitle: "", folded: false, off: false, comment: "", note: [] },
  });
  const [first, frame, left, right, last] = ["/States/A", "/States/P", "/States/P/Branches/0/States/L", "/States/P/Branches/1/States/R", "/States/Z"] as const;
  const nodes = [
    node(first, 150, 0, null), { ...node(frame, 0, 105, null, "container"), width: 540, height: 200, header: { x: 150, y: 100, width: 240, height: 49 } },
    node(left, 20, 190, frame), node(right, 280, 190, frame), node(last, 150, 340, null),
  ];
  const edge = (id: string, kind: Scene["edges"][number]["kind"], from: string, to: string): Scene["edges"][number] => ({ id, kind, from, to, label: null, points: [0, 0, 0, 1], back: false });
  const edges = [
    edge("/StartAt", "start", "#start", first), edge("/States/A/Next", "next", first, frame), edge("/States/P/Branches/0/StartAt", "branch", frame, left),
    edge("/States/P/Branches/1/StartAt", "branch", frame, right), edge(`${left}/End`, "end", left, "/States/P/Branches/0#end"), edge("/States/P/Next", "next", frame, last),
  ];
  return new SceneIndex({ width: 540, height: 400, nodes, edges });
}

test("down leads into a container, through its branch and out again", () => {
  const index = parallel();
  const walk = ["/States/A"];
  for (let step = 0; step < 3; step += 1) walk.push(neighbour(index, walk.at(-1) ?? "", "down") ?? "nowhere");
  expect(walk).toEqual(["/States/A", "/States/P", "/States/P/Branches/0/States/L", "/States/Z"]);
});

test("up leads back, from a branch to its container", () => {
  expect(neighbour(parallel(), "/States/P/Branches/1/States/R", "up")).toBe("/States/P");
  expect(neighbour(parallel(), "/States/Z", "up")).toBe("/States/P");
  expect(neighbour(parallel(), "/States/A", "up")).toBeNull();
});

test("left and right lead to the neighbouring branch", () => {
  expect(neighbour(parallel(), "/States/P/Branches/0/States/L", "right")).toBe("/States/P/Branches/1/States/R");
  expect(neighbour(parallel(), "/States/P/Branches/1/States/R", "left")).toBe("/States/P/Branches/0/States/L");
});

test("home is where the workflow starts, end the lowest state", () => {
  expect([outermost(parallel(), "first"), outermost(parallel(), "last")]).toEqual(["/States/A", "/States/Z"]);
});

test("the scope of a state is the object that holds its States", () => {
  expect(scopeOf("/States/A")).toBe("");
  expect(scopeOf("/States/P/Branches/0/States/L")).toBe("/States/P/Branches/0");
  expect(scopeOf("/States/States")).toBe("");
});
