import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { Client } from "../api/client";
import type { Workflow } from "../workflow/workflow";

export interface Draft {
  key: string;
  text: string;
  kept_at: number;
}

/** Pause after the last change until the text is kept, in milliseconds. */
const pause = 1000;

/** Unsaved texts, kept by the back end so that a crash loses at most a second of work. */
export class Drafts {
  readonly all: Accessor<readonly Draft[]>;
  readonly #client: Client;
  readonly #set: (drafts: readonly Draft[]) => void;

  constructor(client: Client) {
    this.#client = client;
    const [all, set] = createSignal<readonly Draft[]>([]);
    this.all = all;
    this.#set = set;
    void this.refresh();
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

  /** Keeps the workflow's text while it is unsaved, for as long as the component lives. */
  guard(workflow: Workflow, refused: (reason: unknown) => void): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let kept = false;
    const keep = () => {
      const key = workflow.draftKey;
      const done = workflow.dirty()
        ? this.#client.call("keep_draft", { key, text: workflow.buffer.text })
        : kept
          ? this.#client.call("drop_draft", { key })
          : null;
      kept = workflow.dirty();
      done?.catch(refused);
    };
    createEffect(
      on(
        [workflow.buffer.revision, workflow.dirty],
        () => {
          clearTimeout(timer);
          timer = setTimeout(keep, pause);
        },
        { defer: true },
      ),
    );
    // What was written in the last second is kept, too, when the workflow leaves the screen.
    onCleanup(() => {
      clearTimeout(timer);
      if (workflow.dirty()) keep();
    });
  }
}
