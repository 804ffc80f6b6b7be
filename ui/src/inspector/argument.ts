import type { Edit, FormMember, FormShape, Json } from "../api/generated";
import type { Body } from "../workflow/body";
import { at, join, leaf } from "../workflow/pointer";
import type { Reading } from "./draft";

export type Language = "JSONPath" | "JSONata";

/** Whether an argument is written down, or computed when the state runs. */
export type Mode = "value" | "expression";

/** The value and the mode of an argument. Under JSONPath what is computed has a key that ends in `.$`. */
export function argumentAt(body: Body, place: string, language: Language): { value: Json | undefined; mode: Mode } {
  const computed = language === "JSONPath" ? at(body, `${place}.$`) : undefined;
  if (computed !== undefined) return { value: computed, mode: "expression" };
  const value = at(body, place);
  return { value, mode: language === "JSONata" && isExpression(value) ? "expression" : "value" };
}

export function isExpression(value: Json | undefined): value is string {
  return typeof value === "string" && value.trimStart().startsWith("{%");
}

/** Items of a list have no key, so under JSONPath they cannot be computed. */
export function mayCompute(place: string, language: Language): boolean {
  return language === "JSONata" || !/^\d+$/.test(leaf(place));
}

/** The edits that give an argument a value in a mode, or take it away; `path` is that of the state. */
export function argumentEdits(
  body: Body,
  path: string,
  place: string,
  language: Language,
  mode: Mode,
  value: Json | undefined,
): Edit[] {
  const [plain, computed] = [place, `${place}.$`];
  const there = (each: string) => at(body, each) !== undefined;
  if (value === undefined) return [plain, computed].filter(there).map((each) => ({ kind: "remove_field", at: path + each }));
  const [target, other] = language === "JSONPath" && mode === "expression" ? [computed, plain] : [plain, computed];
  const set: Edit = { kind: "set_field", at: path + target, value };
  return there(other) && !there(target) ? [{ kind: "move_field", from: path + other, to: path + target }, set] : [set];
}

/** Reads an expression as somebody has typed it. */
export function readExpression(text: string, language: Language): Reading<Json> {
  const wanted = text.trim();
  if (wanted === "") return { value: undefined };
  if (language === "JSONata") {
    if (!wanted.startsWith("{%")) return { value: `{% ${wanted} %}` };
    return wanted.endsWith("%}") ? { value: wanted } : { wrong: "an expression ends with %}" };
  }
  return wanted.startsWith("$") || wanted.startsWith("States.")
    ? { value: wanted }
    : { wrong: "a path starts with $, an intrinsic function with States." };
}

/** Reads what was typed for a text, number or instant. */
export function readLiteral(shape: FormShape, text: string): Reading<Json> {
  if (text === "") return { value: undefined };
  if (shape.kind !== "number") return { value: text };
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number) || (shape.whole && !Number.isInteger(number)))
    return { wrong: shape.whole ? "must be a whole number" : "must be a number" };
  if (shape.min !== null && number < shape.min) return { wrong: `must be at least ${shape.min}` };
  if (shape.max !== null && number > shape.max) return { wrong: `must be at most ${shape.max}` };
  return { value: number };
}

/** The keys of a map's value, without the mark of what is computed. */
export function keysOf(value: Json | undefined, language: Language): string[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  const keys = Object.keys(value);
  return language === "JSONPath" ? [...new Set(keys.map((key) => key.replace(/\.\$$/, "")))] : keys;
}

/** The endings under which a member of a map is there: none, and that of what is computed. */
export function marksOf(body: Body, place: string, key: string): string[] {
  return ["", ".$"].filter((mark) => at(body, join(place, key + mark)) !== undefined);
}

/** The edits that give a member of a map another key; `path` is that of the state, `place` that of the map in it. */
export function renameEdits(body: Body, path: string, place: string, key: string, now: string): Edit[] {
  return marksOf(body, place, key).map((mark) => ({
    kind: "move_field",
    from: path + join(place, key + mark),
    to: path + join(place, now + mark),
  }));
}

/** What a new item of a list, or a new value of a map, is. */
export function starterOf(shapes: readonly FormShape[], shape: FormShape | undefined): Json {
  if (!shape) return {};
  switch (shape.kind) {
    case "text":
      return shape.words[0] ?? "value";
    case "number":
      return Math.max(shape.min ?? 0, 0);
    case "boolean":
      return false;
    case "timestamp":
      return "2030-01-01T00:00:00Z";
    case "list":
      return [];
    case "structure": {
      // Structures that require themselves are bounded by what is shown: one level at a time.
      const required = shape.members.filter((member) => member.required);
      return Object.fromEntries(required.map((member) => [member.name, shallow(shapes[member.shape])]));
    }
    default:
      return {};
  }
}

function shallow(shape: FormShape | undefined): Json {
  return shape && shape.kind !== "structure" ? starterOf([], shape) : {};
}

/** Whether the control of a shape can show a value; if not, it is shown as JSON. */
export function suits(shape: FormShape, value: Json | undefined): boolean {
  if (value === undefined) return true;
  switch (shape.kind) {
    case "text":
    case "timestamp":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "list":
      return Array.isArray(value);
    case "structure":
    case "map":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return true;
  }
}

/** Which members of a structure have a field: the required ones, those that are there, and those somebody added. */
export function shownMembers(
  members: readonly FormMember[],
  value: Json | undefined,
  added: ReadonlySet<string>,
): { shown: FormMember[]; rest: FormMember[]; unknown: string[] } {
  const present = value !== null && typeof value === "object" && !Array.isArray(value) ? Object.keys(value) : [];
  const keys = new Set(present.map((key) => key.replace(/\.\$$/, "")));
  const isShown = ({ name, required }: FormMember) => required || keys.has(name) || added.has(name);
  return {
    shown: members.filter(isShown),
    rest: members.filter((member) => !isShown(member)).toSorted((one, other) => one.name.localeCompare(other.name)),
    unknown: [...keys].filter((key) => !members.some(({ name }) => name === key)),
  };
}
