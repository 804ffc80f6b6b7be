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
    if (isFailure(reason)) return new Refusal({ ...reason, hint: reason.hint ?? null, retry_after_seconds: reason.retry_after_seconds ?? null });
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

/** Every operation of the back end, typed; rejects with a `Refusal`. */
export class Client {
  readonly #door: Door;

  constructor(door: Door) {
    this.#door = door;
  }

  async call<Name extends Operation>(operation: Name, request: Operations[Name][0]): Promise<Operations[Name][1]> {
    try {
      return await this.#door.call(operation, request);
    } catch (reason) {
      throw Refusal.from(reason);
    }
  }

  watch(hear: (change: Change) => void, connected: (now: boolean) => void): () => void {
    return this.#door.watch(hear, connected);
  }
}
