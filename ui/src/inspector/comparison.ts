import type { Json } from "../api/generated";
import type { Body } from "../workflow/body";

export interface Operator {
  key: string;
  words: string;
  takes: "text" | "number" | "flag" | "moment" | "path";
}

const order = [
  ["Equals", "="],
  ["LessThan", "<"],
  ["LessThanEquals", "≤"],
  ["GreaterThan", ">"],
  ["GreaterThanEquals", "≥"],
] as const;

const ordered = (of: string, words: string, takes: Operator["takes"]): Operator[] =>
  order.flatMap(([key, sign]): Operator[] => [
    { key: `${of}${key}`, words: `${words} ${sign}`, takes },
    { key: `${of}${key}Path`, words: `${words} ${sign} path`, takes: "path" },
  ]);

/** Every comparison of a Choice rule under JSONPath. */
export const operators: readonly Operator[] = [
  ...ordered("Numeric", "number", "number"),
  ...ordered("String", "text", "text"),
  { key: "StringMatches", words: "text like (* is anything)", takes: "text" },
  { key: "BooleanEquals", words: "flag =", takes: "flag" },
  { key: "BooleanEqualsPath", words: "flag = path", takes: "path" },
  ...ordered("Timestamp", "time", "moment"),
  { key: "IsPresent", words: "is present", takes: "flag" },
  { key: "IsNull", words: "is null", takes: "flag" },
  { key: "IsNumeric", words: "is a number", takes: "flag" },
  { key: "IsString", words: "is a text", takes: "flag" },
  { key: "IsBoolean", words: "is a flag", takes: "flag" },
  { key: "IsTimestamp", words: "is a time", takes: "flag" },
];

/** The single comparison of a rule; null if the rule combines several. */
export function comparisonOf(rule: Body): { variable: string; operator: string; value: Json } | null {
  const operator = operators.find(({ key }) => key in rule)?.key;
  const value = operator === undefined ? undefined : rule[operator];
  return operator === undefined || value === undefined ? null : { variable: String(rule["Variable"] ?? ""), operator, value };
}

/** A value that fits an operator: the one at hand if it does. */
export function exampleFor(operator: string, value: Json): Json {
  const takes = operators.find(({ key }) => key === operator)?.takes;
  switch (takes) {
    case "number":
      return typeof value === "number"
        ? value
        : Number.isFinite(Number(value)) && typeof value === "string" && value !== ""
          ? Number(value)
          : 0;
    case "flag":
      return typeof value === "boolean" ? value : true;
    case "path":
      return typeof value === "string" && value.startsWith("$") ? value : "$.other";
    case "moment":
      return typeof value === "string" && /^\d{4}-/.test(value) ? value : "2027-01-01T00:00:00Z";
    default:
      return typeof value === "string" ? value : String(value);
  }
}
