import { parse as parseYaml } from "yaml";
import type { Json, OutlineState, StatePath } from "../api/generated";
import { readLenient } from "./lenient";
import { at } from "./pointer";
import type { Workflow } from "./workflow";

/** The members of a state (or of the machine), for showing in forms. */
export type Body = { [key: string]: Json };

/** A state's members as the text has them now; null while they cannot be read. */
export function bodyOf(workflow: Workflow, path: StatePath): Body | null {
  const state = workflow.analysis.state(path);
  if (!state) return null;
  // An alias may name something far away, so YAML is read whole.
  if (isYaml(workflow)) return objectIn(at(yamlOf(workflow), path));
  const member = objectIn(readLenient(`{${workflow.buffer.slice(state.from, state.to)}}`));
  return objectIn(member ? Object.values(member)[0] : undefined);
}

/**
 * The members of the machine as the last answer of the back end saw it, without its states; null while the text cannot be
 * read. The states are cut out beforehand: they are nearly all of the text, and reading them would be for nothing.
 */
export function machineOf(workflow: Workflow): Body | null {
  const { analysis, buffer } = workflow;
  const view = analysis.view();
  if (view?.notation === "yaml") return objectIn(yamlOf(workflow));
  const [first, last] = [view?.outline.find(isOutside), view?.outline.findLast(isOutside)];
  if (!first || !last || view?.problems.some(({ code }) => code === "INVALID_JSON_DESCRIPTION"))
    return objectIn(readLenient(buffer.text));
  return objectIn(readLenient(buffer.slice(0, first.from) + buffer.slice(last.to, buffer.length)));
}

const isOutside = ({ scope }: OutlineState): boolean => scope === "";

function isYaml(workflow: Workflow): boolean {
  return workflow.analysis.view()?.notation === "yaml";
}

/** What the newest text of a workflow says, so that every state of it is not read anew. */
const read = new WeakMap<Workflow, { revision: number; value: Json }>();

function yamlOf(workflow: Workflow): Json {
  const revision = workflow.buffer.revision();
  const known = read.get(workflow);
  if (known?.revision === revision) return known.value;
  const value = fromYaml(workflow.buffer.text);
  read.set(workflow, { revision, value });
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
  return workflow.analysis.view()?.query_language ?? "JSONPath";
}

function objectIn(value: Json | undefined | null): Body | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
}
