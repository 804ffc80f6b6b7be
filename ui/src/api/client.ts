import { createSignal, type Accessor } from "solid-js";
import type { Change, Code, Failure, Operation, Operations } from "./generated";

/** A refusal of the back end, or of the way to it. The interface branches on `code` only. */
export class Refusal extends Error {
  readonly code: Code;
  readonly hint: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(failure: Failure) {
    super(failure.message);
    this.code = failure.code;
    this.hint = failure.hint;
    this.retryAfterSeconds = failure.retry_after_seconds;
  }

  static from(reason: unknown): Refusal {
    if (reason instanceof Refusal) return reason;
    if (isFailure(reason))
      return new Refusal({ ...reason, hint: reason.hint ?? null, retry_after_seconds: reason.retry_after_seconds ?? null });
    const message = reason instanceof Error ? reason.message : String(reason);
    return new Refusal({ code: "unavailable", message, hint: "is Signalbox still running?", retry_after_seconds: null });
  }
}

function isFailure(reason: unknown): reason is Failure {
  return reason !== null && typeof reason === "object" && "code" in reason && "message" in reason;
}

/** The part of the platform that the client needs. */
export interface Door {
  call<Name extends Operation>(operation: Name, request: Operations[Name][0]): Promise<Operations[Name][1]>;
  watch(hear: (change: Change) => void, connected: (now: boolean) => void): () => void;
}

/** After this many milliseconds without an answer a call counts as slow. */
const patience = 400;

/** Every operation of the back end, typed; rejects with a `Refusal`. */
export class Client {
  /** True while an answer takes so long that the person should see that something is under way. */
  readonly slow: Accessor<boolean>;
  /** What the back end said of its database, once a part of it could not be read. */
  readonly damage: Accessor<Refusal | null>;
  readonly #setDamage: (refusal: Refusal) => void;
  readonly #setLate: (change: (late: number) => number) => void;
  readonly #door: Door;

  constructor(door: Door) {
    this.#door = door;
    const [late, setLate] = createSignal(0);
    this.slow = () => late() > 0;
    this.#setLate = setLate;
    [this.damage, this.#setDamage] = createSignal<Refusal | null>(null);
  }

  async call<Name extends Operation>(operation: Name, request: Operations[Name][0]): Promise<Operations[Name][1]> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#setLate((count) => count + 1);
    }, patience);
    try {
      return await this.#door.call(operation, request);
    } catch (reason) {
      const refusal = Refusal.from(reason);
      if (refusal.code === "damaged") this.#setDamage(refusal);
      throw refusal;
    } finally {
      clearTimeout(timer);
      if (late) this.#setLate((count) => count - 1);
    }
  }

  watch(hear: (change: Change) => void, connected: (now: boolean) => void): () => void {
    return this.#door.watch(hear, connected);
  }
}
