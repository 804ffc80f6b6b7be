import { describe, expect, it } from "vitest";
import type { Sample } from "../expressions/samples";
import type { Body } from "../workflow/body";
import { pathsIn, valuesFor } from "./offers";

const sample: Sample = {
  origin: "pinned",
  input: `{"total": 12345678901234567890, "order": {"kind": "gift", "lines": [{"weight kg": 2}]}, "paid": true}`,
  context: "{}",
  variables: `{"rate": {"now": 7}}`,
};
const body: Body = {
  Choices: [
    { Variable: "$.order.kind", StringMatches: "gift*", Next: "A" },
    {
      And: [{ Variable: "$.order.kind", StringEquals: "book" }, { Not: { Variable: "$.total", NumericLessThan: 5 } }],
      Next: "B",
    },
  ],
};

describe("what a condition may be about", () => {
  it("are the fields that come in and the variables, outer ones first", () => {
    expect(pathsIn(sample)).toEqual([
      "$",
      "$rate",
      "$.total",
      "$.order",
      "$.paid",
      "$rate.now",
      "$.order.kind",
      "$.order.lines",
      "$.order.lines[0]",
      "$.order.lines[0]['weight kg']",
    ]);
    expect(pathsIn(null)).toEqual([]);
    expect(pathsIn({ ...sample, input: JSON.stringify(Array.from({ length: 1000 }, () => 1)) })).toHaveLength(200);
  });
});

describe("what a test may be against", () => {
  it.each([
    ["$.order.kind", "StringEquals", ["gift", "gift*", "book"]],
    ["$.total", "NumericGreaterThan", ["12345678901234567890", "5"]],
    ["$.order.kind", "NumericEquals", []],
    ["$.paid", "BooleanEquals", ["true", "false"]],
    ["$.none", "StringEquals", []],
  ])("%s %s", (variable, operator, values) => {
    expect(valuesFor(sample, body, variable, operator)).toEqual(values);
  });

  it("is another field for an operator that takes a path", () => {
    expect(valuesFor(sample, body, "$.total", "NumericEqualsPath")).toContain("$rate.now");
    expect(valuesFor(sample, body, "$.total", "NumericEqualsPath")).not.toContain("$.total");
  });
});
