import { history, isolateHistory, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { Annotation, ChangeSet, Compartment, EditorState, Transaction, type Extension, type Text } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { createSignal, type Accessor } from "solid-js";
import type { StatePath, TextChange } from "../api/generated";

/** One entry of the undo list, as a person reads it. */
export interface Step {
  summary: string;
  /** States that were selected before and after. */
  before: readonly StatePath[];
  after: readonly StatePath[];
}

const stepOf = Annotation.define<Step>();

/**
 * The text of a workflow with its only undo history. Canvas, forms and code all change it here.
 * It lives without any editor on screen; an editor that is shown lends its view and shows the same state.
 *
 * INVARIANT: offsets count UTF-16 units of exactly the text on disk. Lines are split at `\n` only, so `\r` stays a character and nothing
 * is normalised: a text that was not edited is saved byte for byte.
 */
export class TextBuffer {
  /** Grows with every change of the text. */
  readonly revision: Accessor<number>;
  /** Names the undo and redo steps; null if there is none. */
  readonly undoStep: Accessor<Step | null>;
  readonly redoStep: Accessor<Step | null>;
  readonly #setRevision: (revision: number) => void;
  #state: EditorState;
  #text: { of: Text; is: string } | null = null;
  #view: EditorView | null = null;
  #scroll: ReturnType<EditorView["scrollSnapshot"]> | null = null;
  readonly #shown = new Compartment();
  /** `#steps[d]` led to undo depth `d + 1`. */
  #steps: Step[] = [];

  constructor(text: string) {
    const [revision, setRevision] = createSignal(0);
    this.revision = revision;
    this.#setRevision = setRevision;
    this.undoStep = () => (revision(), this.#steps[undoDepth(this.#state) - 1] ?? null);
    this.redoStep = () => (revision(), redoDepth(this.#state) > 0 ? (this.#steps[undoDepth(this.#state)] ?? null) : null);
    this.#state = EditorState.create({
      doc: text,
      extensions: [history({ minDepth: 1000 }), EditorState.lineSeparator.of("\n"), this.#shown.of([])],
    });
  }

  /** All of it; put together once for each change. */
  get text(): string {
    if (this.#text?.of !== this.#state.doc) this.#text = { of: this.#state.doc, is: this.#state.sliceDoc() };
    return this.#text.is;
  }

  /** The number of the line that a position is in, from 1. */
  lineAt(position: number): number {
    return this.#state.doc.lineAt(Math.min(position, this.length)).number;
  }

  /** A part of the text; ends beyond it are cut. */
  slice(from: number, to: number): string {
    return this.#state.sliceDoc(from, to);
  }

  get length(): number {
    return this.#state.doc.length;
  }

  /** The editor state, for an editor about to be shown. */
  get state(): EditorState {
    return this.#state;
  }

  /** An editor is shown: its extensions join the state, its transactions come through `take`. It shows what the last one showed. */
  attach(view: EditorView, extensions: Extension): void {
    this.#state = this.#state.update({ effects: this.#shown.reconfigure(extensions) }).state;
    this.#view = view;
    view.setState(this.#state);
    if (this.#scroll) view.dispatch({ effects: this.#scroll });
  }

  detach(view: EditorView): void {
    if (this.#view !== view) return;
    this.#view = null;
    this.#scroll = view.scrollSnapshot();
    this.#state = this.#state.update({ effects: this.#shown.reconfigure([]) }).state;
  }

  /** A transaction of the shown editor, or one of ours. */
  take(transactions: readonly Transaction[]): void {
    const last = transactions.at(-1);
    if (!last) return;
    const depth = undoDepth(this.#state);
    this.#state = last.state;
    if (this.#view) this.#view.update(transactions);
    if (!transactions.some((transaction) => transaction.docChanged)) return;
    this.#record(transactions, depth);
    this.#setRevision(this.revision() + 1);
  }

  /** Applies changes of the back end as one undo step. Each list counts on the text that the one before it leaves behind. */
  apply(lists: readonly (readonly TextChange[])[], step: Step): void {
    let whole = ChangeSet.empty(this.length);
    for (const list of lists) whole = whole.compose(ChangeSet.of([...list], whole.newLength, "\n"));
    if (whole.empty) return;
    this.take([
      this.#state.update({
        changes: whole,
        annotations: [isolateHistory.of("full"), stepOf.of(step)],
        userEvent: "edit.structure",
      }),
    ]);
  }

  /** Makes the text this one; can be undone. What is the same at both ends stays, and the cursor in it. */
  replaceAll(text: string, summary: string): void {
    const before = this.text;
    const most = Math.min(before.length, text.length);
    let from = 0;
    while (from < most && before.charCodeAt(from) === text.charCodeAt(from)) from += 1;
    let same = 0;
    while (same < most - from && before.charCodeAt(before.length - 1 - same) === text.charCodeAt(text.length - 1 - same))
      same += 1;
    const change = { from, to: before.length - same, insert: text.slice(from, text.length - same) };
    this.apply([[change]], { summary, before: [], after: [] });
  }

  /** Takes the last step back. Returns it, or null if there was none. */
  undo(): Step | null {
    const step = this.undoStep();
    const moved = undo({ state: this.#state, dispatch: (transaction) => this.take([transaction]) });
    return moved ? step : null;
  }

  redo(): Step | null {
    const step = this.redoStep();
    const moved = redo({ state: this.#state, dispatch: (transaction) => this.take([transaction]) });
    return moved ? step : null;
  }

  #record(transactions: readonly Transaction[], depthBefore: number): void {
    const travelled = transactions.some((transaction) => transaction.isUserEvent("undo") || transaction.isUserEvent("redo"));
    if (travelled) return;
    const depth = undoDepth(this.#state);
    const named = transactions.map((transaction) => transaction.annotation(stepOf)).find((step) => step !== undefined);
    const step = named ?? { summary: "Typing", before: [], after: [] };
    this.#steps.length = Math.min(this.#steps.length, depth);
    // Typing that joined the step before keeps that step's name.
    if (depth > depthBefore || this.#steps[depth - 1] === undefined) this.#steps[depth - 1] = step;
  }
}

/** The text after some changes, without touching any buffer. */
export function changed(text: string, changes: readonly TextChange[]): string {
  const sorted = [...changes].sort((one, other) => one.from - other.from);
  let result = "";
  let done = 0;
  for (const { from, to, insert } of sorted) {
    result += text.slice(done, from) + insert;
    done = to;
  }
  return result + text.slice(done);
}
