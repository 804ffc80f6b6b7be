// A person at the canvas, with mouse and keyboard.

import { expect } from "@playwright/test";
import { type App, pathOf } from "./app.ts";
import type { BrowserHands } from "./browser-hands.ts";
import { until } from "./children.ts";
import { type Point, middle } from "./hands.ts";
import type { Home } from "./home.ts";

const file = "drawing.asl.json";

/** The header of a state's card: for a container the rest of its group is the frame. */
const body = (path: string): string => `[data-state="${path}"] .body`;

export class Drawing {
  readonly app: App;
  readonly hands: BrowserHands;
  readonly #home: Home;

  constructor(app: App, hands: BrowserHands, home: Home) {
    this.app = app;
    this.hands = hands;
    this.#home = home;
  }

  /** Opens a file with this text as a guest. */
  async open(text: string, name = file): Promise<void> {
    this.#home.write(name, text);
    await this.app.goOnAsGuest();
    await this.app.openFile(this.#home.documents, name);
    await this.hands.where("[data-state]");
  }

  /** Loads the page anew; the file is open again by itself. */
  async again(): Promise<void> {
    await this.hands.page.reload();
    await this.hands.where("[data-state]");
  }

  /** The text as it would be saved. */
  async text(): Promise<string> {
    await this.hands.hit("Control", "s");
    await until(async () => (await this.hands.count(".dirty-dot[role=img]")) === 0, "the file is saved");
    return this.#home.read(file);
  }

  /** The states of the saved text, by name. */
  async states(): Promise<Record<string, Json>> {
    return (JSON.parse(await this.text()) as { States: Record<string, Json> }).States;
  }

  /** Does something, then takes it back and makes it again: each time the text must be the same, byte for byte. */
  async change(act: () => Promise<void>): Promise<string> {
    const before = await this.text();
    await act();
    await this.#differs(before);
    const after = await this.text();
    await this.app.undo();
    await this.#is(before, "undone");
    await this.app.redo();
    await this.#is(after, "redone");
    return after;
  }

  async #differs(before: string): Promise<void> {
    await until(async () => (await this.hands.count(".dirty-dot[role=img]")) > 0, "the text has changed");
    expect(await this.text()).not.toBe(before);
  }

  async #is(text: string, what: string): Promise<void> {
    await until(async () => (await this.text()) === text, `${what} to the same bytes`);
  }

  /** Where a card is, by its state's name or path. */
  async on(state: string): Promise<Point> {
    await until(async () => (await this.hands.count(".scrim")) === 0, "no dialog lies over the canvas");
    return middle(await this.hands.where(body(state.startsWith("/") ? state : pathOf(state))));
  }

  /** The dot under a card from which a line is drawn. */
  async under(state: string): Promise<Point> {
    const box = await this.hands.where(body(state.startsWith("/") ? state : pathOf(state)));
    await this.hands.hover(middle(box));
    return { x: box.x + box.width / 2, y: box.y + box.height };
  }

  /** The middle between two cards that stand one below the other. */
  async between(above: string, below: string): Promise<Point> {
    const [one, other] = [await this.on(above), await this.on(below)];
    return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
  }

  async select(...states: string[]): Promise<void> {
    for (const [at, state] of states.entries()) await this.hands.click(await this.on(state), at === 0 ? undefined : "Shift");
  }

  /** Opens the menu of a state and chooses. */
  async choose(state: string, entry: string): Promise<void> {
    await this.hands.rightClick(await this.on(state));
    await this.hands.press("menuitem", entry);
  }

  /** Carries an entry of the palette somewhere. */
  async bring(entry: string, to: Point): Promise<void> {
    await this.hands.drag(await this.app.inPalette(entry), to);
  }

  /** Waits until exactly these are selected. */
  async sees(...selected: string[]): Promise<void> {
    const chosen = '.canvas [data-state][aria-selected="true"]';
    await until(async () => {
      const paths = await this.hands.page.locator(chosen).evaluateAll((cards) => cards.map((card) => card.getAttribute("data-state") ?? ""));
      const names = paths.map((path) => path.slice(path.lastIndexOf("/") + 1)).toSorted();
      return JSON.stringify(names) === JSON.stringify(selected.toSorted());
    }, `${selected.join(", ") || "nothing"} is selected`);
  }

  /** Waits for words that a screen reader would speak. */
  async hears(words: string): Promise<void> {
    await until(async () => (await this.hands.page.locator("[role=status][aria-live]").allTextContents()).some((text) => text.includes(words)), `one hears "${words}"`);
  }
}

/** As far as tests look into a definition. */
export interface Json {
  Type?: string;
  Next?: string;
  Default?: string;
  End?: boolean;
  Choices?: { Next: string }[];
  Catch?: { Next: string }[];
  Branches?: { StartAt: string; States: Record<string, Json> }[];
  ItemProcessor?: { StartAt: string; States: Record<string, Json> };
}
