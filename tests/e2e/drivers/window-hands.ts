// A person's hands in the real window, by WebDriver.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "./children.ts";
import { type Box, type Hands, type Key, type Point, type Role, middle } from "./hands.ts";
import { artefacts } from "./programs.ts";
import type { WebDriverSession } from "./web-driver.ts";

/** The code points by which WebDriver names keys. */
const keyCodes: Record<Key, string> = { Control: "\uE009", Delete: "\uE017", Enter: "\uE007", Escape: "\uE00C", Home: "\uE011", Shift: "\uE008" };

/** Runs in the page: finds by role and accessible name, and gives the box of the best match. */
const findByRole = `
  const [role, name, within, exactly] = arguments;
  const selectors = {
    alert: "[role=alert]", article: "article,[role=article]", button: "button:not([role]),[role=button]",
    checkbox: "input[type=checkbox],[role=checkbox]", dialog: "[role=dialog]", form: "form[aria-label]", heading: "h1,h2,h3,[role=heading]",
    menuitem: "[role=menuitem]", option: "[role=option]", tab: "[role=tab]",
    textbox: "input:not([type=checkbox]):not([type=radio]),textarea,[role=textbox],[contenteditable=true]",
  };
  const plain = (text) => (text ?? "").replace(/\\s+/g, " ").trim();
  const words = (element) => {
    const by = element.getAttribute("aria-labelledby");
    if (by) return by.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const label = element.getAttribute("aria-label");
    if (label) return label;
    if (element.labels?.length) return [...element.labels].map((one) => one.textContent).join(" ");
    return element.textContent || element.title || element.getAttribute("placeholder");
  };
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const found = [...document.querySelectorAll(within)].flatMap((place) => [...place.querySelectorAll(selectors[role])]).filter(seen).map((element) => ({ element, name: plain(words(element)) }));
  const wanted = name.toLowerCase();
  const best = found.find((one) => one.name === name) ?? found.find((one) => !exactly && one.name.toLowerCase().includes(wanted));
  if (!best) return null;
  best.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  const { x, y, width, height } = best.element.getBoundingClientRect();
  return { x, y, width, height };
`;

/** Runs in the page: the box of the first visible element that fits a selector. */
const findBySelector = `
  const found = [...document.querySelectorAll(arguments[0])].find((element) => element.getClientRects().length > 0);
  if (!found) return null;
  const { x, y, width, height } = found.getBoundingClientRect();
  return { x, y, width, height };
`;

export class WindowHands implements Hands {
  readonly session: WebDriverSession;

  constructor(session: WebDriverSession) {
    this.session = session;
  }

  async press(role: Role, name: string, within = "body"): Promise<void> {
    await this.click(middle(await this.#settled(() => this.#find(role, name, within), `${role} "${name}"`)));
  }

  async fill(label: string, text: string, within = "body"): Promise<void> {
    await this.press("textbox", label, within);
    await this.hit("Control", "a");
    await this.hit("Delete");
    await this.type(text);
  }

  async see(role: Role, name: string): Promise<void> {
    await until(() => this.#find(role, name), `${role} "${name}" is seen`);
  }

  async miss(role: Role, name: string): Promise<void> {
    await until(async () => (await this.#find(role, name, "body", "exactly")) === null, `${role} "${name}" is gone`);
  }

  async read(words: string | RegExp): Promise<void> {
    const fits = (text: string) => (typeof words === "string" ? text.toLowerCase().includes(words.toLowerCase()) : words.test(text));
    await until(async () => fits(await this.session.run<string>("return document.body.innerText")), `the window says ${words}`);
  }

  where(selector: string): Promise<Box> {
    return this.#settled(() => this.session.run<Box | null>(findBySelector, selector), selector);
  }

  count(selector: string): Promise<number> {
    return this.session.run("return document.querySelectorAll(arguments[0]).length", selector);
  }

  wordsIn(selector: string): Promise<string> {
    return this.session.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector);
  }

  async click(at: Point): Promise<void> {
    await this.session.click(at);
  }

  async drag(from: Point, to: Point): Promise<void> {
    await this.session.drag(from, to);
  }

  async type(text: string): Promise<void> {
    await this.session.type(text);
  }

  async hit(...keys: (Key | string)[]): Promise<void> {
    await this.session.chord(keys.map((key) => (key in keyCodes ? keyCodes[key as Key] : key)));
  }

  async picture(name: string): Promise<void> {
    mkdirSync(artefacts, { recursive: true });
    // What was just changed is painted with the next frames, not at once.
    await this.session.run("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))");
    writeFileSync(join(artefacts, `window-${name}.png`), await this.session.screenshot());
  }

  #find(role: Role, name: string, within = "body", ...exactly: "exactly"[]): Promise<Box | null> {
    return this.session.run(findByRole, role, name, within, ...exactly);
  }

  /** Waits until something is there and has stopped moving. */
  async #settled(look: () => Promise<Box | null>, what: string): Promise<Box> {
    let last = "";
    return until(async () => {
      const box = await look();
      const now = JSON.stringify(box);
      const still = box !== null && now === last;
      last = now;
      return still ? box : null;
    }, `${what} is on the screen`);
  }
}
