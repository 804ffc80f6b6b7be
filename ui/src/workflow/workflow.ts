import { createEffect, createMemo, createRoot, createSignal, on, type Accessor } from "solid-js";
import { type Client, Refusal } from "../api/client";
import type { Document, Edit, Edited, Effect, StatePath, TextChange, Verdict } from "../api/generated";
import { Analysis } from "./analysis";
import { TextBuffer, changed, type Step } from "./buffer";
import { Folds } from "./folds";
import { notesShown } from "./notes-shown";
import { leaf } from "./pointer";
import { Selection, type Origin } from "./selection";
import { Turns } from "../parts/turns";

/** What an edit, or several as one, did. */
export interface Done {
  /** False if the text was so already. */
  changed: boolean;
  /** As in the undo list. */
  summary: string;
  /** Its step of the undo history. */
  step: Step;
  effects: readonly Effect[];
  /** The text of the state machine that states became. */
  extracted: string | null;
}

/** What edits that belong together do, before it is done. */
interface Asked {
  lists: TextChange[][];
  select: StatePath[] | null;
  summary: string;
  effects: Effect[];
  extracted: string | null;
}

/** A place in the text to be shown. */
export interface Glance {
  at: number;
  /** The keyboard goes there too. */
  focus: boolean;
}

/** An open workflow: its text, what is known about the text, what is selected, and where it is kept. */
export class Workflow {
  readonly buffer: TextBuffer;
  readonly analysis: Analysis;
  readonly selection = new Selection();
  readonly folds: Folds;
  /** Where the text came from and was last saved to. */
  readonly document: Accessor<Document>;
  /** True if the text is not what is on disk. A sample is clean until it is edited. */
  readonly dirty: Accessor<boolean>;
  readonly client: Client;
  /** A place in the text that somebody wants to see: the text shows it, and forgets that it was asked. */
  readonly wanted: Accessor<Glance | null>;
  readonly want: (place: Glance | null) => void;
  /** Each save tells the next one what is on disk, so they must not overtake each other. */
  readonly saves = new Turns();
  readonly #edits = new Turns();
  readonly #whenRenamed: ((from: StatePath, to: StatePath) => void)[] = [];
  readonly #key: string;
  readonly #setDocument: (document: Document) => void;
  readonly #dispose: () => void;

