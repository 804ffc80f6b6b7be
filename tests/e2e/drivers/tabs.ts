// The tabs of open workflows, as a person uses them.

import { expect, type Locator } from "@playwright/test";
import type { BrowserHands } from "./browser-hands.ts";
import { middle, type Point } from "./hands.ts";

export class Tabs {
  readonly #hands: BrowserHands;

  constructor(hands: BrowserHands) {
    this.#hands = hands;
  }

  /** Waits until these tabs are open, in this order. A dot in front of a name: not saved. */
  async see(...names: string[]): Promise<void> {
    const tabs = this.#all();
    await expect(tabs).toHaveCount(names.length);
    await expect.poll(() => tabs.evaluateAll((found) => found.map((tab) => (tab.ariaLabel ?? "").replace(/^(.*), not saved$/, "•$1")))).toEqual(names);
  }

  async seesShown(name: string): Promise<void> {
    // A dialog hides the tabs from screen readers, so the attribute is looked at.
    const shown = this.#all().and(this.#hands.page.locator("[aria-selected=true]"));
    await expect(shown).toHaveAttribute("aria-label", new RegExp(`^${name}(, not saved)?$`));
  }

  async press(name: string): Promise<void> {
    await this.#tab(name).click();
  }

  async pressWheel(name: string): Promise<void> {
    await this.#tab(name).click({ button: "middle" });
  }

  /** Drags one tab onto another one's place. */
  async drag(name: string, onto: string): Promise<void> {
    const to = middle(await this.#box(onto));
    await this.#hands.drag(middle(await this.#box(name)), { x: to.x + (to.x > (await this.#middleOf(name)).x ? 20 : -20), y: to.y });
  }

  async #middleOf(name: string): Promise<Point> {
    return middle(await this.#box(name));
  }

  async #box(name: string): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.#tab(name).boundingBox();
    if (!box) throw new Error(`there is no tab ${name}`);
    return box;
  }

  #tab(name: string): Locator {
    return this.#all().and(this.#hands.page.getByRole("tab", { name: new RegExp(`^${name}(, not saved)?$`) }));
  }

  #all(): Locator {
    return this.#hands.page.locator(".open-tabs [role=tab]");
  }
}
