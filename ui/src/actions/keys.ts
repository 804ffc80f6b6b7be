import { type Action, ready } from "./action";
import type { Keymap } from "./keymap";

const named: Record<string, string> = { " ": "Space", Escape: "Esc" };

/** The combination of a key press, written as in `Action.keys`. */
export function keysOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">): string {
  const key = named[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  const printable = event.key.length === 1 && !/[a-z0-9]/i.test(event.key);
  // For signs such as `?` the shift key is part of writing them.
  const shift = event.shiftKey && !printable;
  return [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", shift ? "Shift" : "", key]
    .filter((part) => part !== "")
    .join("+");
}

/** Does what a key press means, if it means something where it was made. An action that cannot be done now says why to `tell`. */
export function press(event: KeyboardEvent, actions: readonly Action[], keymap: Keymap, tell: (why: string) => void): void {
  if (event.defaultPrevented || event.isComposing) return;
  const keys = keysOf(event);
  // What a person writes is written, whatever action was given that key.
  const written = isWriting(event.target) && writes(event);
  const meant = actions.filter((action) => fits(action, event.target) && !written && keymap.keysOf(action).includes(keys));
  const found = meant.find(ready) ?? meant[0];
  if (!found || (found.native === true && found.keys.includes(keys)) || isAsked()) return;
  event.preventDefault();
  const why = found.blocked?.() ?? null;
  if (why === null) found.run();
  else tell(why);
}

/** A dialog has keys of its own. */
const isAsked = (): boolean => document.querySelector("[role=dialog], [role=alertdialog]") !== null;

function fits({ scope }: Action, target: EventTarget | null): boolean {
  if (scope === "everywhere") return true;
  if (isWriting(target)) return false;
  return (
    scope === "outside fields" ||
    (target instanceof Element && target.closest(".canvas") !== null && !(target instanceof HTMLButtonElement))
  );
}

/** True while text is written: single letters then mean themselves. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** True for a key that puts a sign into a text, or is needed to write one. */
export function writes({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  return key.length === 1 || /^(Enter|Backspace|Delete|Home|End|Arrow(Up|Down|Left|Right))$/.test(key);
}

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
const signs: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Delete: "Del",
  Backspace: "⌫",
  ContextMenu: "Menu",
  ...(mac ? { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" } : {}),
};

/** A combination as people read it: `Ctrl+D`, `Alt+Shift+↑`. */
export function shown(keys: string): string {
  // The plus sign itself is a key too.
  const parts = keys === "+" ? ["+"] : keys.split("+").map((part) => (part === "" ? "+" : part));
  return parts.map((part) => signs[part] ?? part).join(mac ? "" : "+");
}
