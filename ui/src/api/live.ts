import { createSignal, getOwner, onCleanup, type Accessor } from "solid-js";
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
  list_snapshots: ["snapshots"],
  list_templates: ["templates"],
  list_executions: ["executions"],
  describe_execution: ["executions"],
  describe_map_run: ["executions"],
  list_map_run_children: ["executions"],
  list_approvals: ["approvals"],
  list_state_machines: ["machines", "executions"],
  describe_state_machine: ["machines"],
  list_activities: ["machines", "executions"],
  describe_client_access: ["clients"],
};

interface Entry {
  tags: readonly Tag[];
  /** Only changes that name this id concern the entry; null: all of its tags do. */
  id: string | null;
  /** How many components look at it. Nobody looking: a change only makes it stale. */
  watchers: number;
  stale: boolean;
  refresh(): Promise<void>;
}

/**
 * Pause between two questions of the same query, in milliseconds: a burst of changes costs one question. What is about
 * one thing is looked at more closely than lists, which every step of a run may have changed.
 */
const pauses = { one: 100, list: 250 };

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

  /** The same question always gives the same query. Asked within a component, it is kept current while that component lives. */
  query<Name extends Operation>(operation: Name, request: Operations[Name][0]): Query<Operations[Name][1]> {
    const key = `${operation} ${JSON.stringify(request)}`;
    const known = this.#entries.get(key);
    const entry = known ?? (this.#open(operation, request) as Entry & Query<unknown>);
    this.#entries.set(key, entry);
    if (getOwner()) {
      entry.watchers += 1;
      onCleanup(() => (entry.watchers -= 1));
    }
    if (!known || entry.stale) void entry.refresh();
    return entry as Query<Operations[Name][1]>;
  }

  /** Hears raw changes until the returned function is called; for streams that are read piece by piece. */
  listen(ear: (change: Change) => void): () => void {
    this.#ears.add(ear);
    return () => this.#ears.delete(ear);
  }

  refreshAll(): void {
    for (const entry of this.#entries.values()) this.#renew(entry);
  }

  close(): void {
    this.#stop();
  }

  #hear(change: Change): void {
    for (const entry of this.#entries.values()) {
      if (entry.tags.includes(change.tag) && (entry.id === null || change.id === null || entry.id === change.id))
        this.#renew(entry);
    }
    for (const ear of this.#ears) ear(change);
  }

  #renew(entry: Entry): void {
    entry.stale = true;
    if (entry.watchers > 0) void entry.refresh();
  }

  #open<Name extends Operation>(operation: Name, request: Operations[Name][0]): Entry & Query<Operations[Name][1]> {
    type Answer = Operations[Name][1];
    const [value, setValue] = createSignal<Answer | undefined>(undefined);
    const [refusal, setRefusal] = createSignal<Refusal | null>(null);
    const id = "execution_arn" in request && typeof request.execution_arn === "string" ? request.execution_arn : null;
    const ask = latestOnly(
      async () => {
        entry.stale = false;
        try {
          const answer = await this.client.call(operation, request);
          setValue(() => answer);
          setRefusal(null);
        } catch (reason) {
          setRefusal(Refusal.from(reason));
        }
      },
      id === null ? pauses.list : pauses.one,
    );
    const entry = { tags: tagsOf[operation] ?? [], id, watchers: 0, stale: false, value, refusal, refresh: ask };
    return entry;
  }
}

/**
 * At most one run at a time, and a pause of so many milliseconds after it; any number of calls meanwhile make exactly one
 * more run. The promise is fulfilled when a run that began after the call has ended.
 */
export function latestOnly(run: () => Promise<void>, pause = 0): () => Promise<void> {
  /** The run and the pause after it. */
  let busy: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const rest = () => (pause > 0 ? new Promise<void>((done) => setTimeout(done, pause)) : undefined);
  const start = (): Promise<void> => {
    const running = run();
    busy = running
      .catch(() => {})
      .then(rest)
      .finally(() => (busy = null));
    return running;
  };
  return () => {
    if (!busy) return start();
    next ??= busy.then(() => {
      next = null;
      return start();
    });
    return next;
  };
}
