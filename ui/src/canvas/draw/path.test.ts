import { expect, test } from "vitest";
import { arrowPath, boxPath, roundedPath, wirePath } from "./path";

const bend = [{ x: 0, y: 0 }, { x: 0, y: 40 }, { x: 100, y: 40 }, { x: 100, y: 80 }];

test("corners are rounded by ten pixels, or by half of what is there", () => {
  expect(roundedPath(bend)).toBe("M0 0L0 30Q0 40 10 40L90 40Q100 40 100 50L100 80");
  expect(roundedPath([{ x: 0, y: 0 }, { x: 0, y: 8 }, { x: 50, y: 8 }])).toBe("M0 0L0 4Q0 8 4 8L50 8");
});

test("a line ends where its arrow begins", () => {
  expect(wirePath(bend)).toMatch(/L100 72$/);
  expect(arrowPath(bend)).toBe("M100 80L95.5 71L104.5 71Z");
});

test("an arrow points the way of the last piece", () => {
  expect(arrowPath([{ x: 0, y: 0 }, { x: 40, y: 0 }])).toBe("M40 0L31 4.5L31 -4.5Z");
});

test("a box is never rounded more than it is high", () => {
  expect(boxPath({ x: 0, y: 0, width: 20, height: 8 }, 12)).toBe("M4 0h12q4 0 4 4v0q0 4 -4 4h-12q-4 0 -4 -4v0q0 -4 4 -4z");
});

test("nothing is drawn for a line without points", () => {
  expect([wirePath([]), arrowPath([{ x: 1, y: 1 }])]).toEqual(["", ""]);
});
