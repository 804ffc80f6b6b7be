import { expect, test } from "vitest";
import { SentTexts, difference } from "./sent-texts";

test.each([
  ["", "", { from: 0, to: 0, insert: "" }],
  ["abc", "abc", { from: 3, to: 3, insert: "" }],
  ["abc", "abxc", { from: 2, to: 2, insert: "x" }],
  ["abxc", "abc", { from: 2, to: 3, insert: "" }],
  ["aaa", "aaaa", { from: 3, to: 3, insert: "a" }],
  ["a🦀b", "a🦁b", { from: 1, to: 3, insert: "🦁" }],
  ["🌀", "🐀", { from: 0, to: 2, insert: "🐀" }],
])("%j becomes %j", (before, after, change) => {
  expect(difference(before, after)).toEqual(change);
});

test("random changes give the text back", () => {
  const letters = ["a", "b", "🦀", "\n"];
  let seed = 7;
  const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most;
  const text = (length: number) => Array.from({ length }, () => letters[random(4)]).join("");
  for (let round = 0; round < 200; round += 1) {
    const [start, end] = [text(random(9000)), text(random(9000))];
    const [before, after] = [start + text(random(3)) + end, start + text(random(3)) + end];
    const { from, to, insert } = difference(before, after);
    expect(before.slice(0, from) + insert + before.slice(to)).toBe(after);
    expect(insert, `round ${round}`).not.toMatch(/\p{Surrogate}/u);
  }
});

test("a long text is sent whole once, then as what has changed in what has arrived", () => {
  const texts = new SentTexts();
  const long = "x".repeat(9000);
  const first = texts.shorten({ text: long, folded: [] });
  expect(first.request).toEqual({ text: long, folded: [] });
  expect(texts.shorten({ text: long }).request, "nobody has it yet").toEqual({ text: long });
  first.arrived();
  const second = texts.shorten({ text: `${long}y`, folded: ["a"] });
  expect(second.request).toEqual({ text: "y", folded: ["a"] });
  expect(second.header?.split(" ").slice(1)).toEqual([first.header, "9000", "9000"]);
  texts.forget();
  expect(texts.shorten({ text: long }).request).toEqual({ text: long });
  for (const request of [{}, { text: "short" }, { text: null }]) expect(texts.shorten(request).header).toBeNull();
});
