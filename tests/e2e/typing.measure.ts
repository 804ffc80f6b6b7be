// From a key in the code to the mark that says what is wrong with it, through the whole program: the page, the door,
// the back end and back. `SIGNALBOX_PROGRAM` names a release build. Not a test: `npm run measure -- typing`.

import { test, type Page } from "@playwright/test";
import { largeDefinition } from "./drivers/large.ts";
import { percentile } from "./drivers/main-thread.ts";
import { onStage } from "./drivers/stage.ts";

const rounds = 30;

/** Notes for each key how long it takes until a mark comes or goes. */
const watch = () => {
  const noted = { begun: 0, times: [] as number[] };
  Object.assign(window, { noted });
  const code = document.querySelector("[data-testid=code]");
  const marked = () => code?.querySelector(".cm-lintRange-error") !== null;
  let before = marked();
  window.addEventListener("keydown", () => (noted.begun = performance.now()), true);
  new MutationObserver(() => {
    if (marked() === before) return;
    before = !before;
    noted.times.push(performance.now() - noted.begun);
  }).observe(code ?? document.body, { subtree: true, childList: true, attributes: true });
};

/** Puts the cursor behind the first place where these pieces follow one another in the code. */
const place = (words: readonly string[]) => {
  const walker = document.createTreeWalker(document.querySelector("[data-testid=code] .cm-content") ?? document.body, NodeFilter.SHOW_TEXT);
  let left = [...words];
  while (left.length > 0 && walker.nextNode()) {
    const at = walker.currentNode.textContent?.indexOf(left[0] ?? "") ?? -1;
    if (at < 0) continue;
    const end = at + (left[0]?.length ?? 0);
    left = left.slice(1);
    if (left.length === 0) getSelection()?.collapse(walker.currentNode, end);
  }
};

const noted = (page: Page) => page.evaluate(() => (window as unknown as { noted: { times: number[] } }).noted.times);

async function keys(page: Page, what: string, at: readonly string[], goal: number): Promise<void> {
  await page.locator("[data-testid=code] .cm-content").focus();
  await page.evaluate(place, at);
  const before = (await noted(page)).length;
  for (let round = 0; round < 2 * rounds; round += 1) {
    await page.keyboard.press(round % 2 === 0 ? "x" : "Backspace");
    await page.waitForFunction((count) => (window as unknown as { noted: { times: number[] } }).noted.times.length > count, before + round);
  }
  const times = (await noted(page)).slice(before).sort((one, other) => one - other);
  const [half, most] = [percentile(times, 0.5), percentile(times, 0.95)].map((time) => time.toFixed(0));
  console.log(`${what}: p50 ${half}, p95 ${most} ms, goal p95 ≤ ${goal} ms`);
}

for (const [states, size, goal] of [[150, "50 kB", 16], [2_700, "1 MB", 50]] as const)
  test(`keys in ${size}`, async () => {
    test.setTimeout(300_000);
    await onStage(largeDefinition(states), async ({ page, app }) => {
      await app.card("Step 1");
      await page.evaluate(watch);
      await keys(page, `${size}, the picture stays`, ['"IntervalSeconds"', "2"], goal);
      await keys(page, `${size}, the picture changes`, ['"StartAt"', '"Step 0'], goal);
    });
  });
