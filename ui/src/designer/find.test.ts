import { expect, test } from "vitest";
import type { OutlineState } from "../api/generated";
import { find } from "./find";

const state = (name: string, type: OutlineState["type"]): OutlineState =>
  ({ path: `/States/${name}`, name, type, subtitle: `${type} state` }) as OutlineState;
const texts: Record<string, string> = { Fork: '"StartAt": "Pay"', Check: '"Next": "Pay"', Pay: '"Resource": "arn"', Done: "" };
const searched = {
  outline: [state("Fork", "Parallel"), state("Check", "Choice"), state("Pay", "Task"), state("Done", "Succeed")],
  problems: [],
  textOf: ({ name }: OutlineState) => `"${name}": {${texts[name] ?? ""}}`,
};

test("who types a name comes to that state first, then to those that speak of it", () => {
  expect(find(searched, "pay")).toEqual(["/States/Pay", "/States/Fork", "/States/Check"]);
});

test("filters narrow what is found", () => {
  expect(find(searched, "type:choice pay")).toEqual(["/States/Check"]);
  expect(find(searched, "  ")).toEqual([]);
});
