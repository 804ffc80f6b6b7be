import { createSignal, type Accessor } from "solid-js";
import type { Tab } from "./tab";

/** The tabs in their order, and which one is seen. */
export class OpenTabs {
  readonly all: Accessor<readonly Tab[]>;
  readonly active: Accessor<Tab | null>;
  readonly #setAll: (tabs: readonly Tab[]) => void;
  readonly #setActive: (tab: Tab | null) => void;

  constructor() {
    [this.all, this.#setAll] = createSignal<readonly Tab[]>([]);
    [this.active, this.#setActive] = createSignal<Tab | null>(null);
  }

  byPath(path: string): Tab | undefined {
    return this.all().find(({ workflow }) => workflow.document().path === path);
  }

  /** Adds a tab behind the one that is seen, or at the end. */
  add(tab: Tab, place: "behind" | "end" = "behind"): void {
    const active = this.active();
    const at = place === "behind" && active ? this.all().indexOf(active) + 1 : this.all().length;
    this.#setAll(this.all().toSpliced(at, 0, tab));
  }

  show(tab: Tab): void {
    if (this.all().includes(tab)) this.#setActive(tab);
  }

  /** Takes a tab away. If it was seen, its neighbour is: the next one, else the one before. */
  remove(tab: Tab): void {
    const at = this.all().indexOf(tab);
    if (at === -1) return;
    const left = this.all().filter((each) => each !== tab);
    if (this.active() === tab) this.#setActive(left[at] ?? left[at - 1] ?? null);
    this.#setAll(left);
    tab.close();
  }

  /** Puts a tab in another place. */
  move(tab: Tab, to: number): void {
    const at = this.all().indexOf(tab);
    const place = Math.max(0, Math.min(this.all().length - 1, to));
    if (at === -1 || place === at) return;
    this.#setAll(this.all().toSpliced(at, 1).toSpliced(place, 0, tab));
  }

  /** The tab so many places further on, around the end. */
  beside(step: 1 | -1): Tab | null {
    const all = this.all();
    const active = this.active();
    const at = active ? all.indexOf(active) + step : 0;
    return all[(at + all.length) % all.length] ?? null;
  }
}
