import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterFrame } from "./after-frame";

let frames: (() => void)[] = [];
const done: string[] = [];
const frame = () => {
  for (const draw of frames.splice(0)) draw();
  vi.advanceTimersByTime(0);
};

beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  done.length = 0;
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => frames.push(draw));
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const work = (name: string) => afterFrame(() => done.push(name));

test("each thing is done in a frame of its own, in its order", () => {
  work("a");
  work("b");
  expect(done).toEqual([]);
  frame();
  expect(done).toEqual(["a"]);
  frame();
  expect(done).toEqual(["a", "b"]);
});

test("a key finds everything done", () => {
  afterFrame(() => (done.push("form"), work("editor")));
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "x" }));
  expect(done).toEqual(["form", "editor"]);
});

test("a press finds everything done, unless it is on the canvas", () => {
  const canvas = document.body.appendChild(document.createElement("div"));
  canvas.className = "canvas";
  work("form");
  canvas.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  expect(done).toEqual([]);
  document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  expect(done).toEqual(["form"]);
  canvas.remove();
});

test("what was called off is not done, and what comes after it is", () => {
  work("a")();
  work("b");
  frame();
  expect(done).toEqual(["b"]);
});

test("without frames it is done all the same", () => {
  work("a");
  vi.advanceTimersByTime(100);
  expect(done).toEqual(["a"]);
});
