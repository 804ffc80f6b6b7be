import type { Json, StatePath } from "../api/generated";
import type { Workflow } from "./workflow";

/** The members of a state (or of the machine), for showing in forms. */
export type Body = { [key: string]: Json };

/** A state's members as the text has them now; null while they cannot be read. */
export function bodyOf(workflow: Workflow, path: StatePath): Body | null {
  const state = workflow.analysis.state(path);
  if (!state) return null;
  const member = parse(`{${workflow.buffer.slice(state.from, state.to)}}`);
  return objectIn(member ? Object.values(member)[0] : undefined);
}

/** The members of the whole machine; null while the text is not valid JSON. */
export function machineOf(workflow: Workflow): Body | null {
  return objectIn(parse(workflow.buffer.text));
}

/** The language that holds inside a state: its own, or the machine's. */
export function languageOf(workflow: Workflow, body: Body): "JSONPath" | "JSONata" {
  if (body["QueryLanguage"] === "JSONata") return "JSONata";
  return workflow.analysis.view()?.query_language ?? "JSONPath";
}

function objectIn(value: Json | undefined | null): Body | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
}

function parse(text: string): Body | null {
  try {
    return objectIn(JSON.parse(text) as Json);
  } catch {
    return null;
  }
}
