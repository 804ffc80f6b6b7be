import { expect, test } from "vitest";
import type { OutlineState } from "../api/generated";
import { matching } from "./go-to-state";

const outline = ["Charge card", "Ship order", "Order refused", "Check order"].map((name): OutlineState => ({
  path: `/States/${name}`,
  name,
  type: "Pass",
  subtitle: "",
  off: false,
  scope: "",
}));

test.each([
  ["order", "Order refused"],
  ["ship", "Ship order"],
  ["cc", "Charge card"],
  ["kor", "Check order"],
])("%s goes to %s", (wanted, name) => expect(matching(outline, wanted)[0]?.name).toBe(name));

test("nothing typed lists all in their order; a strange word none", () => {
  expect(matching(outline, "").map(({ name }) => name)).toEqual(outline.map(({ name }) => name));
  expect(matching(outline, "xyz")).toEqual([]);
});
