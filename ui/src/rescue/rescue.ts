import { createSignal, type Accessor } from "solid-js";
import { Refusal, type Client } from "../api/client";
import { count } from "../parts/count";
import type { Damage, Progress, Recovered } from "../api/generated";

/** How often the back end is asked how far it is, in milliseconds. */
const pace = 200;

export type Work = "recover" | "export";

/** How a rescue ended: what was kept, or null if nothing could be, and where the damaged files are. */
export interface Rescued {
  keptIn: string;
  recovered: Recovered | null;
}

/** The rescue of a damaged database, as its screen shows it. Knows no elements. */
export class Rescue {
  readonly damage: Accessor<Damage | null>;
  readonly work: Accessor<Work | null>;
  readonly progress: Accessor<Progress | null>;
  readonly stopping: Accessor<boolean>;
  readonly refusal: Accessor<Refusal | null>;
  readonly rescued: Accessor<Rescued | null>;
  /** What an export came to. */
  readonly written: Accessor<string | null>;
  /** True once reading the database has been tried in vain. */
  readonly hopeless: Accessor<boolean>;
  readonly #client: Client;
  readonly #over: () => void;
  readonly #set: {
    damage: (damage: Damage) => void;
    work: (work: Work | null) => void;
    progress: (progress: Progress | null) => void;
    stopping: (stopping: boolean) => void;
    refusal: (refusal: Refusal | null) => void;
    rescued: (rescued: Rescued) => void;
    written: (written: string | null) => void;
    hopeless: (hopeless: boolean) => void;
  };

  /** `over` is called if the database has been rescued in another window. */
  constructor(client: Client, over: () => void) {
    this.#client = client;
    this.#over = over;
    const [damage, setDamage] = createSignal<Damage | null>(null);
    const [work, setWork] = createSignal<Work | null>(null);
    const [progress, setProgress] = createSignal<Progress | null>(null);
    const [stopping, setStopping] = createSignal(false);
    const [refusal, setRefusal] = createSignal<Refusal | null>(null);
    const [rescued, setRescued] = createSignal<Rescued | null>(null);
    const [written, setWritten] = createSignal<string | null>(null);
    const [hopeless, setHopeless] = createSignal(false);
    [this.damage, this.work, this.progress] = [damage, work, progress];
    [this.stopping, this.refusal, this.rescued] = [stopping, refusal, rescued];
    [this.written, this.hopeless] = [written, hopeless];
    this.#set = {
      damage: setDamage,
      work: setWork,
      progress: setProgress,
      stopping: setStopping,
      refusal: setRefusal,
      rescued: setRescued,
      written: setWritten,
      hopeless: setHopeless,
    };
  }

  /** Asks what is damaged, and how far its rescue is. */
  async look(): Promise<void> {
    try {
      const damage = await this.#client.call("describe_damage", {});
      this.#set.damage(damage);
      this.#set.progress(damage.progress);
    } catch (reason) {
      // What is not damaged has no such operation.
      if (Refusal.from(reason).code === "not_found" && this.work() === null && !this.rescued()) this.#over();
    }
  }

  recover(): Promise<void> {
    return this.#during("recover", async () => {
      const recovered = await this.#client.call("recover_database", {});
      this.#set.rescued({ keptIn: recovered.kept_in, recovered });
    });
  }

  beginAnew(): Promise<void> {
    return this.#during("recover", async () => {
      const { kept_in } = await this.#client.call("begin_anew", {});
      this.#set.rescued({ keptIn: kept_in, recovered: null });
    });
  }

  /** Opens the database as it is. */
  async openAnyway(): Promise<void> {
    try {
      await this.#client.call("open_anyway", {});
      this.#over();
    } catch (reason) {
      this.#set.refusal(Refusal.from(reason));
    }
  }

  /** Writes what can be read to a file. Fulfilled once it is clear that this goes on; rejects if the file is there already. */
  async export(path: string, overwrite: boolean): Promise<void> {
    const writing = this.#during("export", async () => {
      const { executions, unreadable } = await this.#client.call("export_executions", { path, overwrite });
      this.#set.written(exportWords(path, executions, unreadable));
    });
    await Promise.race([writing, new Promise((done) => setTimeout(done, 2 * pace))]);
    const refusal = this.refusal();
    if (refusal?.code !== "conflict") return;
    this.#set.refusal(null);
    throw refusal;
  }

  async stop(): Promise<void> {
    this.#set.stopping(true);
    await this.#client.call("stop_recovery", {}).catch(() => {}); // What is over needs no stopping.
  }

  async showFolder(): Promise<void> {
    await this.#client.call("show_data_folder", {}).catch((reason: unknown) => this.#set.refusal(Refusal.from(reason)));
  }

  async #during(work: Work, act: () => Promise<void>): Promise<void> {
    try {
      await this.#working(work, act);
    } catch (reason) {
      const refusal = Refusal.from(reason);
      // Who has stopped it knows.
      if (this.stopping()) return;
      this.#set.refusal(refusal);
      if (work === "recover") this.#set.hopeless(refusal.code !== "conflict");
    }
  }

  async #working(work: Work, act: () => Promise<void>): Promise<void> {
    this.#set.refusal(null);
    this.#set.written(null);
    this.#set.stopping(false);
    this.#set.work(work);
    const timer = setInterval(() => void this.look(), pace);
    try {
      await act();
    } finally {
      clearInterval(timer);
      this.#set.work(null);
      this.#set.progress(null);
    }
  }
}

function exportWords(path: string, executions: number, unreadable: number): string {
  const written = `${count(executions, "execution")} written to ${path}`;
  return unreadable === 0 ? `${written}.` : `${written}, ${unreadable} more without their history, which cannot be read.`;
}
