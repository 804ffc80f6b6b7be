import { expect, test } from "vitest";
import { at, join, leaf, split } from "./pointer";

test.each(["Plain", "a/b", "tilde~x", "~1", ""])("the name %j survives a pointer", (name) => {
  const pointer = join("/States", name);
  expect(leaf(pointer)).toBe(name);
  expect(split(pointer)).toEqual(["States", name]);
  expect(at({ States: { [name]: 7 } }, pointer)).toBe(7);
});

test("a pointer into nothing is undefined", () => {
  expect(at({ a: [1, 2] }, "/a/5")).toBeUndefined();
  expect(at({ a: null }, "/a/b")).toBeUndefined();
});
