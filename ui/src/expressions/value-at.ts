import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import { bodyOf, languageOf } from "../workflow/body";
import type { Workflow } from "../workflow/workflow";
import { jsonOf } from "../parts/json-of";
import type { Samples } from "./samples";
import { evaluate } from "./trial";

/** What the expression at a place of the code gives. */
export interface ValueHere {
  from: number;
  to: number;
  words: string;
  failed: boolean;
  /** Which data it was tried on. */
  origin: string;
}

/** The value of the expression at a place, over the sample data of the state around; null where there is none. */
export async function valueAt(workflow: Workflow, samples: Samples, state: EditorState, at: number): Promise<ValueHere | null> {
  const around = workflow.analysis.stateAt(at);
  const sample = around && samples.of(around.name);
  const body = around && bodyOf(workflow, around.path);
  const found = textAt(state, at);
  if (!sample || !body || !found) return null;
  const language = languageOf(workflow, body);
  const isExpression = language === "JSONata" ? /^\{%[^]*%\}$/.test(found.text) : found.key.endsWith(".$");
  if (!isExpression) return null;
  const [value] = await evaluate(workflow, body, sample, { field: found.key, text: found.text, isJson: false });
  if (!value) return null;
  const failed = value.value === null;
  return {
    from: found.from,
    to: found.to,
    words: failed ? `${value.error ?? "Not valid"}: ${value.cause ?? ""}` : `→ ${(value.value ?? "").slice(0, 400)}`,
    failed,
    origin: sample.origin === "run" ? "with the data of this run" : "with pinned data",
  };
}

/** The text value at a place, with the key it stands under. */
function textAt(state: EditorState, at: number): { from: number; to: number; text: string; key: string } | null {
  const node = syntaxTree(state).resolveInner(at, 0);
  if (!["String", "QuotedLiteral", "Literal"].includes(node.name)) return null;
  const owner = node.parent;
  const keys = owner?.name === "Pair" ? owner.getChild("Key") : owner?.getChild("PropertyName");
  const read = (from: number, to: number) => {
    const source = state.sliceDoc(from, to);
    if (source.startsWith("'")) return source.slice(1, -1).replaceAll("''", "'");
    const value = source.startsWith('"') ? jsonOf(source) : source;
    return typeof value === "string" ? value : "";
  };
  const key = keys ? read(keys.from, keys.to) : "";
  return { from: node.from, to: node.to, text: read(node.from, node.to), key };
}
