// What the main thread of the page spends on each frame of a canvas of 10,000 states, and how many elements the
// picture has. Not a test: `npm run measure -- large-canvas`.

import { test } from "@playwright/test";
import { middle } from "./drivers/hands.ts";
import { largeDefinition } from "./drivers/large.ts";
import { measure, words } from "./drivers/main-thread.ts";
import { onStage, type Stage } from "./drivers/stage.ts";

const steps = 60;

test("a canvas of 10,000 states", async () => {
  test.setTimeout(300_000);
  await onStage(largeDefinition(10_000), move);
});

async function move({ browser, page, app }: Stage): Promise<void> {
  await app.card("Step 1");
  const { mouse, keyboard } = page;
  const canvas = middle(await app.hands.where(".canvas-host"));
  let most = 0;
  const count = async () => (most = Math.max(most, await app.hands.count(".picture *")));
  const repeat = async (what: string, goal: number, act: (step: number) => Promise<void>) => {
    await mouse.move(canvas.x, canvas.y);
    const load = await measure(browser, page, async () => {
      for (let step = 0; step < steps; step += 1) {
        await act(step);
        await page.evaluate(() => new Promise((shown) => requestAnimationFrame(shown)));
      }
    });
    await count();
    console.log(`${what}: ${words(load)}, goal p95 ≤ ${goal} ms`);
  };
  await repeat("pan", 8, () => mouse.wheel(0, 90));
  await keyboard.down("Control");
  await repeat("zoom", 8, (step) => mouse.wheel(0, step < steps / 2 ? 90 : -90));
  await keyboard.up("Control");
  const states = await page.locator("[data-state]").evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect()).map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 })));
  const seen = states.filter(({ x, y }) => Math.abs(x - canvas.x) < 300 && Math.abs(y - canvas.y) < 250);
  await repeat("select", 16, async (step) => {
    const at = seen[step % Math.max(1, seen.length)] ?? canvas;
    await mouse.click(at.x, at.y);
  });
  const from = seen[0] ?? canvas;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await repeat("drag", 16, (step) => mouse.move(canvas.x + 4 * step, canvas.y - 100 + 5 * (step % 40)));
  await keyboard.press("Escape");
  await mouse.up();
  console.log(`most elements in the picture: ${most}, goal ≤ 300`);
}