  /** `key` names a text without a file among others of its name. */
  constructor(client: Client, document: Document, text: string = document.text, key = `new:${crypto.randomUUID()}`) {
    this.client = client;
    [this.wanted, this.want] = createSignal<Glance | null>(null);
    this.#key = key;
    this.buffer = new TextBuffer(text);
    const [kept, setKept] = createSignal(document);
    this.document = kept;
    this.#setDocument = setKept;
    this.folds = new Folds(() => kept().path ?? `new:${kept().name}`);
    const path = () => kept().path;
    this.analysis = new Analysis(client, this.buffer, this.folds, path);
    [this.dirty, this.#dispose] = createRoot((dispose) => {
      createEffect(on([this.buffer.revision, this.folds.all, notesShown, createMemo(path)], () => void this.analysis.refresh()));
      createEffect(on(this.folds.all, () => this.#selectAround(), { defer: true }));
      createEffect(on([this.analysis.outline, this.analysis.of], () => this.#forgetGoneStates()));
      return [createMemo(() => (this.buffer.revision(), this.buffer.text !== kept().text)), dispose];
    });
  }

  /** Under which name drafts and the history of this workflow are kept. */
  get draftKey(): string {
    return this.document().path ?? this.#key;
  }

  /** Calls back whenever a state has got another name. */
  whenRenamed(tell: (from: StatePath, to: StatePath) => void): void {
    this.#whenRenamed.push(tell);
  }

  close(): void {
    this.#dispose();
  }

  /** The text has been written (or read again) as `document`. */
  saved(document: Document): void {
    this.#setDocument(document);
  }

  /**
   * Asks the back end for a structural edit, or several that belong together, and applies them as one undo step. Edits queue up, so each is made for the text that the one
   * before left behind; if the person types meanwhile, the edit is asked again for the newer text.
   */
  edit(edit: Edit | readonly Edit[], origin: Origin = "canvas"): Promise<Done> {
    const edits = "kind" in edit ? [edit] : edit;
    return this.#edits.take(() => this.#edit(edits, origin));
  }

  /** Fulfilled when every edit asked for so far has been applied or refused. */
  settled(): Promise<void> {
    return this.#edits.over();
  }

  async mayEdit(edits: readonly Edit[]): Promise<readonly Verdict[]> {
    return (await this.client.call("may_edit", { text: this.buffer.text, edits: [...edits] })).verdicts;
  }

  /** What an edit would do, without doing it. */
  preview(edit: Edit): Promise<Edited> {
    return this.client.call("edit_workflow", { text: this.buffer.text, edit });
  }

  /** States as a text of their own. */
  async copied(states: readonly StatePath[]): Promise<string> {
    return (await this.client.call("copy_states", { text: this.buffer.text, states: [...states] })).text;
  }

  undo(): void {
    const step = this.buffer.undo();
    if (step) this.selection.select(step.before, "panel");
  }

  redo(): void {
    const step = this.buffer.redo();
    if (step) this.selection.select(step.after, "panel");
  }

  async #edit(edits: readonly Edit[], origin: Origin): Promise<Done> {
    for (let round = 0; round < 5; round += 1) {
      const revision = this.buffer.revision();
      const { lists, select, summary, effects, extracted } = await this.#ask(edits);
      if (this.buffer.revision() !== revision) continue;
      const before = this.selection.states();
      const after = select ?? before;
      const step: Step = { summary, before, after };
      this.buffer.apply(lists, step);
      for (const edit of edits) if (edit.kind === "rename_state" && after[0] !== undefined) this.#renamed(edit.state, after[0]);
      // The picture with the new states comes first, so that what is selected can be seen.
      await this.analysis.refresh();
      this.selection.select(after, origin);
      return { changed: lists.some((list) => list.length > 0), summary, step, effects, extracted };
    }
    throw new Refusal({
      code: "conflict",
      message: "the text kept changing while the edit was made",
      hint: "try again",
      retry_after_seconds: null,
    });
  }

  async #ask(edits: readonly Edit[]): Promise<Asked> {
    let text = this.buffer.text;
    const lists: TextChange[][] = [];
    let select: StatePath[] | null = null;
    let owners: StatePath[] = [];
    let summary = "";
    let extracted: string | null = null;
    const effects: Effect[] = [];
    for (const edit of edits) {
      const edited = await this.client.call("edit_workflow", { text, edit });
      lists.push(edited.changes);
      text = changed(text, edited.changes);
      if (edited.select.length > 0) select = edited.select;
      else if (edit.kind === "delete_states") select = [];
      owners = [...new Set([...owners, ...edited.select])];
      effects.push(...edited.effects);
      summary ||= edited.summary;
      extracted ??= edited.extracted;
    }
    if (owners.length > 1 && edits.every(isOfField)) {
      // A form of several states stays, whichever of them it wrote into.
      const chosen = new Set(this.selection.states());
      select = owners.every((owner) => chosen.has(owner)) ? null : owners;
      summary = ofSeveral(summary, owners);
    }
    return { lists, select, summary, effects, extracted };
  }

  #renamed(from: StatePath, to: StatePath): void {
    this.folds.moved(from, to);
    for (const tell of this.#whenRenamed) tell(from, to);
  }

  /** What was just folded away is selected no longer; the card that stands for it is, so that keys go on from there. */
  #selectAround(): void {
    const states = this.selection.states();
    const seen = [...new Set(states.map((path) => this.folds.around(path) ?? path))];
    this.selection.select(seen, "panel");
  }

  #forgetGoneStates(): void {
    if (this.analysis.broken || !this.analysis.answered || this.analysis.of() !== this.buffer.revision()) return;
    const left = this.selection.states().filter((path: StatePath) => this.analysis.state(path));
    if (left.length !== this.selection.states().length) this.selection.select(left, "panel");
  }
}

/** Edits that write into states and leave them where they are. */
const isOfField = ({ kind }: Edit): boolean => kind === "set_field" || kind === "remove_field" || kind === "move_field";

/** `Set Comment of 3 states` for `Set Comment of Charge card`. */
function ofSeveral(summary: string, states: readonly StatePath[]): string {
  const of = ` of ${leaf(states[0] ?? "")}`;
  return summary.endsWith(of) ? `${summary.slice(0, -of.length)} of ${states.length} states` : summary;
}
