import { expect, test } from "vitest";
import type { Edit, Json } from "../api/generated";
import type { Body } from "../workflow/body";
import { joined, joiningOf, membersOf, negated, type Placed } from "./condition";

const first: Body = { Variable: "$.n", NumericEquals: 1 };
const second: Body = { Variable: "$.s", IsPresent: true };

/** What the edits make of a rule, as the back end does them. */
function after(rule: Body, edits: (placed: Placed) => readonly Edit[]): Body {
  const root = { rule: structuredClone(rule) } as unknown as Body;
  const parent = (pointer: string): [Record<string, Json>, string] => {
    const tokens = pointer.slice(1).split("/");
    const last = tokens.pop() ?? "";
    return [tokens.reduce((node, token) => node[token] as Record<string, Json>, root as Record<string, Json>), last];
  };
  const put = (pointer: string, value: Json) => {
    const [node, key] = parent(pointer);
    if (Array.isArray(node)) node.push(value);
    else node[key] = value;
  };
  for (const edit of edits({ condition: rule, at: "/rule" })) {
    if (edit.kind === "set_field") put(edit.at, structuredClone(edit.value));
    else if (edit.kind === "remove_field") Reflect.deleteProperty(...parent(edit.at));
    else if (edit.kind === "move_field") {
      const [node, key] = parent(edit.from);
      expect(parent(edit.to)[0]).not.toHaveProperty(parent(edit.to)[1]);
      put(edit.to, node[key] as Json);
      Reflect.deleteProperty(node, key);
    } else throw new Error(`${edit.kind} is no edit of a condition`);
  }
  return root["rule"] as Body;
}

test.each<[string, Body, Parameters<typeof joined>[1], Body]>([
  ["one test becomes a list", first, "And", { And: [first, { Variable: "$.value", IsPresent: true }] }],
  ["a list changes how it joins", { And: [first, second] }, "Or", { Or: [first, second] }],
  ["a list of one becomes a test", { Or: [first] }, "Test", first],
  ["a list of a list becomes the inner one", { Or: [{ Or: [first, second] }] }, "Test", { Or: [first, second] }],
  ["a longer list stays", { Or: [first, second] }, "Test", { Or: [first, second] }],
])("%s", (_, condition, wanted, expected) => {
  const rest = { Next: "A", Comment: "why" };
  expect(after({ ...condition, ...rest }, (placed) => joined(placed, wanted))).toEqual({ ...expected, ...rest });
});

test.each<[Body, Body]>([
  [first, { Not: first }],
  [{ Not: first }, first],
  [{ And: [first] }, { Not: { And: [first] } }],
  [{ Not: { Not: first } }, { Not: first }],
])("%j becomes its opposite", (condition, expected) => {
  expect(after({ ...condition, Next: "A" }, negated)).toEqual({ ...expected, Next: "A" });
});

test("members know their places", () => {
  const placed = { condition: { Or: [first, { Not: second }] }, at: "/Choices/2" };
  expect(membersOf(placed).map(({ at }) => at)).toEqual(["/Choices/2/Or/0", "/Choices/2/Or/1"]);
  expect(joiningOf(placed.condition)).toBe("Or");
});
