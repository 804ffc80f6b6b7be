import { expect, test } from "vitest";
import { comparisonOf, exampleFor, operators } from "./comparison";
import { readJson, readText } from "./controls";

test("the list holds the 39 comparisons of the language", () => expect(new Set(operators.map(({ key }) => key)).size).toBe(39));

test("a simple rule is one comparison; a combined one is none", () => {
  expect(comparisonOf({ Variable: "$.n", NumericGreaterThan: 3, Next: "A" })).toEqual({
    variable: "$.n",
    operator: "NumericGreaterThan",
    value: 3,
  });
  expect(comparisonOf({ And: [], Next: "A" })).toBeNull();
});

test.each([
  ["NumericEquals", "12", 12],
  ["NumericEquals", "x", 0],
  ["IsPresent", 3, true],
  ["StringEquals", 3, "3"],
  ["StringEqualsPath", "x", "$.other"],
  ["TimestampEquals", "x", "2027-01-01T00:00:00Z"],
])("changing to %s keeps %j where it fits", (operator, value, fitting) => expect(exampleFor(operator, value)).toBe(fitting));

const number = { at: "/n", label: "n", control: { kind: "number", min: 1, max: 10, whole: true } } as const;
const path = { at: "/p", label: "p", control: { kind: "path" } } as const;

test.each([
  [number, "5", { value: 5 }],
  [number, "", { value: undefined }],
  [number, "1.5", { wrong: "must be a whole number" }],
  [number, "11", { wrong: "must be between 1 and 10" }],
  [number, "{% $n %}", { value: "{% $n %}" }],
  [number, "{% $n", { wrong: "an expression ends with %}" }],
  [path, "$.a", { value: "$.a" }],
  [path, "null", { value: null }],
  [path, "a", { wrong: "a path starts with $" }],
])("reads %o from %j", (field, text, reading) => expect(readText(field, text)).toEqual(reading));

test("JSON that is not whole is not written", () => {
  expect(readJson(" ")).toEqual({ value: undefined });
  expect(readJson("[1]")).toEqual({ value: [1] });
  expect(readJson("[1")).toHaveProperty("wrong");
});
