import { createSignal, type Accessor } from "solid-js";
import { type Client, Refusal } from "./client";
import type { Change, Operation, Operations, Tag } from "./generated";

/** An answer of the back end that is asked again whenever one of its tags changes. */
export interface Query<T> {
  /** The last good answer; stays while a newer one is fetched or fails. */
  value: Accessor<T | undefined>;
  refusal: Accessor<Refusal | null>;
  refresh(): Promise<void>;
}

/** Which changes make an operation's answer old. */
const tagsOf: Partial<Record<Operation, readonly Tag[]>> = {
  describe_session: ["session"],
  list_sessions: ["session"],
  list_recents: ["recents"],
  list_drafts: ["drafts"],
  list_executions: ["executions"],
  describe_execution: ["executions"],
  list_approvals: ["approvals"],
};

interface Entry {
  tags: readonly Tag[];
  /** Only changes that name this id concern the entry; null: all of its tags do. */
  id: string | null;
  refresh(): Promise<void>;
}

/** Facts of the back end, kept current by the change stream. The only source of server facts for components. */
export class Live {
  readonly client: Client;
  readonly connected: Accessor<boolean>;
  readonly #entries = new Map<string, Entry & Query<unknown>>();
  readonly #ears = new Set<(change: Change) => void>();
  readonly #stop: () => void;

  constructor(client: Client) {
    this.client = client;
    const [connected, setConnected] = createSignal(true);
    this.connected = connected;
    let lost = false;
    this.#stop = client.watch(
      (change) => this.#hear(change),
      (now) => {
        setConnected(now);
        // What was said while nobody listened is unknown: ask everything again.
        if (now && lost) this.refreshAll();
        lost = !now;
      },
    );
  }

  /** The same question always gives the same query. */
  query<Name extends Operation>(operation: Name, request: Operations[Name][0]): Query<Operations[Name][1]> {
    const key = `${operation} ${JSON.stringify(request)}`;
    const known = this.#entries.get(key);
    if (known) return known as Query<Operations[Name][1]>;
    const entry = this.#open(operation, request);
    this.#entries.set(key, entry as Entry & Query<unknown>);
    void entry.refresh();
    return entry;
  }

  /** Hears raw changes until the returned function is called; for streams that are read piece by piece. */
  listen(ear: (change: Change) => void): () => void {
    this.#ears.add(ear);
    return () => this.#ears.delete(ear);
  }

  refreshAll(): void {
    for (const entry of this.#entries.values()) void entry.refresh();
  }

  close(): void {
    this.#stop();
  }

  #hear(change: Change): void {
    for (const entry of this.#entries.values()) {
      if (entry.tags.includes(change.tag) && (entry.id === null || change.id === null || entry.id === change.id)) void entry.refresh();
    }
    for (const ear of this.#ears) ear(change);
  }

  #open<Name extends Operation>(operation: Name, request: Operations[Name][0]): Entry & Query<Operations[Name][1]> {
    type Answer = Operations[Name][1];
    const [value, setValue] = createSignal<Answer | undefined>(undefined);
    const [refusal, setRefusal] = createSignal<Refusal | null>(null);
    const ask = latestOnly(async () => {
      try {
        const answer = await this.client.call(operation, request);
        setValue(() => answer);
        setRefusal(null);
      } catch (reason) {
        setRefusal(Refusal.from(reason));
      }
    });
    const id = "execution_arn" in request && typeof request.execution_arn === "string" ? request.execution_arn : null;
    return { tags: tagsOf[operation] ?? [], id, value, refusal, refresh: ask };
  }
}

/** At most one run at a time; a call during a run makes exactly one more run afterwards. */
export function latestOnly(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  const loop = async (): Promise<void> => {
    do {
      again = false;
      await run();
    } while (again);
    running = null;
  };
  return () => {
    again = running !== null;
    running ??= loop();
    return running;
  };
}
