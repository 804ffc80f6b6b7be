/** How a member of a state is edited. */
export type Control =
  | { kind: "line"; mono?: boolean }
  | { kind: "lines"; mono?: boolean }
  | { kind: "number"; min: number; max: number; whole: boolean }
  | { kind: "json" }
  /** A reference path or JSONPath, checked only for its first sign. */
  | { kind: "path" }
  | { kind: "pick"; options: readonly { value: string; label: string }[] }
  /** Exactly one of several members gives the value. */
  | { kind: "one_of"; of: readonly FieldSpec[] }
  | { kind: "rules" }
  | { kind: "branches" }
  | { kind: "retry" }
  | { kind: "catch" }
  | { kind: "pattern" }
  /** The parameters of the action that the state calls. */
  | { kind: "request" }
  /** The role under which the task runs. */
  | { kind: "credentials" }
  /** How a Map gets its items and what it does with results, inline or distributed. */
  | { kind: "map" };

/** One field of a form. */
export interface FieldSpec {
  /** Pointer of the member, relative to the state. */
  at: string;
  label: string;
  control: Control;
  required?: boolean;
  /** Instead of what the back end says of the member. */
  help?: string;
  placeholder?: string;
  /** Shown only under this query language; both if absent. */
  language?: "JSONPath" | "JSONata";
}

/** The tabs of the inspector. */
export interface Form {
  setup: readonly FieldSpec[];
  /** What the state is given. */
  input: readonly FieldSpec[];
  /** What becomes of its result. */
  output: readonly FieldSpec[];
  variables: readonly FieldSpec[];
  errors: readonly FieldSpec[];
}

export const seconds = (at: string, label: string): FieldSpec => ({
  at,
  label,
  control: { kind: "number", min: 0, max: 99_999_999, whole: true },
});

/** A number that is fixed, or read from the input by the member of the same name with `Path`. */
export const fixedOrRead = (label: string, fixed: FieldSpec, read: { label: string; placeholder: string }): FieldSpec => ({
  at: "",
  label,
  control: {
    kind: "one_of",
    of: [fixed, { at: `${fixed.at}Path`, ...read, control: { kind: "path" }, language: "JSONPath" }],
  },
});

/** A limit in seconds that is fixed, or read from the input. */
export const limit = (member: string, label: string): FieldSpec =>
  fixedOrRead(
    label,
    { ...seconds(`/${member}`, "A number of seconds"), placeholder: "60" },
    { label: "Seconds from the input", placeholder: "$.seconds" },
  );

const path = (at: string, label: string, placeholder: string): FieldSpec => ({
  at,
  label,
  placeholder,
  control: { kind: "path" },
  language: "JSONPath",
});

export const inputPath = path("/InputPath", "InputPath", "$");
export const outputPath = path("/OutputPath", "OutputPath", "$");
export const resultPath = path("/ResultPath", "ResultPath", "$");
export const parameters: FieldSpec = {
  at: "/Parameters",
  label: "Parameters",
  control: { kind: "json" },
  language: "JSONPath",
};
export const resultSelector: FieldSpec = {
  at: "/ResultSelector",
  label: "ResultSelector",
  control: { kind: "json" },
  language: "JSONPath",
};
export const argumentsField: FieldSpec = {
  at: "/Arguments",
  label: "Arguments",
  control: { kind: "json" },
  language: "JSONata",
};
export const output: FieldSpec = {
  at: "/Output",
  label: "Output",
  control: { kind: "json" },
  language: "JSONata",
};
export const assign: FieldSpec = {
  at: "/Assign",
  label: "Variables",
  control: { kind: "json" },
};
export const retry: FieldSpec = { at: "/Retry", label: "Retry on errors", control: { kind: "retry" } };
export const catchers: FieldSpec = { at: "/Catch", label: "Catch errors", control: { kind: "catch" } };
