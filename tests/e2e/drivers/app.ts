// Signalbox as its user sees it. Every method is something a person would say they do.

import { until } from "./children.ts";
import { type Box, type Hands, type Point, middle } from "./hands.ts";

/** A place on the canvas to drop something on. */
export interface Place {
  point(app: App): Promise<Point>;
}

/** Places on the canvas, in the words of a person. */
export const onto = {
  /** The line from one state straight down to the next. */
  edge: (from: string, to: string): Place => ({
    async point(app) {
      const [above, below] = [await app.card(from), await app.card(to)];
      const x = (middle(above).x + middle(below).x) / 2;
      return { x, y: (above.y + above.height + below.y) / 2 };
    },
  }),
};

/** JSON pointer of a state at the top level. */
export function pathOf(state: string): string {
  return `/States/${state.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

export class App {
  readonly hands: Hands;

  constructor(hands: Hands) {
    this.hands = hands;
  }

  // ── people ──────────────────────────────────────────────────────────────────────────────────────────────────

  async signUp(name: string, password: string): Promise<void> {
    await this.hands.see("heading", "Create your account");
    await this.#fillGate(name, password);
    await this.hands.press("button", "Create account");
    await this.seesStartScreen();
  }

  async signIn(name: string, password: string): Promise<void> {
    await this.hands.see("heading", "Sign in");
    await this.#fillGate(name, password);
    await this.hands.press("button", "Sign in");
  }

  async signOut(): Promise<void> {
    await this.hands.press("button", "Account:");
    await this.hands.press("menuitem", "Sign out");
  }

  async goOnAsGuest(): Promise<void> {
    await this.hands.press("button", "Continue as guest");
    await this.seesStartScreen();
  }

  async #fillGate(name: string, password: string): Promise<void> {
    await this.hands.fill("Name or e-mail", name);
    await this.hands.fill("Password", password);
  }

  async seesStartScreen(): Promise<void> {
    await this.hands.see("heading", "Ready workflows");
  }

  async seesWhoIsThere(name: string): Promise<void> {
    await this.hands.see("button", `Account: ${name}`);
  }

  // ── documents ───────────────────────────────────────────────────────────────────────────────────────────────

  async openSample(title: string): Promise<void> {
    await this.hands.press("button", title);
    await this.hands.where("[data-state]");
  }

  /** Opens a file by its path, through the dialog. */
  async openFile(folder: string, name: string): Promise<void> {
    await this.hands.hit("Control", "o");
    await this.hands.see("dialog", "Open a workflow");
    await this.#choose(folder, name, "Open");
    await this.hands.miss("dialog", "Open a workflow");
  }

  async exportTo(folder: string, name: string): Promise<void> {
    await this.hands.press("button", "File ");
    await this.hands.press("menuitem", "Export");
    await this.hands.see("dialog", "Export as Amazon States Language");
    await this.#choose(folder, name, "Export");
    await this.hands.miss("dialog", "Export as Amazon States Language");
    await this.hands.read(name);
  }

  async #choose(folder: string, name: string, verb: string): Promise<void> {
    await this.hands.fill("Folder", folder);
    await this.hands.hit("Enter");
    await this.hands.fill("File name", name);
    await this.hands.press("button", verb);
  }

  // ── the canvas ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Where the card of a state is; waits for it. */
  card(state: string): Promise<Box> {
    return this.hands.where(`[data-state="${pathOf(state)}"]`);
  }

  async seesNoCard(state: string): Promise<void> {
    await until(async () => !(await this.hasCard(state)), `the card of ${state} is gone`);
  }

  async hasCard(state: string): Promise<boolean> {
    return (await this.hands.count(`[data-state="${pathOf(state)}"]`)) > 0;
  }

  async select(state: string): Promise<void> {
    await this.hands.click(middle(await this.card(state)));
  }

  /** Drags an entry of the palette with the mouse. */
  async dragFromPalette(entry: string, place: Place): Promise<void> {
    await this.hands.drag(await this.inPalette(entry), await place.point(this));
  }

  /** Where an entry of the palette is, once it has been searched for. */
  async inPalette(entry: string): Promise<Point> {
    await this.seek(entry);
    return middle(await this.hands.where(`.palette-item[aria-label="${entry}"]`));
  }

  /** Searches the palette. */
  async seek(words: string): Promise<void> {
    await this.hands.click(middle(await this.hands.where(".palette input")));
    await this.hands.hit("Control", "a");
    await this.hands.type(words);
  }

  async undo(): Promise<void> {
    await this.hands.press("button", "Undo");
  }

  async redo(): Promise<void> {
    await this.hands.press("button", "Redo");
  }

  // ── the text ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Puts the cursor at the start of the text and types. */
  async writeCode(text: string): Promise<void> {
    if ((await this.hands.count("[data-testid=code]")) === 0) await this.hands.press("button", "Code");
    // Lines reach further to the right than the panel shows, so the middle of one may lie elsewhere.
    const { x, y, height } = await this.hands.where("[data-testid=code] .cm-line");
    await this.hands.click({ x: x + 20, y: y + height / 2 });
    await this.hands.hit("Control", "Home");
    await this.hands.type(text);
  }

  async save(): Promise<void> {
    await this.hands.hit("Control", "s");
  }

  async goHome(): Promise<void> {
    await this.hands.press("button", "Start screen");
    await this.seesStartScreen();
  }

  async seesProblem(words: string | RegExp): Promise<void> {
    await this.hands.press("tab", "Problems");
    await until(async () => (await this.hands.count(".problem")) > 0, "problems are listed");
    await this.hands.read(words);
  }

  async seesNoProblems(): Promise<void> {
    await this.hands.press("tab", "Problems");
    await this.hands.see("button", "0 errors");
  }

  /** Presses Run and is told why that is not possible. */
  async isRefusedToRun(): Promise<void> {
    await this.hands.press("button", "Run");
    await this.hands.read("This workflow cannot run yet");
    await until(async () => (await this.hands.count(".start-form")) === 0, "the start dialog is gone");
  }

  /** How many states the status bar counts. */
  async seesStates(count: number): Promise<void> {
    await this.hands.read(`${count} states`);
  }

  // ── runs ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Presses Run, allows the handlers if asked, and starts. */
  async run(): Promise<void> {
    await this.hands.press("button", "Run");
    await this.hands.see("dialog", "Run ");
    await until(async () => (await this.hands.count(".grants, .note")) > 0, "the dialog says what would run");
    if ((await this.hands.count(".grants")) > 0) await this.hands.press("checkbox", "Allow all");
    await this.hands.press("button", "Start run");
    await until(async () => (await this.hands.count(".start-form")) === 0, "the start dialog is gone");
  }

  async seesOutcome(outcome: "Running" | "Succeeded" | "Failed" | "Stopped", seconds = 30): Promise<void> {
    await until(async () => (await this.#status()) === outcome, `the run shows ${outcome}`, seconds);
  }

  #status(): Promise<string> {
    return this.hands.wordsIn("[data-testid=run-status]");
  }

  async seesQuestion(title: string): Promise<void> {
    await this.hands.see("article", `Approval: ${title}`);
  }

  async approve(comment: string): Promise<void> {
    await this.hands.fill("Comment", comment, "article");
    await this.hands.press("button", "Approve");
  }

  async reject(comment: string): Promise<void> {
    await this.hands.fill("Comment", comment, "article");
    await this.hands.press("button", "Reject");
  }
}
