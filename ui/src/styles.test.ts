import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";

/** The classes that a style sheet gives a look of their own, wherever they stand. */
function classesOf(css: string): string[] {
  const rules = css.replace(/\/\*[^]*?\*\//g, "").matchAll(/([^{}]+)\{/g);
  const selectors = [...rules].flatMap(([, list = ""]) => list.split(",").map((one) => one.trim()));
  return selectors.filter((selector) => /^\.[\w-]+$/.test(selector));
}

test("no two style sheets give one class a look: the later would spoil what the earlier shows", () => {
  const owners = new Map<string, Set<string>>();
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));
  for (const file of files)
    for (const name of classesOf(readFileSync(`src/${file}`, "utf8")))
      owners.set(name, (owners.get(name) ?? new Set()).add(file));
  expect([...owners].filter(([, sheets]) => sheets.size > 1)).toEqual([]);
});
