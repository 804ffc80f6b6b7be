import { parse as parseYaml } from "yaml";
import type { Json, OutlineState, StatePath } from "../api/generated";
import { readLenient } from "./lenient";
import { at } from "./pointer";
import type { Workflow } from "./workflow";

/** The members of a state (or of the machine), for showing in forms. */
export type Body = { [key: string]: Json };

/** A state's members as the text has them now; null while they cannot be read. */
export function bodyOf(workflow: Workflow, path: StatePath): Body | null {
  return bodyIn(workflow, path, textOf(workflow, path));
}

/** The part of the text that a state's members are read from. As long as it stays the same, so do they. */
export function textOf(workflow: Workflow, path: StatePath): string | null {
  const { analysis, buffer } = workflow;
  const place = analysis.place(path);
  if (!place) return null;
  // An alias may name something far away, so YAML is read whole.
  return isYaml(workflow) ? allOf(workflow) : buffer.slice(place.from, place.to);
}

/** The members of a state that `text` says. */
export function bodyIn(workflow: Workflow, path: StatePath, text: string | null): Body | null {
  if (text === null) return null;
  if (isYaml(workflow)) return objectIn(at(yamlOf(workflow, text), path));
  const member = objectIn(readLenient(`{${text}}`));
  return objectIn(member ? Object.values(member)[0] : undefined);
}

/** The members of the machine, without its states; null while the text cannot be read. */
export function machineOf(workflow: Workflow): Body | null {
  return machineIn(workflow, machineTextOf(workflow));
}

/**
 * The part of the text that the machine's members are read from, as the last answer of the back end saw it. The states are
 * cut out: they are nearly all of the text, and reading them would be for nothing.
 */
export function machineTextOf(workflow: Workflow): string {
  const { analysis, buffer } = workflow;
  const [first, last] = [analysis.outline().find(isOutside), analysis.outline().findLast(isOutside)];
  const [start, end] = [first && analysis.place(first.path), last && analysis.place(last.path)];
  const isBroken = analysis.problems().some(({ code }) => code === "INVALID_JSON_DESCRIPTION");
  if (!start || !end || isBroken || isYaml(workflow)) return allOf(workflow);
  return buffer.slice(0, start.from) + buffer.slice(end.to, buffer.length);
}

/** The members of the machine that `text` says. */
export function machineIn(workflow: Workflow, text: string): Body | null {
  return objectIn(isYaml(workflow) ? yamlOf(workflow, text) : readLenient(text));
}

const isOutside = ({ scope }: OutlineState): boolean => scope === "";

function isYaml(workflow: Workflow): boolean {
  return workflow.analysis.notation === "yaml";
}

/** The newest text, whoever asks within a computation being woken by the next one. */
function allOf({ buffer }: Workflow): string {
  buffer.revision();
  return buffer.text;
}

/** What the newest text of a workflow says, so that every state of it is not read anew. */
const read = new WeakMap<Workflow, { text: string; value: Json }>();

function yamlOf(workflow: Workflow, text: string): Json {
  const known = read.get(workflow);
  if (known?.text === text) return known.value;
  const value = fromYaml(text);
  read.set(workflow, { text, value });
  return value;
}

function fromYaml(text: string): Json {
  try {
    return parseYaml(text, { logLevel: "error", uniqueKeys: false, maxAliasCount: 1000 }) as Json;
  } catch {
    return null;
  }
}

/** The language that holds inside a state: its own, or the machine's. */
export function languageOf(workflow: Workflow, body: Body): "JSONPath" | "JSONata" {
  if (body["QueryLanguage"] === "JSONata") return "JSONata";
  return workflow.analysis.queryLanguage;
}

function objectIn(value: Json | undefined | null): Body | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
}
