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

export const seconds = (at: string, label: string, help?: string): FieldSpec => ({
  at,
  label,
  help,
  control: { kind: "number", min: 0, max: 99_999_999, whole: true },
});

/** A number that is fixed, or read from the input by the member of the same name with `Path`. */
export const fixedOrRead = (
  label: string,
  help: string,
  fixed: FieldSpec,
  read: { label: string; placeholder: string },
): FieldSpec => ({
  at: "",
  label,
  help,
  control: {
    kind: "one_of",
    of: [fixed, { at: `${fixed.at}Path`, ...read, control: { kind: "path" }, language: "JSONPath" }],
  },
});

/** A limit in seconds that is fixed, or read from the input. */
export const limit = (member: string, label: string, help: string): FieldSpec =>
  fixedOrRead(
    label,
    help,
    { ...seconds(`/${member}`, "A number of seconds"), placeholder: "60" },
    { label: "Seconds from the input", placeholder: "$.seconds" },
  );

const path = (at: string, label: string, help: string, placeholder: string): FieldSpec => ({
  at,
  label,
  help,
  placeholder,
  control: { kind: "path" },
  language: "JSONPath",
});

export const inputPath = path("/InputPath", "InputPath", "Part of the input the state sees.", "$");
export const outputPath = path("/OutputPath", "OutputPath", "Part of the result the next state gets.", "$");
export const resultPath = path("/ResultPath", "ResultPath", "Where the result is put into the input.", "$");
export const parameters: FieldSpec = {
  at: "/Parameters",
  label: "Parameters",
  control: { kind: "json" },
  language: "JSONPath",
  help: 'What the state is given. A key that ends in .$ takes a path, such as "id.$": "$.order.id".',
};
export const resultSelector: FieldSpec = {
  at: "/ResultSelector",
  label: "ResultSelector",
  control: { kind: "json" },
  language: "JSONPath",
  help: "Picks parts of the raw result before ResultPath.",
};
export const argumentsField: FieldSpec = {
  at: "/Arguments",
  label: "Arguments",
  control: { kind: "json" },
  language: "JSONata",
  help: "What the state is given. Text between {% and %} is JSONata.",
};
export const output: FieldSpec = {
  at: "/Output",
  label: "Output",
  control: { kind: "json" },
  language: "JSONata",
  help: "What the next state gets. Text between {% and %} is JSONata.",
};
export const assign: FieldSpec = {
  at: "/Assign",
  label: "Variables",
  control: { kind: "json" },
  help: "Values kept for later states, by name.",
};
export const retry: FieldSpec = { at: "/Retry", label: "Retry on errors", control: { kind: "retry" } };
export const catchers: FieldSpec = { at: "/Catch", label: "Catch errors", control: { kind: "catch" } };
