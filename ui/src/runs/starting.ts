import { createSignal, type Accessor } from "solid-js";
import { type Client, Refusal } from "../api/client";
import type { HandlerNeed, Grants } from "../api/generated";

/** What the dialog needs to know about the workflow. */
export interface Startable {
  text: string;
  workflow: string;
  handlersFolder: string | null;
  /** The state machine it is kept as, and whether the functions of its executions are allowed for all of them. */
  kept?: { arn: string; allowed: boolean };
}

/** Why a text is not an input; null if it is. */
export function wrongInput(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (reason) {
    return reason instanceof Error ? `not valid JSON: ${reason.message}` : "not valid JSON";
  }
}

/** A run that is about to be started: its input, the programs it needs, and which of them are allowed. */
export class Starting {
  readonly input: Accessor<string>;
  readonly setInput: (input: string) => void;
  readonly name: Accessor<string>;
  readonly setName: (name: string) => void;
  /** Whether the clock of the run jumps over waits. As it was chosen last, while the window is open. */
  readonly skipsWaiting: Accessor<boolean>;
  readonly setSkipsWaiting: (skips: boolean) => void;
  /** Null until the back end has said which programs would run. */
  readonly grants: Accessor<Grants | null>;
  readonly allowed: Accessor<ReadonlySet<string>>;
  readonly setAllowed: (allowed: ReadonlySet<string>) => void;
  readonly refusal: Accessor<Refusal | null>;
  readonly busy: Accessor<boolean>;
  readonly #client: Client;
  readonly #setGrants: (grants: Grants | null) => void;
  readonly #setRefusal: (refusal: Refusal | null) => void;
  readonly #setBusy: (busy: boolean) => void;

  constructor(client: Client) {
    this.#client = client;
    [this.input, this.setInput] = createSignal("{}");
    [this.name, this.setName] = createSignal("");
    [this.skipsWaiting, this.setSkipsWaiting] = createSignal(false);
    [this.grants, this.#setGrants] = createSignal<Grants | null>(null);
    [this.allowed, this.setAllowed] = createSignal<ReadonlySet<string>>(new Set());
    [this.refusal, this.#setRefusal] = createSignal<Refusal | null>(null);
    [this.busy, this.#setBusy] = createSignal(false);
  }

  begin(what: Startable, input: string): void {
    this.setInput(input);
    this.setName("");
    this.setAllowed(new Set<string>());
    this.#setRefusal(null);
    this.#setGrants(null);
    this.#client.call("list_needed_grants", { text: what.text, handlers_folder: what.handlersFolder }).then(
      (grants) => this.#setGrants(what.kept?.allowed ? { ...grants, granted: true } : grants),
      (reason: unknown) => this.#setRefusal(Refusal.from(reason)),
    );
  }

  /** Programs that are found, needed and not allowed for this definition yet. */
  asked(): HandlerNeed[] {
    const grants = this.grants();
    return !grants || grants.granted ? [] : grants.needs.filter(({ file }) => file !== null);
  }

  /** True while a program still has to be allowed. */
  waits(): boolean {
    return this.asked().some(({ name }) => !this.allowed().has(name));
  }

  ready(): boolean {
    return wrongInput(this.input()) === null && !this.waits() && this.grants() !== null;
  }

  /** Grants what was allowed and starts. The execution, or null if it was refused. */
  async start(what: Startable): Promise<string | null> {
    if (!this.ready() || this.busy()) return null;
    this.#setBusy(true);
    this.#setRefusal(null);
    try {
      await this.#grant(what);
      const asked = { input: this.input(), name: this.name().trim() || null, virtual_time: this.skipsWaiting() };
      if (what.kept) {
        const request = { ...asked, state_machine_arn: what.kept.arn };
        return (await this.#client.call("start_state_machine", request)).execution_arn;
      }
      const { text, workflow, handlersFolder } = what;
      const request = { ...asked, text, workflow, handlers_folder: handlersFolder };
      return (await this.#client.call("start_execution", request)).execution_arn;
    } catch (reason) {
      this.#setRefusal(Refusal.from(reason));
      return null;
    } finally {
      this.#setBusy(false);
    }
  }

  async #grant({ handlersFolder }: Startable): Promise<void> {
    const grants = this.grants();
    const names = this.asked().map(({ name }) => name);
    if (!grants || names.length === 0 || handlersFolder === null) return;
    await this.#client.call("grant_functions", {
      definition_hash: grants.definition_hash,
      handlers_folder: handlersFolder,
      names,
    });
  }
}
