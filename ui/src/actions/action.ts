import type { Icon } from "../parts/icon";

/** Where the keys of an action work: anywhere, not while somebody writes, or only on the canvas. */
export type Scope = "everywhere" | "outside fields" | "canvas";

/** Headings of the list of shortcuts, in order. */
export const groups = ["File", "Tabs", "Edit", "Add", "Structure", "Select", "Go", "View", "Pictures", "Run", "Help"] as const;
export type Group = (typeof groups)[number];

/** Something a person can do. Menus, the command palette, shortcuts, tooltips and the list of shortcuts are all made from these. */
export interface Action {
  /** Under which own shortcuts are remembered. */
  id: string;
  /** A verb first. Dots at the end say that a question follows. */
  title: string;
  group: Group;
  /** Shortcuts as long as the person has chosen no others: `Ctrl+Shift+Z`. On a Mac, Ctrl stands for Command. */
  keys: readonly string[];
  scope: Scope;
  icon?: Icon;
  /** Why it cannot be done now, in words; null if it can. */
  blocked?: () => string | null;
  /** The browser does it for these keys, and tells by an event. */
  native?: boolean;
  run: () => void;
}

/** Can it be done now? */
export const ready = (action: Action): boolean => (action.blocked?.() ?? null) === null;
