import { createSignal, type Accessor } from "solid-js";
import type { Live } from "../api/live";
import { Workbench } from "../designer/workbench";
import type { Toast } from "../parts/toast";
import type { Workflow } from "../workflow/workflow";
import type { Drafts } from "./drafts";
import { OnDisk } from "./on-disk";
import type { Asking } from "./workspace-dialogs";

/** What a tab needs of the window. */
export interface Surroundings {
  live: Live;
  drafts: Drafts;
  refused: (reason: unknown) => void;
  tell: (toast: Toast) => void;
}

/** One open workflow: everything about it that stays while another one is seen. */
export class Tab {
  readonly workflow: Workflow;
  readonly bench: Workbench;
  readonly disk: OnDisk;
  /** The dialog that is open for it. */
  readonly asking: Accessor<Asking>;
  readonly ask: (asking: Asking) => void;
  /** When the text that was found unsaved was kept, until the person has taken note; null if it was not found so. */
  readonly recovered: Accessor<number | null>;
  readonly #setRecovered: (at: number | null) => void;
  /** Closes as soon as it is saved. */
  closing = false;
  readonly #unguard: () => void;

  constructor(workflow: Workflow, around: Surroundings, recovered: number | null = null) {
    this.workflow = workflow;
    this.bench = new Workbench(workflow, around.live, around.refused, around.tell);
    this.disk = new OnDisk(workflow);
    [this.asking, this.ask] = createSignal<Asking>(null);
    [this.recovered, this.#setRecovered] = createSignal(recovered);
    this.#unguard = around.drafts.guard(workflow, around.refused);
  }

  get name(): string {
    return this.workflow.document().name;
  }

  /** Fulfilled when every edit so far is in the text. What stands in a field of the form counts, even if the person is still in it. */
  async settled(): Promise<void> {
    const field = document.activeElement;
    if (field instanceof HTMLElement && field.closest(".inspector")) field.blur();
    await this.workflow.settled();
  }

  /** The person knows that the text was recovered. */
  noted(): void {
    this.#setRecovered(null);
  }

  /** Nothing of it is kept after this. */
  close(): void {
    this.#unguard();
    this.bench.close();
    this.workflow.close();
  }
}
