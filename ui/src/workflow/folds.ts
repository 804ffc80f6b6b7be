import { createSignal, type Accessor } from "solid-js";
import type { StatePath } from "../api/generated";
import { keptJson } from "../parts/json-of";

/** Which containers of a workflow are drawn as one card. The viewer's matter: remembered here, never in the text. */
export class Folds {
  readonly all: Accessor<ReadonlySet<StatePath>>;
  readonly #set: (now: ReadonlySet<StatePath>) => void;
  readonly #key: () => string;

  /** `key` names the workflow. */
  constructor(key: () => string) {
    this.#key = () => `folds.${key()}`;
    const [all, set] = createSignal(read(this.#key()));
    this.all = all;
    this.#set = (now) => {
      set(now);
      if (now.size === 0) localStorage.removeItem(this.#key());
      else localStorage.setItem(this.#key(), JSON.stringify([...now]));
    };
  }

  has(state: StatePath): boolean {
    return this.all().has(state);
  }

  /** The outermost folded container around a state: its card is what is seen of the state. */
  around(state: StatePath): StatePath | null {
    const all = [...this.all()].filter((folded) => state.startsWith(`${folded}/`));
    return all.sort((one, other) => one.length - other.length)[0] ?? null;
  }

  toggle(state: StatePath): void {
    const now = new Set(this.all());
    if (!now.delete(state)) now.add(state);
    this.#set(now);
  }

  set(states: Iterable<StatePath>): void {
    this.#set(new Set(states));
  }

  /** Unfolds everything around a state. True if something was folded there. */
  unfoldAround(state: StatePath): boolean {
    const left = [...this.all()].filter((folded) => !state.startsWith(`${folded}/`));
    if (left.length === this.all().size) return false;
    this.#set(new Set(left));
    return true;
  }

  /** A state has another path now; so has what is inside. */
  moved(from: StatePath, to: StatePath): void {
    if (from === to || this.all().size === 0) return;
    const path = (each: StatePath) => (each === from || each.startsWith(`${from}/`) ? to + each.slice(from.length) : each);
    this.#set(new Set([...this.all()].map(path)));
  }
}

function read(key: string): ReadonlySet<StatePath> {
  const kept = keptJson(key);
  return new Set(Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : []);
}
