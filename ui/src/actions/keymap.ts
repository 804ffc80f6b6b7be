import { createSignal } from "solid-js";
import { keptJson } from "../parts/json-of";
import type { Action } from "./action";
import { shown } from "./keys";

const place = "shortcuts";
/** What a browser keeps for its own tabs and windows: a page never hears of these keys, so it does not promise them. */
const ofBrowsers = [
  "Ctrl+N",
  "Ctrl+T",
  "Ctrl+W",
  "Ctrl+F4",
  "Ctrl+Tab",
  "Ctrl+Shift+Tab",
  "Ctrl+PageUp",
  "Ctrl+PageDown",
  "Ctrl+Shift+PageUp",
  "Ctrl+Shift+PageDown",
  "Ctrl+Shift+T",
];
const inBrowser = !("__TAURI_INTERNALS__" in window);
type Own = Readonly<Record<string, readonly string[]>>;

/** Which keys mean which action: those it comes with, or those the person has chosen. Kept between starts. */
export class Keymap {
  readonly #own = createSignal<Own>(read());

  keysOf(action: Action): readonly string[] {
    return this.#own[0]()[action.id] ?? action.keys;
  }

  /** The keys of an action that work here. */
  working(action: Action): readonly string[] {
    return this.keysOf(action).filter((each) => !inBrowser || !ofBrowsers.includes(each));
  }

  /** The first keys of an action that work here, as people read them. */
  label(action: Action): string | undefined {
    const keys = this.working(action)[0];
    return keys === undefined ? undefined : shown(keys);
  }

  labelOf(actions: readonly Action[], id: string): string | undefined {
    const action = actions.find((each) => each.id === id);
    return action && this.label(action);
  }

  isOwn(action: Action): boolean {
    return action.id in this.#own[0]();
  }

  /** Gives an action other keys, or none; null for those it comes with. */
  set(action: Action, keys: readonly string[] | null): void {
    const others = Object.fromEntries(Object.entries(this.#own[0]()).filter(([id]) => id !== action.id));
    const now = keys === null ? others : { ...others, [action.id]: keys };
    this.#own[1](now);
    localStorage.setItem(place, JSON.stringify(now));
  }

  resetAll(): void {
    this.#own[1]({});
    localStorage.removeItem(place);
  }

  hasOwn(): boolean {
    return Object.keys(this.#own[0]()).length > 0;
  }

  /** The other action that these keys mean already where this one works. */
  conflict(actions: readonly Action[], action: Action, keys: string): Action | null {
    return actions.find((other) => other.id !== action.id && this.keysOf(other).includes(keys)) ?? null;
  }
}

function read(): Own {
  const kept = keptJson(place) ?? null;
  if (kept === null || typeof kept !== "object" || Array.isArray(kept)) return {};
  const lists = Object.entries(kept).filter(([, keys]) => Array.isArray(keys) && keys.every((key) => typeof key === "string"));
  return Object.fromEntries(lists) as Own;
}

/** The keys of this person, for everything that shows them. */
export const keymap = new Keymap();
