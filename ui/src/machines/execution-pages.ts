import { createSignal, onCleanup, type Accessor } from "solid-js";
import { Refusal } from "../api/client";
import type { ExecutionStatus, ExecutionSummary } from "../api/generated";
import { type Live, latestOnly } from "../api/live";

/** Rows that are asked for at once. */
const page = 200;
/** Pause between two looks at a list that changes all the time, in milliseconds. */
const pause = 250;

/** Executions of one state machine: as many pages as somebody scrolled to, kept current. Made within a component. */
export class ExecutionPages {
  /** Undefined until the first page is there. */
  readonly rows: Accessor<readonly ExecutionSummary[] | undefined>;
  /** True if older ones were not asked for yet. */
  readonly more: Accessor<boolean>;
  readonly refusal: Accessor<Refusal | null>;
  readonly #refresh: () => Promise<void>;
  #wanted = 1;

  constructor(live: Live, machine: string, status: ExecutionStatus | null) {
    const [rows, setRows] = createSignal<readonly ExecutionSummary[] | undefined>(undefined);
    const [more, setMore] = createSignal(false);
    const [refusal, setRefusal] = createSignal<Refusal | null>(null);
    this.rows = rows;
    this.more = more;
    this.refusal = refusal;
    const read = async () => {
      const found: ExecutionSummary[] = [];
      let before: number | null = null;
      for (let number = 0; number < this.#wanted; number += 1) {
        const request = { state_machine_arn: machine, status, before, max: page };
        const answer: { executions: ExecutionSummary[]; next: number | null } = await live.client.call(
          "list_machine_executions",
          request,
        );
        found.push(...answer.executions);
        before = answer.next;
        if (before === null) break;
      }
      setRows(found);
      setMore(before !== null);
      setRefusal(null);
    };
    this.#refresh = latestOnly(() => read().catch((reason: unknown) => void setRefusal(Refusal.from(reason))), pause);
    onCleanup(
      live.listen((change) => {
        if (change.tag === "executions" && (change.id === null || belongs(change.id, machine))) void this.#refresh();
      }),
    );
    void this.#refresh();
  }

  /** Asks for one page more. */
  grow(): void {
    if (!this.more()) return;
    this.#wanted += 1;
    void this.#refresh();
  }
}

/** Whether the execution of this ARN is one of the machine's. */
export function belongs(execution: string, machine: string): boolean {
  return ["execution", "express"].some((kind) => execution.startsWith(`${machine.replace(":stateMachine:", `:${kind}:`)}:`));
}
