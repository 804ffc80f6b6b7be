import { createSignal, type Accessor } from "solid-js";
import type { Tab } from "./tab";

/** So many pixels a press must move until it is a drag. */
const threshold = 5;

/** Carries a tab along the strip: it changes places with the one whose middle the pointer passes. */
export class TabDrag {
  /** The tab that is carried. */
  readonly tab: Accessor<Tab | null>;
  readonly #setTab: (tab: Tab | null) => void;
  readonly #move: (tab: Tab, to: number) => void;
  #stop: (() => void) | null = null;

  constructor(move: (tab: Tab, to: number) => void) {
    this.#move = move;
    [this.tab, this.#setTab] = createSignal<Tab | null>(null);
  }

  /** The pointer went down on a tab. */
  begin(tab: Tab, tabs: () => readonly Tab[], event: PointerEvent, list: HTMLElement | undefined): void {
    this.end();
    const from = event.clientX;
    const move = (now: PointerEvent) => {
      if (!this.tab() && Math.abs(now.clientX - from) < threshold) return;
      this.#setTab(tab);
      const at = tabs().indexOf(tab);
      this.#move(tab, placeAt(now.clientX, at, list));
    };
    const up = () => this.end();
    const escape = (pressed: KeyboardEvent) => pressed.key === "Escape" && this.end();
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", up);
    window.addEventListener("keydown", escape);
    this.#stop = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", up);
      window.removeEventListener("keydown", escape);
    };
  }

  /** Lets go. */
  end(): void {
    this.#stop?.();
    this.#stop = null;
    this.#setTab(null);
  }
}

/** Where the tab at `at` belongs if the pointer is at `x`: beyond every tab whose middle was passed. */
function placeAt(x: number, at: number, list: HTMLElement | undefined): number {
  const middles = [...(list?.children ?? [])].map((each) => {
    const { left, width } = each.getBoundingClientRect();
    return left + width / 2;
  });
  const before = middles.filter((middle, index) => index < at && x >= middle).length;
  const behind = middles.filter((middle, index) => index > at && x > middle).length;
  return before + behind;
}
