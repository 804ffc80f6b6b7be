// What a person can do at the screen. The same journeys run in Chromium and in the real window on top of this.

/** A point in the page, in CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

/** Where something is on the screen. */
export interface Box extends Point {
  width: number;
  height: number;
}

/** What kind of thing is looked for, as assistive technology names it. */
export type Role =
  | "alert" | "article" | "button" | "checkbox" | "dialog" | "form" | "heading" | "menuitem" | "option" | "radio" | "tab" | "textbox" | "treeitem";

/** Keys that have no letter. */
export type Key = "Control" | "Delete" | "Enter" | "Escape" | "Home" | "Shift";

/** Eyes and hands. Everything waits until it can be done, and fails after some seconds in words. */
export interface Hands {
  /** Clicks in the middle of it. Names match as substrings, an equal one first. */
  press(role: Role, name: string): Promise<void>;
  /** Replaces what stands in a field; `within` is a CSS selector of where to look. */
  fill(label: string, text: string, within?: string): Promise<void>;
  see(role: Role, name: string): Promise<void>;
  /** Sees that nothing of exactly this name is there, or no longer. */
  miss(role: Role, name: string): Promise<void>;
  /** Sees words anywhere. */
  read(words: string | RegExp): Promise<void>;
  /** Where the first element that fits a CSS selector is; waits until it is visible. */
  where(selector: string): Promise<Box>;
  /** How many elements fit the selector now. */
  count(selector: string): Promise<number>;
  /** The words in the first element that fits, now; empty if there is none. */
  wordsIn(selector: string): Promise<string>;
  click(at: Point): Promise<void>;
  drag(from: Point, to: Point): Promise<void>;
  /** Types into whatever has the focus. */
  type(text: string): Promise<void>;
  hit(...keys: (Key | string)[]): Promise<void>;
  /** Keeps a picture among the artefacts. */
  picture(name: string): Promise<void>;
}

/** The middle of a box. */
export function middle(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
