import { createEffect, createRoot, createSignal, on, type Accessor } from "solid-js";
import type { Client } from "../api/client";
import type { Draft } from "../api/generated";
import { latestOnly } from "../api/live";
import type { Workflow } from "../workflow/workflow";

/**
 * So long a text waits until it is kept, in milliseconds: whoever types waits for nothing. With the time that keeping takes, it is
 * what a crash may lose.
 */
const pause = 400;

/** Unsaved texts, kept by the back end so that a crash loses less than a second of work. */
export class Drafts {
  /** As last asked for. */
  readonly all: Accessor<readonly Draft[]>;
  readonly #client: Client;
  readonly #set: (drafts: readonly Draft[]) => void;

  constructor(client: Client) {
    this.#client = client;
    const [all, set] = createSignal<readonly Draft[]>([]);
    this.all = all;
    this.#set = set;
  }

  async refresh(): Promise<void> {
    try {
      this.#set((await this.#client.call("list_drafts", {})).drafts);
    } catch {
      // Without drafts everything else still works; the next refresh asks again.
    }
  }

  async drop(key: string): Promise<void> {
    await this.#client.call("drop_draft", { key });
    await this.refresh();
  }

  /**
   * Keeps the workflow's text while it is unsaved, and a text without a file as long as it is open. What is returned ends that:
   * nothing is kept of it then.
   */
  guard(workflow: Workflow, refused: (reason: unknown) => void): () => void {
    let keptAs: string | null = null;
    let over = false;
    let failed = false;
    const drop = async (but: string | null) => {
      const key = keptAs;
      if (key === null || key === but) return;
      keptAs = null;
      await this.#client.call("drop_draft", { key });
    };
    const keep = async () => {
      const { path, name, fingerprint, handlers_folder, input } = workflow.document();
      const edited = workflow.dirty();
      const key = workflow.draftKey;
      await drop(!over && (edited || path === null) ? key : null);
      if (over || (!edited && path !== null)) return;
      keptAs = key;
      const text = workflow.buffer.text;
      await this.#client.call("keep_draft", { key, name, text, fingerprint, handlers_folder, input, edited });
    };
    const soon = latestOnly(async () => {
      try {
        await keep();
        failed = false;
      } catch (reason) {
        // A full disk is told once, not at every key.
        if (!failed) refused(reason);
        failed = true;
      }
    });
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        void soon();
      }, pause);
    };
    const stop = createRoot((dispose) => {
      // A text that has just been opened is kept at once: nobody types in it yet.
      void soon();
      createEffect(on([workflow.buffer.revision, workflow.dirty, workflow.document], later, { defer: true }));
      return dispose;
    });
    return () => {
      stop();
      clearTimeout(waiting);
      over = true;
      void soon();
    };
  }
}
