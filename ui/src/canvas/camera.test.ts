import { expect, test } from "vitest";
import { centred, fit, from, reveal, toScreen, toWorld, visible, zoomAt, zoomMax, zoomMin } from "./camera";

const size = { width: 800, height: 600 };

test("what is under the pointer stays there while zooming", () => {
  const camera = { x: 40, y: -10, zoom: 0.8 };
  const at = { x: 300, y: 200 };
  expect(toScreen(zoomAt(camera, at, 2), toWorld(camera, at))).toEqual(at);
});

test("zoom stays between 20 and 400 percent", () => {
  expect(zoomAt({ x: 0, y: 0, zoom: 1 }, { x: 0, y: 0 }, 100).zoom).toBe(zoomMax);
  expect(zoomAt({ x: 0, y: 0, zoom: 1 }, { x: 0, y: 0 }, 0.01).zoom).toBe(zoomMin);
});

test("a small picture is fitted at 100 percent, in the middle", () => {
  const camera = fit({ x: 0, y: 0, width: 200, height: 100 }, size);
  expect(camera).toEqual({ x: -300, y: -250, zoom: 1 });
});

test("a picture that never fits is shown from its top", () => {
  const camera = fit({ x: 0, y: 0, width: 300, height: 900_000 }, size);
  expect(camera.zoom).toBe(zoomMin);
  expect(visible(camera, size).y).toBe(-120);
});

test("revealing moves only as far as needed", () => {
  const camera = centred({ x: 400, y: 300 }, size, 1);
  expect(reveal(camera, { x: 100, y: 100, width: 50, height: 50 }, size)).toEqual(camera);
  expect(reveal(camera, { x: 790, y: 100, width: 50, height: 50 }, size).x).toBe(64);
});

test("what is too large is shown from its start: at the top, in the middle", () => {
  const start = { x: 4000, y: 0, width: 60, height: 60 };
  const camera = from(start, size, 0.8);
  const at = toScreen(camera, start);
  expect(at.x + (start.width * 0.8) / 2).toBeCloseTo(size.width / 2);
  expect(at.y).toBe(24);
});
