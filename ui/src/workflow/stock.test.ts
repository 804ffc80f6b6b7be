import { expect, test } from "vitest";
import { faceOf } from "../parts/drawings";
import { signs } from "../parts/sign";
import { kinds } from "./kinds";
import { freshNames, stock } from "./stock";

test("names for new states avoid those taken and those given", () => {
  const fresh = freshNames(["Wait", "Wait 2"]);
  expect([fresh("Wait"), fresh("Wait"), fresh("Pass")]).toEqual(["Wait 3", "Wait 4", "Pass"]);
});

test.each(["JSONPath", "JSONata"] as const)("every stock item is a state of its type under %s", (language) => {
  for (const item of stock) {
    const body = item.starter?.({ language, fresh: freshNames([]) });
    expect(body?.["Type"], item.id).toBe(item.type);
    expect(Object.keys(kinds), item.id).toContain(item.type);
    const keys = JSON.stringify(body);
    if (language === "JSONata") expect(keys, item.id).not.toMatch(/"[A-Za-z]+\.\$"|ResultPath|OutputPath|"Parameters"/);
  }
});

test.each(stock)("$title looks in the palette as it will on the canvas", ({ type, title, icon, hue }) => {
  const face = faceOf({ type, subtitle: title });
  expect([icon, hue]).toEqual([signs[face.drawing], face.hue]);
});
