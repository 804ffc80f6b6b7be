// A person's hands in a browser, by Playwright.

import { expect, type Locator, type Page } from "@playwright/test";
import { join } from "node:path";
import { until } from "./children.ts";
import type { Box, Hands, Key, Point, Role } from "./hands.ts";
import { artefacts } from "./programs.ts";

/** Keys that are held while the mouse is used. */
export type Holding = "Alt" | "Control" | "Shift";

export class BrowserHands implements Hands {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(role: Role, name: string): Promise<void> {
    // A name may change under the finger: the inbox tells how much is waiting.
    await expect(async () => (await this.#best(role, name)).click({ timeout: 5_000 })).toPass();
  }

  async fill(label: string, text: string, within = "body"): Promise<void> {
    const field = await this.#best("textbox", label, within);
    await field.click();
    await field.fill(text);
  }

  async see(role: Role, name: string): Promise<void> {
    await expect(this.page.getByRole(role, { name }).first()).toBeVisible();
  }

  async miss(role: Role, name: string): Promise<void> {
    await expect(this.page.getByRole(role, { name, exact: true })).toHaveCount(0);
  }

  async read(words: string | RegExp): Promise<void> {
    await expect(this.page.getByText(words).filter({ visible: true }).first()).toBeVisible();
  }

  async where(selector: string): Promise<Box> {
    const found = this.page.locator(selector).first();
    await found.waitFor();
    let last = "";
    return until(async () => {
      const box = await found.boundingBox();
      const still = JSON.stringify(box) === last;
      last = JSON.stringify(box);
      return still ? box : null;
    }, `${selector} is on the screen and stands still`);
  }

  count(selector: string): Promise<number> {
    return this.page.locator(selector).count();
  }

  async wordsIn(selector: string): Promise<string> {
    const found = this.page.locator(selector).first();
    return (await found.count()) === 0 ? "" : found.innerText();
  }

  /** `held` is a key that is down meanwhile. */
  async click(at: Point, held?: Holding): Promise<void> {
    await this.#holding(held, () => this.page.mouse.click(at.x, at.y));
  }

  async doubleClick(at: Point): Promise<void> {
    await this.page.mouse.dblclick(at.x, at.y);
  }

  async rightClick(at: Point): Promise<void> {
    await this.page.mouse.click(at.x, at.y, { button: "right" });
  }

  async hover(at: Point): Promise<void> {
    await this.page.mouse.move(at.x, at.y);
  }

  async drag(from: Point, to: Point, held?: Holding): Promise<void> {
    await this.#holding(held, async () => (await this.carry(from, to))());
  }

  /** Carries something there and holds it; what is returned lets go. */
  async carry(from: Point, to: Point): Promise<() => Promise<void>> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 1, from.y + 1);
    await mouse.move(to.x, to.y, { steps: 12 });
    return () => mouse.up();
  }

  async #holding(key: Holding | undefined, act: () => Promise<void>): Promise<void> {
    if (key) await this.page.keyboard.down(key);
    await act();
    if (key) await this.page.keyboard.up(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async hit(...keys: (Key | string)[]): Promise<void> {
    await this.page.keyboard.press(keys.join("+"));
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: join(artefacts, `browser-${name}.png`) });
  }

  /** An equal name is preferred to one that merely contains it. */
  async #best(role: Role, name: string, within = "body"): Promise<Locator> {
    const place = this.page.locator(within);
    const containing = place.getByRole(role, { name }).filter({ visible: true });
    await containing.first().waitFor();
    const equal = place.getByRole(role, { name, exact: true }).filter({ visible: true });
    return ((await equal.count()) > 0 ? equal : containing).first();
  }
}
