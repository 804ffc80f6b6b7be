import { batch, createMemo, createRoot, createSignal, type Accessor } from "solid-js";
import { Refusal } from "../api/client";
import type { Execution, ExecutionStatus, History, Outstanding, PreviewRedriveReply } from "../api/generated";
import { type Live, latestOnly } from "../api/live";
import { Cards, type Card } from "./cards";
import { advance, emptyReplay, type Replay, type Visit } from "./replay";

/** Answers are asked for at most this often, in milliseconds. */
const pace = 50;
const page = 2000;

/** One execution as it is watched: its history folded, followed live until it has ended. */
export class Run {
  readonly arn: string;
  readonly execution: Accessor<Execution | undefined>;
  /** Folded so far; a new value whenever events have arrived. */
  readonly replay: Accessor<Replay>;
  readonly cards: Accessor<ReadonlyMap<string, Card>>;
  readonly refusal: Accessor<Refusal | null>;
  readonly live: Live;
  readonly #dispose: () => void;
  readonly #setReplay: (replay: Replay) => void;
  readonly #setExecution: (execution: Execution) => void;
  readonly #setRefusal: (refusal: Refusal | null) => void;
  #fold = emptyReplay();
  readonly #cards = new Cards();
  #closed = false;

  constructor(live: Live, arn: string) {
    this.live = live;
    this.arn = arn;
    const [replay, setReplay] = createSignal(this.#fold, { equals: false });
    const [execution, setExecution] = createSignal<Execution | undefined>(undefined);
    const [refusal, setRefusal] = createSignal<Refusal | null>(null);
    this.replay = replay;
    this.execution = execution;
    this.refusal = refusal;
    this.#setReplay = setReplay;
    this.#setExecution = setExecution;
    this.#setRefusal = setRefusal;
    const taken = () => this.#cards.take(replay(), execution()?.outstanding ?? []);
    const [cards, dispose] = createRoot((off) => [createMemo(taken, undefined, { equals: false }), off]);
    this.cards = cards;
    const ask = latestOnly(() => this.#ask(), pace);
    const unlisten = live.listen((change) => {
      if (change.tag === "executions" && (change.id === null || change.id === arn)) void ask();
    });
    this.#dispose = () => (unlisten(), dispose());
    void ask();
  }

  get status(): ExecutionStatus {
    return this.replay().end?.status ?? this.execution()?.status ?? "RUNNING";
  }

  /** What the clock of the run shows at this moment: in virtual time it is ahead of the real one. */
  clock(now: number): number {
    return now + (this.execution()?.clock_ahead ?? 0);
  }

  outstanding(): readonly Outstanding[] {
    return this.status === "RUNNING" ? (this.execution()?.outstanding ?? []) : [];
  }

  /** Visit that stands for a state in panels: the newest one. */
  visitOf(name: string): Visit | undefined {
    return this.replay().byState.get(name)?.at(-1);
  }

  async stop(): Promise<void> {
    await this.live.client.call("stop_execution", { execution_arn: this.arn, error: null, cause: "stopped in Signalbox" });
  }

  /** What a redrive would run again. */
  async previewRedrive(): Promise<PreviewRedriveReply> {
    return this.live.client.call("preview_redrive", { execution_arn: this.arn });
  }

  async redrive(): Promise<void> {
    await this.live.client.call("redrive_execution", { execution_arn: this.arn });
  }

  close(): void {
    this.#closed = true;
    this.#dispose();
  }

  async #ask(): Promise<void> {
    if (this.#closed) return;
    try {
      await this.#read();
      this.#setRefusal(null);
    } catch (reason) {
      this.#setRefusal(Refusal.from(reason));
    }
  }

  async #read(again = false): Promise<void> {
    const { client } = this.live;
    let history: History;
    do {
      const after = this.#fold.events.at(-1)?.id ?? 0;
      history = await client.call("get_execution_history", { execution_arn: this.arn, after, max: page });
      advance(this.#fold, history.events);
    } while (history.events.length > 0 && (this.#fold.events.at(-1)?.id ?? 0) < history.last_event);
    if (this.#closed) return;
    const known = this.execution();
    const { status, outstanding, clock_ahead, last_event } = history;
    // The rest of it, its definition and input, stays the same while it runs.
    if (known?.status === "RUNNING" && status === "RUNNING")
      return this.#show({ ...known, outstanding, clock_ahead, last_event });
    const execution = await client.call("describe_execution", { execution_arn: this.arn });
    if (this.#closed) return;
    // It ended between the two questions: the end is shown together with what led to it.
    const isBehind = (this.#fold.events.at(-1)?.id ?? 0) < execution.last_event;
    if (isBehind && execution.status !== "RUNNING" && !again) return this.#read(true);
    this.#show(execution);
  }

  /** Both at once, so that whoever looks at both is woken once. */
  #show(execution: Execution): void {
    batch(() => {
      this.#setExecution(execution);
      this.#setReplay(this.#fold);
    });
  }
}
