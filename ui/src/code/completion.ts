import {
  autocompletion,
  snippet,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { prose } from "./prose";
import type { Client } from "../api/client";
import type { Candidate, CandidateKind } from "../api/generated";

/** What each kind of candidate is called beside its label. */
const kinds: Record<CandidateKind, string> = {
  field: "property",
  snippet: "text",
  word: "enum",
  state: "class",
  resource: "namespace",
  error: "constant",
  function: "function",
  variable: "variable",
};

/** A text around what is edited, for an editor that shows only one field of a state. */
export type Around = () => { before: string };

interface Offer {
  candidate: Candidate;
  comma: number | null;
  /** How much of the text lay behind what is replaced. */
  tail: number;
}

/** Offers what the back end knows to be possible at the cursor, also in a broken text. */
export function completion(client: Client, around: Around = () => ({ before: "" })): Extension {
  return autocompletion({
    override: [(context) => offer(client, around().before, context)],
    icons: false,
    activateOnTyping: true,
    activateOnTypingDelay: 60,
    maxRenderedOptions: 100,
  });
}

async function offer(client: Client, before: string, context: CompletionContext): Promise<CompletionResult | null> {
  // While typing, only where a word, quote or dot has just begun; on request anywhere.
  if (!context.explicit && !context.matchBefore(/[\w"'$.:-]$/)) return null;
  const text = before + context.state.doc.toString();
  const shift = before.length;
  const { word, comma, candidates } = await client.call("complete_text", { text, at: context.pos + shift });
  if (context.aborted || candidates.length === 0 || word < shift) return null;
  const options = candidates.map((found, order) => {
    const candidate = { ...found, from: found.from - shift, to: found.to - shift };
    const tail = context.state.doc.length - candidate.to;
    return option({ candidate, comma: comma === null ? null : comma - shift, tail }, candidates.length - order);
  });
  return { from: Math.min(word - shift, context.pos), options, validFor: /^[\w$:-]*$/ };
}

function option(offered: Offer, rank: number): Completion {
  const { label, kind, detail, text } = offered.candidate;
  return {
    label,
    type: kinds[kind],
    ...(detail ? { detail } : {}),
    ...(text ? { info: () => prose(text) } : {}),
    // The order of the back end decides among equally good matches.
    boost: Math.min(99, rank / 10),
    apply: (view) => apply(view, offered),
  };
}

/** Writes a candidate over what it replaces. What was typed since the offer lies inside, so the end is counted from the end. */
function apply(view: EditorView, { candidate, comma, tail }: Offer): void {
  const end = view.state.doc.length - tail;
  if (comma !== null) view.dispatch({ changes: { from: comma, insert: "," } });
  const shift = comma === null ? 0 : 1;
  snippet(candidate.insert)(view, null, candidate.from + shift, Math.max(candidate.from, end) + shift);
  if (candidate.kind === "field" && /#\{\}/.test(candidate.insert)) startCompletion(view);
}
