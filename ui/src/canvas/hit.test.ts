import { expect, test } from "vitest";
import { hit, landing } from "./hit";
import { SceneIndex } from "./scene";
import { sketch } from "./test-canvas";

const index = new SceneIndex(sketch({ A: { at: [0, 0] }, B: { at: [0, 1] }, C: { at: [1, 1] } }, ["#start StartAt A", "A Next B", "A Catch/0/Next C", "B End", "C End"]));
const free = { edge: null, state: null };
const all = () => true;

test("a card lies over an edge, an edge over nothing", () => {
  expect(hit(index, { x: 120, y: 100 }, 1, free).kind).toBe("state");
  expect(hit(index, { x: 123, y: 145 }, 1, free).kind).toBe("edge");
  expect(hit(index, { x: 300, y: 20 }, 1, free).kind).toBe("nothing");
});

test("an edge is as easy to touch when it is far away", () => {
  expect(hit(index, { x: 100, y: 148 }, 0.25, free).kind).toBe("edge");
  expect(hit(index, { x: 100, y: 148 }, 1, free).kind).toBe("nothing");
});

test("a drop lands in a corridor of 28 pixels, else on the nearest legal edge within 60", () => {
  expect(landing(index, { x: 108, y: 150 }, () => false)).toBe("/States/A/Next");
  expect(landing(index, { x: 175, y: 60 }, all)).toBe("/StartAt");
  expect(landing(index, { x: 175, y: 60 }, () => false)).toBeNull();
  expect(landing(index, { x: 300, y: 20 }, all)).toBeNull();
});

test("of edges that share their way the one whose middle is nearest is meant", () => {
  expect(landing(index, { x: 390, y: 165 }, all)).toBe("/States/A/Catch/0/Next");
});
