import { createContext, createSignal, useContext, type Accessor } from "solid-js";
import type { Keys } from "./paths";

/** A field that takes a path: the one that was written in last. */
export interface Aim {
  name: string;
  insert(keys: Keys): void;
}

/** Which field "Insert path" writes to. */
export class Insertion {
  readonly aimed: Accessor<Aim | null>;
  readonly aim: (aim: Aim | null) => void;

  constructor() {
    [this.aimed, this.aim] = createSignal<Aim | null>(null);
  }
}

export const InsertionContext = createContext(new Insertion());
export const useInsertion = (): Insertion => useContext(InsertionContext);
