import type { Change, Operation, Operations } from "../api/generated";

/** What the surroundings of the interface can do. Names capabilities, not platforms. */
export interface Platform {
  /** Asks the back end. Rejects with a `Failure` shape (see `api/generated.ts`) or, if nothing answered, with an `Error`. */
  call<Name extends Operation>(operation: Name, request: Operations[Name][0]): Promise<Operations[Name][1]>;
  /** Hears of every change until the returned function is called. */
  watch(hear: (change: Change) => void, connected: (now: boolean) => void): () => void;
  /** Sets the title of the window or tab. */
  setTitle(title: string): void;
}
