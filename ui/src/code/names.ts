import { EditorView, keymap } from "@codemirror/view";
import type { Extension } from "@codemirror/state";
import { createSignal, type Accessor } from "solid-js";
import type { FindReferencesReply } from "../api/generated";
import type { Workflow } from "../workflow/workflow";

/** A name in the text that somebody works with: its places are listed, or it gets a new name. */
export interface Named extends FindReferencesReply {
  name: string;
  renaming: boolean;
}

/** Goes to where names are defined, lists where they are used, renames them: F12, Shift+F12, F2, Ctrl+click. */
export class Names {
  readonly shown: Accessor<Named | null>;
  /** What is said when nothing can be done. */
  readonly said: Accessor<string>;
  readonly extension: Extension;
  readonly #workflow: Workflow;
  readonly #show: (named: Named | null) => void;
  readonly #say: (words: string) => void;
  #view: EditorView | null = null;

  constructor(workflow: Workflow) {
    this.#workflow = workflow;
    [this.shown, this.#show] = createSignal<Named | null>(null);
    [this.said, this.#say] = createSignal("");
    const at = (view: EditorView) => view.state.selection.main.head;
    this.extension = [
      keymap.of([
        { key: "F12", run: (view) => (void this.#define(view, at(view)), true), preventDefault: true },
        { key: "Shift-F12", run: (view) => (void this.#list(view, at(view), false), true), preventDefault: true },
        { key: "F2", run: (view) => (void this.#list(view, at(view), true), true), preventDefault: true },
      ]),
      EditorView.domEventHandlers({
        mousedown: (event, view) => {
          if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false;
          const place = view.posAtCoords({ x: event.clientX, y: event.clientY });
          if (place === null) return false;
          event.preventDefault();
          void this.#define(view, place);
          return true;
        },
      }),
    ];
  }

  close(): void {
    this.#show(null);
    this.#view?.focus();
  }

  /** Shows a range of the text and puts the cursor there. */
  jump(from: number, to: number): void {
    const view = this.#view;
    if (!view || to > view.state.doc.length) return;
    view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    view.focus();
  }

  /** Gives the listed state or variable another name, in text, canvas and history at once. */
  async rename(to: string): Promise<void> {
    const named = this.shown();
    if (!named) return;
    const { state, name, scope } = named;
    if (state !== null) await this.#workflow.edit({ kind: "rename_state", state, name: to }, "code");
    else await this.#workflow.edit({ kind: "rename_variable", name, scope: scope ?? "", to: to.replace(/^\$/, "") }, "code");
    this.close();
  }

  /** The line of the text in which a range begins, and its number. */
  line(from: number): { number: number; text: string } {
    const doc = this.#workflow.buffer.state.doc;
    const line = doc.lineAt(Math.min(from, doc.length));
    // Of a long line, the part in which the name stands.
    const before = line.text.slice(0, from - line.from).trimStart();
    const lead = before.length > 24 ? `…${before.slice(-20)}` : before;
    return { number: line.number, text: lead + line.text.slice(from - line.from) };
  }

  async #ask(view: EditorView, at: number): Promise<Named | null> {
    this.#view = view;
    const text = view.state.doc.toString();
    const { name, state, scope, references } = await this.#workflow.client.call("find_references", { text, at });
    this.#say(name === null ? "No name of a state or variable stands here" : "");
    return name === null ? null : { name, state, scope, references, renaming: false };
  }

  async #define(view: EditorView, at: number): Promise<void> {
    const named = await this.#ask(view, at);
    const definitions = named?.references.filter((one) => one.is_definition) ?? [];
    const [first] = definitions;
    if (first && definitions.length === 1) this.jump(first.from + 1, first.to - 1);
    else if (named) this.#show(named);
  }

  async #list(view: EditorView, at: number, renaming: boolean): Promise<void> {
    const named = await this.#ask(view, at);
    this.#show(named && { ...named, renaming });
  }
}
