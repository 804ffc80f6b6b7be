import { expect, test } from "vitest";
import { SceneIndex } from "./scene";
import { sketch } from "./test-canvas";
import { View } from "./view";

test("a panel that opens beside the picture leaves its middle in the middle and its top at the top", () => {
  const size = { width: 900, height: 600 };
  const index = new SceneIndex(sketch({ A: { at: [0, 0] }, B: { at: [0, 1] } }, ["A Next B"]));
  const view = new View(document.body, index, () => ({ ...size }), () => undefined);
  view.fit();
  view.pan(12, 7);
  const before = view.seen;
  size.width -= 420;
  view.resized();
  expect(view.seen.x + view.seen.width / 2).toBeCloseTo(before.x + before.width / 2);
  expect(view.seen.y).toBeCloseTo(before.y);
});
