// Short messages at the edge of the window: they tell, and are in nobody's way.

import { expect, test } from "./drivers/world.ts";

const text = JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", End: true } } });

test("messages leave the bottom panel and what stands on the canvas in reach, folded and unfolded", async ({ drawing, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await drawing.open(text);
  await drawing.select("A");
  await drawing.hands.hit("Delete");
  await drawing.hands.hit("Control", "s");
  await expect(page.locator(".toast")).toHaveCount(2);
  // Playwright presses only what nothing else lies over.
  await page.getByRole("button", { name: "Fit the whole workflow" }).click({ timeout: 2_000 });
  await page.getByRole("button", { name: "Unfold the bottom panel" }).click({ timeout: 2_000 });
  const [toast, panel] = [await page.locator(".toast").last().boundingBox(), await page.locator(".bottom").boundingBox()];
  expect((toast?.y ?? 0) + (toast?.height ?? 0), "above the panel").toBeLessThanOrEqual(panel?.y ?? 0);
  await page.getByRole("button", { name: "Fold the bottom panel" }).click({ timeout: 2_000 });
});
