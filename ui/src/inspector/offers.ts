import type { Json } from "../api/generated";
import type { Sample } from "../expressions/samples";
import { pathOf, type Keys } from "../expressions/paths";
import { exactOf, type Exact } from "../parts/exact-json";
import { jsonOf } from "../parts/json-of";
import type { Body } from "../workflow/body";
import { comparisonOf, operators } from "./comparison";

/** A list that a person can survey. */
const most = 200;

/** The fields that come into a state and the variables that have a value then, by their paths under JSONPath; outer ones first. */
function fieldsOf(sample: Sample | null): Map<string, Exact> {
  const found = new Map<string, Exact>();
  const roots: [string, Exact | undefined][] = [["$", exactOf(sample?.input ?? null)]];
  const variables = exactOf(sample?.variables ?? null);
  if (variables instanceof Map) for (const [name, value] of variables) roots.push([`$${name}`, value]);
  let level = roots.flatMap(([root, value]): { root: string; keys: Keys; value: Exact }[] =>
    value === undefined ? [] : [{ root, keys: [], value }],
  );
  while (level.length > 0 && found.size < most) {
    for (const { root, keys, value } of level) if (found.size < most) found.set(root + pathOf("JSONPath", keys).slice(1), value);
    level = level.flatMap(({ root, keys, value }) => {
      if (typeof value === "string") return [];
      return [...value.entries()].map(([key, inner]) => ({ root, keys: [...keys, key], value: inner }));
    });
  }
  return found;
}

/** What a field for a path may offer. */
export const pathsIn = (sample: Sample | null): string[] => [...fieldsOf(sample).keys()];

/** What a test of a field may be against: what the data has there, and what other tests of the state are against. */
export function valuesFor(sample: Sample | null, body: Body, variable: string, operator: string): string[] {
  const takes = takesOf(operator);
  if (takes === "flag") return ["true", "false"];
  if (takes === "path") return pathsIn(sample).filter((path) => path !== variable);
  const there = fieldsOf(sample).get(variable);
  const own = typeof there === "string" ? jsonOf(there) : undefined;
  const fits = (value: Json | undefined) => typeof value === (takes === "number" ? "number" : "string");
  // A number of the data keeps all its digits.
  const first = fits(own) ? [typeof own === "string" ? own : String(there)] : [];
  const others = testsIn(body["Choices"]).filter((test) => test.variable === variable && takesOf(test.operator) === takes);
  return [...new Set([...first, ...others.map(({ value }) => String(value))])];
}

const takesOf = (operator: string) => operators.find(({ key }) => key === operator)?.takes;

/** Every comparison in a list of rules, at all levels. */
function testsIn(rules: Json | undefined): { variable: string; operator: string; value: Json }[] {
  if (rules === null || typeof rules !== "object") return [];
  if (Array.isArray(rules)) return rules.flatMap(testsIn);
  const own = comparisonOf(rules);
  return [...(own ? [own] : []), ...["And", "Or", "Not"].flatMap((key) => testsIn(rules[key]))];
}
