import { createSignal, type Accessor } from "solid-js";
import type { OnDiskState } from "../api/generated";
import type { Workflow } from "../workflow/workflow";
import { saveOver } from "./saving";

/** The file of an open workflow, as it was when somebody last looked: others may write or remove it. */
export class OnDisk {
  readonly state: Accessor<OnDiskState>;
  readonly #set: (state: OnDiskState) => void;
  readonly #workflow: Workflow;
  /** Of the bytes that were seen, so that only they are ever replaced. */
  #seen: string | null = null;

  constructor(workflow: Workflow) {
    this.#workflow = workflow;
    [this.state, this.#set] = createSignal<OnDiskState>("same");
  }

  /** Looks whether the file is still the one that the text came from, by its content, and its rules are still the same. */
  async look(): Promise<void> {
    const { path, fingerprint } = this.#workflow.document();
    if (path === null || fingerprint === null) return this.settled();
    const found = await this.#workflow.client.call("check_document", { path, fingerprint });
    void this.#workflow.analysis.obey(found.rules);
    // Saved meanwhile: the answer is about what was there before.
    if (this.#workflow.document().fingerprint !== fingerprint) return;
    this.#seen = found.fingerprint;
    this.#set(found.state);
  }

  /** The text on disk. */
  async text(): Promise<string> {
    return (await this.#workflow.client.call("open_document", { path: this.#workflow.document().path ?? "" })).text;
  }

  /** Takes the text on disk, as a step that can be undone. */
  async reload(): Promise<void> {
    const workflow = this.#workflow;
    const document = await workflow.client.call("open_document", { path: workflow.document().path ?? "" });
    workflow.buffer.replaceAll(document.text, "Reload from disk");
    workflow.saved(document);
    this.settled();
  }

  /** Writes the text over what was seen on disk; if that has changed again, it is refused and looked at anew. */
  async keepMine(): Promise<void> {
    const { path } = this.#workflow.document();
    if (path === null) return;
    try {
      await saveOver(this.#workflow, path, this.state() === "missing" ? null : this.#seen);
      this.settled();
    } catch (reason) {
      await this.look();
      throw reason;
    }
  }

  /** Text and file are the same again. */
  settled(): void {
    this.#set("same");
  }
}
