// From a key in the code to the mark that says what is wrong with it, through the whole program: the page, the door,
// the back end and back. `SIGNALBOX_PROGRAM` names a release build. Not a test: `npm run measure -- typing`.
// Beside it stands the limit: from a key in a bare field of the page to a change after one small question to the back end.

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

/** What a key costs with nothing to do: a field, one question that is answered at once, one change. */
const bare = (rounds: number) =>
  new Promise<number[]>((resolve) => {
    const field = document.body.appendChild(document.createElement("input"));
    const times: number[] = [];
    let begun = 0;
    field.focus();
    new MutationObserver(() => {
      times.push(performance.now() - begun);
      if (times.length < 2 * rounds) return;
      field.remove();
      resolve(times);
    }).observe(field, { attributes: true });
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      begun = performance.now();
      const headers = { "content-type": "application/json", "x-signalbox": "1" };
      void fetch("/api/describe_session", { method: "POST", headers, body: "{}" })
        .then((answer) => answer.text())
        .then(() => (field.title = String(times.length)));
    });
  });

async function limit(page: Page): Promise<number> {
  const noted = page.evaluate(bare, rounds);
  for (let round = 0; round < 2 * rounds; round += 1) {
    await page.keyboard.press("x");
    await page.waitForTimeout(20);
  }
  return percentile((await noted).sort((one, other) => one - other), 0.95);
}

const noted = (page: Page) => page.evaluate(() => (window as unknown as { noted: { times: number[] } }).noted.times);

/** Waits without asking at every frame, which would make the page draw frames. */
const after = (count: number) => {
  const { noted } = window as unknown as { noted: { times: number[] } };
  return new Promise<void>((resolve) => {
    const look = () => (noted.times.length > count ? resolve() : void setTimeout(look, 5));
    look();
  });
};

async function keys(page: Page, what: string, at: readonly string[], goal: number, limit: number): Promise<void> {
  await page.locator("[data-testid=code] .cm-content").focus();
  await page.evaluate(place, at);
  const before = (await noted(page)).length;
  for (let round = 0; round < 2 * rounds; round += 1) {
    await page.keyboard.press(round % 2 === 0 ? "x" : "Backspace");
    await page.evaluate(after, before + round);
  }
  const times = (await noted(page)).slice(before).sort((one, other) => one - other);
  const [half, most] = [percentile(times, 0.5), percentile(times, 0.95)];
  const beside = `limit ${limit.toFixed(1)} ms, ratio ${(most / limit).toFixed(1)}`;
  console.log(`${what}: p50 ${half.toFixed(0)}, p95 ${most.toFixed(0)} ms, goal p95 ≤ ${goal} ms, ${beside}`);
}

for (const [states, size, goal] of [[150, "50 kB", 16], [2_700, "1 MB", 50]] as const)
  test(`keys in ${size}`, async () => {
    test.setTimeout(300_000);
    await onStage(largeDefinition(states), async ({ page, app }) => {
      await app.card("Step 1");
      const bareKey = await limit(page);
      // A text that somebody works on differs from the file; every second key would make it the same again.
      await app.writeCode(" ");
      await page.evaluate(watch);
      await keys(page, `${size}, the picture stays`, ['"IntervalSeconds"', "2"], goal, bareKey);
      await keys(page, `${size}, the picture changes`, ['"StartAt"', '"Step 0'], goal, bareKey);
    });
  });
