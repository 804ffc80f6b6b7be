/** A key combination and what it does, for the listener and for the list of shortcuts. */
export interface Shortcut {
  /** As people read it: `Ctrl+Shift+Z`. On a Mac, Ctrl stands for Command. */
  keys: string;
  title: string;
  /** Works also while a field or the code has the focus. */
  everywhere: boolean;
  run: () => void;
}

const named: Record<string, string> = { " ": "Space", Escape: "Esc" };

/** The combination of a key press, written as in `Shortcut.keys`. */
export function keysOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">): string {
  const key = named[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  const printable = event.key.length === 1 && !/[a-z0-9]/i.test(event.key);
  // For signs such as `?` the shift key is part of writing them.
  const shift = event.shiftKey && !printable;
  return [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", shift ? "Shift" : "", key]
    .filter((part) => part !== "")
    .join("+");
}

/** Runs the shortcut of a key press, if there is one and its place allows it. */
export function press(event: KeyboardEvent, shortcuts: readonly Shortcut[]): void {
  if (event.defaultPrevented) return;
  const keys = keysOf(event);
  const found = shortcuts.find((shortcut) => shortcut.keys === keys);
  if (!found || (!found.everywhere && isWriting(event.target))) return;
  event.preventDefault();
  found.run();
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
