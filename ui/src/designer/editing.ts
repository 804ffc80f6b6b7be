import { createSignal, type Accessor } from "solid-js";
import type { Edit, Edited, Effect, Port, StatePath } from "../api/generated";
import { readable } from "../parts/sentence";
import type { Toast } from "../parts/toast";
import type { Done, Workflow } from "../workflow/workflow";

/** An edit that waits for a word, because it takes more with it than was asked for. */
export interface Proposal {
  edit: Edit;
  edited: Edited;
  /** The edits that are made after the word, with the states that are to go too. */
  edits(also: readonly StatePath[]): Edit[];
}

/** How the structure of a workflow is changed: at once if there is one outcome, after a question if not; and what followed is told. */
export class Editing {
  readonly proposal: Accessor<Proposal | null>;
  readonly #setProposal: (proposal: Proposal | null) => void;
  readonly #workflow: Workflow;
  readonly #tell: (toast: Toast) => void;
  readonly #refused: (reason: unknown) => void;
  /** What was copied last, for when the browser keeps its clipboard to itself. */
  #copied = "";

  constructor(workflow: Workflow, tell: (toast: Toast) => void, refused: (reason: unknown) => void) {
    this.#workflow = workflow;
    this.#tell = tell;
    this.#refused = refused;
    [this.proposal, this.#setProposal] = createSignal<Proposal | null>(null);
  }

  /** Makes edits as one step and tells what followed. */
  edit(edit: Edit | readonly Edit[], told = true): void {
    const edits = "kind" in edit ? [edit] : edit;
    this.#workflow.edit(edits).then((done) => told && !isSeen(edits, done) && this.#told(done), this.#refused);
  }

  /** Makes an edit, tells what followed, and says it to who asked. */
  async make(edit: Edit): Promise<Done> {
    const done = await this.#workflow.edit(edit);
    this.#told(done);
    return done;
  }

  /** Makes an edit, or asks first if rules go away or states are cut off by it. */
  async propose(edit: Edit): Promise<void> {
    try {
      const edited = await this.#workflow.preview(edit);
      const grave = edited.effects.some(({ kind }) => kind === "lost" || kind === "unreachable");
      if (grave) this.#setProposal({ edit, edited, edits: (also) => together(edit, also) });
      else this.edit(edit);
    } catch (reason) {
      this.#refused(reason);
    }
  }

  decide(edits: readonly Edit[] | null): void {
    this.#setProposal(null);
    if (edits) this.edit(edits);
  }

  delete(states: readonly StatePath[], edge: Port | null, relink = true): void {
    if (states.length > 0) void this.propose({ kind: "delete_states", states: [...states], relink });
    else if (edge !== null) this.edit({ kind: "connect", port: edge, to: null });
  }

  async copy(states: readonly StatePath[]): Promise<boolean> {
    try {
      const text = this.#workflow.copied(states);
      await put(text);
      this.#copied = await text;
      return true;
    } catch (reason) {
      this.#refused(reason);
      return false;
    }
  }

  async cut(states: readonly StatePath[]): Promise<void> {
    if (await this.copy(states)) this.delete(states, null);
  }

  /** Puts what is in the clipboard on a transition. */
  async paste(on: Port): Promise<void> {
    let text = this.#copied;
    try {
      text = (await navigator.clipboard.readText()) || text;
    } catch {
      // The browser was not allowed to read it; what was copied here is still known.
    }
    this.pasteText(text, on);
  }

  pasteText(text: string, on: Port): void {
    this.edit({ kind: "paste_states", text, on });
  }

  #told({ changed, summary, effects, step }: Done): void {
    if (!changed || effects.length === 0) return;
    // Only as long as it is the last step: taken back later, another one would go.
    const possible = () => this.#workflow.buffer.undoStep() === step;
    const undo = { label: "Undo", run: () => this.#workflow.undo(), possible };
    this.#tell({ topic: "edit", tone: "plain", title: past(summary), text: inWords(effects), action: undo });
  }
}

/** True if the picture shows all that an edit did: a new state between those that it was put between. */
function isSeen(edits: readonly Edit[], { effects }: Done): boolean {
  return edits.every(({ kind }) => kind === "insert_state") && effects.every(({ kind }) => kind === "relinked");
}

/** Writes to the clipboard; the text may still be on its way, which only some browsers take. */
async function put(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === "undefined") return navigator.clipboard.writeText(await text);
  const blob = text.then((found) => new Blob([found], { type: "text/plain" }));
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

/** What is to go too is deleted together with what was to be deleted, else afterwards. */
function together(edit: Edit, also: readonly StatePath[]): Edit[] {
  if (also.length === 0) return [edit];
  if (edit.kind === "delete_states") return [{ ...edit, states: [...edit.states, ...also] }];
  return [edit, { kind: "delete_states", states: [...also], relink: true }];
}

const verbs: readonly (readonly [string, string])[] = [
  ["Delete ", "Deleted "],
  ["Move ", "Moved "],
  ["Paste ", "Pasted "],
  ["Dissolve ", "Dissolved "],
  ["Extract ", "Extracted "],
  ["Inline ", "Inlined "],
  ["Remove ", "Removed "],
  ["Insert ", "Inserted "],
  ["Duplicate ", "Duplicated "],
  ["Connect ", "Connected "],
  ["Disconnect ", "Disconnected "],
  ["Make ", "Made "],
  ["Add ", "Added "],
  ["Write ", "Wrote "],
  ["Switch ", "Switched "],
];

/** `Deleted Charge card` for `Delete Charge card`. */
export function past(summary: string): string {
  const verb = verbs.find(([start]) => summary.startsWith(start));
  return verb ? verb[1] + summary.slice(verb[0].length) : summary;
}

/** The first effects as sentences, and how many more there are. */
export function inWords(effects: readonly Effect[]): string {
  const first = effects.slice(0, 3).map(({ text }) => readable(text));
  const more = effects.length - first.length;
  return `${first.join(". ")}${more > 0 ? ` … and ${more} more` : ""}.`;
}
