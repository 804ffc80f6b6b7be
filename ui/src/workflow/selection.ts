import { createSignal, type Accessor } from "solid-js";
import type { Port, StatePath } from "../api/generated";

/** Who selected: the one that asked needs no scrolling to what it shows already. */
export type Origin = "canvas" | "code" | "form" | "panel";

/** What is selected in the open workflow; canvas, code, inspector and panels all show it. */
export class Selection {
  readonly states: Accessor<readonly StatePath[]>;
  readonly edge: Accessor<Port | null>;
  readonly #set: (now: { states: readonly StatePath[]; edge: Port | null; origin: Origin }) => void;
  readonly #now: Accessor<{ states: readonly StatePath[]; edge: Port | null; origin: Origin }>;

  constructor() {
    const [now, set] = createSignal<{ states: readonly StatePath[]; edge: Port | null; origin: Origin }>({
      states: [],
      edge: null,
      origin: "panel",
    });
    this.#now = now;
    this.#set = set;
    this.states = () => now().states;
    this.edge = () => now().edge;
  }

  get origin(): Origin {
    return this.#now().origin;
  }

  /** The only selected state, or null if none or several are. */
  single(): StatePath | null {
    const states = this.states();
    return states.length === 1 ? (states[0] ?? null) : null;
  }

  select(states: readonly StatePath[], origin: Origin, edge: Port | null = null): void {
    const { states: before, edge: edgeBefore } = this.#now();
    if (edge === edgeBefore && before.length === states.length && before.every((state, index) => state === states[index])) return;
    this.#set({ states, edge, origin });
  }
}
