import { expect, test } from "vitest";
import type { Scene } from "../api/generated";
import { emptyReplay, type Visit } from "../runs/replay";
import { detailOf, takenEdges } from "./run-colours";

const visit = (name: string, status: Visit["status"]): Visit => ({
  id: 1,
  after: 0,
  name,
  type: "Task",
  parent: null,
  iteration: null,
  enteredAt: 0,
  endedAt: 1500,
  status,
  input: null,
  output: null,
  error: "Boom",
  cause: null,
  attempts: [],
  events: [],
  length: null,
  rounds: 0,
  cut: false,
  mapRun: null,
});

test.each([
  ["succeeded", null, "1.5 s"],
  ["failed", null, "Boom"],
  ["caught", null, "Boom"],
  ["retrying", 11_400, "2 · in 2.0 s"],
  ["waiting", 70_000, "1 m 0 s"],
  ["person", null, null],
] as const)("a card that is %s until %s says %s", (status, until, words) => {
  expect(detailOf({ status, visits: 1, last: visit("A", status), until, attempt: 2 }, 10_000)).toBe(words);
});

test("edges count how often they were taken, with the start and the end", () => {
  const edge = (id: string, kind: Scene["edges"][number]["kind"], from: string, to: string) => ({
    id,
    kind,
    from,
    to,
    label: null,
    points: [],
    back: false,
  });
  const scene: Scene = {
    width: 0,
    height: 0,
    nodes: [],
    edges: [
      edge("/StartAt", "start", "#start", "/States/A"),
      edge("/States/A/Next", "next", "/States/A", "/States/B"),
      edge("/States/A/Catch/0/Next", "catch", "/States/A", "/States/C"),
      edge("/States/B/End", "end", "/States/B", "#end"),
    ],
  };
  const replay = emptyReplay();
  replay.byState.set("A", [visit("A", "succeeded")]);
  replay.byState.set("B", [visit("B", "succeeded")]);
  replay.passages.push({ from: "A", to: "B", caught: false });
  expect([...takenEdges(scene, replay)]).toEqual([
    ["/StartAt", 1],
    ["/States/A/Next", 1],
    ["/States/B/End", 1],
  ]);
});
