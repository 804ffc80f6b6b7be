import { expect, it } from "vitest";
import { exactOf, exactly } from "./exact-json";

it("numbers keep their digits, members their order, the last of equal ones counts", () => {
  const text = `{"b": [12345678901234567890, 1.0, -0, 1e400], "1": {"a:{,}": "x, \\"y\\""}, "e": {}, "b": [true, [], null]}`;
  expect(exactOf(text)).toEqual(
    new Map<string, unknown>([
      ["b", ["true", [], "null"]],
      ["1", new Map([["a:{,}", `"x, \\"y\\""`]])],
      ["e", new Map()],
    ]),
  );
  expect(exactOf(`[12345678901234567890, 1.0, -0, 1e400]`)).toEqual(["12345678901234567890", "1.0", "-0", "1e400"]);
});

it("a scalar is its text, and what is not JSON is nothing", () => {
  expect([exactOf("7"), exactOf(` "a" `), exactOf("{"), exactOf(""), exactOf(null)]).toEqual([
    "7",
    `"a"`,
    undefined,
    undefined,
    undefined,
  ]);
  expect(exactly({ a: [1] })).toEqual(new Map([["a", ["1"]]]));
});

it("brackets without end are read", () => {
  const deep = 20_000;
  expect(Array.isArray(exactOf("[".repeat(deep) + "]".repeat(deep)))).toBe(true);
});
