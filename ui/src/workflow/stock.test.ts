import { describe, expect, test } from "vitest";
import { kinds } from "./kinds";
import { freshNames, search, stock } from "./stock";

describe("palette search", () => {
  test.each([
    ["if", "Choice"],
    ["loop", "Map"],
    ["sleep", "Wait"],
    ["approve", "Human approval"],
    ["try", "Parallel"],
    ["wait", "Wait"],
    ["lamb", "Lambda function"],
    ["prll", "Parallel"],
    ["SUCCEED", "Succeed"],
  ])("%s finds %s first", (query, title) => expect(search(stock, query)[0]?.title).toBe(title));

  test("nothing fits a strange word", () => expect(search(stock, "zebra")).toEqual([]));
  test("an empty search shows everything in order", () => expect(search(stock, " ")).toEqual([...stock]));
});

test("names for new states avoid those taken and those given", () => {
  const fresh = freshNames(["Wait", "Wait 2"]);
  expect([fresh("Wait"), fresh("Wait"), fresh("Pass")]).toEqual(["Wait 3", "Wait 4", "Pass"]);
});

test.each(["JSONPath", "JSONata"] as const)("every stock item is a state of its type under %s", (language) => {
  for (const item of stock) {
    const body = item.starter({ language, fresh: freshNames([]) });
    expect(Object.keys(kinds), item.id).toContain(body["Type"]);
    const keys = JSON.stringify(body);
    if (language === "JSONata") expect(keys, item.id).not.toMatch(/"[A-Za-z]+\.\$"|ResultPath|OutputPath|"Parameters"/);
  }
});
