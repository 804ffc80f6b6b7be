// The text beside the picture: it knows what can be written, what things are, and where names stand.

import type { Drawing } from "./drivers/drawing.ts";
import { expect, test } from "./drivers/world.ts";

const order = `{
  "StartAt": "Charge",
  "States": {
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "TimeoutSeconds": 60,
      "Next": "Ship"
    },
    "Ship": {
      "Type": "Pass",
      "Next": "Charge"
    }
  }
}
`;

/** Clicks behind the first occurrence of some words in the code. */
async function standBehind(drawing: Drawing, words: string): Promise<void> {
  const { page } = drawing.hands;
  const line = page.locator(".code-text .cm-line").filter({ hasText: words }).first();
  await line.waitFor();
  const at = await line.evaluate((place, words) => {
    const end = (place.textContent ?? "").indexOf(words) + words.length;
    const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (passed + length >= end) {
        const range = document.createRange();
        range.setStart(node, end - passed);
        const box = range.getBoundingClientRect();
        return { x: box.x, y: box.y + box.height / 2 };
      }
      passed += length;
    }
    throw new Error(`${words} is not in the line`);
  }, words);
  await page.mouse.click(at.x, at.y);
}

const offers = (drawing: Drawing) => drawing.hands.page.locator(".cm-tooltip-autocomplete li");

test("a field and its value are completed, with the comma that is missing", async ({ drawing }) => {
  await drawing.open(order);
  const { page } = drawing.hands;
  await standBehind(drawing, `"TimeoutSeconds": 60,`);
  await page.keyboard.press("Enter");
  await page.keyboard.type('"Heart');
  await offers(drawing).filter({ hasText: "HeartbeatSeconds" }).first().click();
  await expect(page.locator(".code-text .cm-content")).toContainText('"HeartbeatSeconds": ,');
  await page.keyboard.type("5");
  expect((await drawing.states())["Charge"]).toMatchObject({ HeartbeatSeconds: 5, TimeoutSeconds: 60, Next: "Ship" });
});

test("names of states are offered while the text is broken", async ({ drawing }) => {
  await drawing.open(order.replace('"Next": "Charge"', '"Next": '));
  const { page } = drawing.hands;
  await page.locator(".code-text .cm-line").filter({ hasText: /"Next": $/ }).click();
  await page.keyboard.press("End");
  await page.keyboard.type('"');
  await offers(drawing).filter({ hasText: "Charge" }).first().waitFor();
  await expect(offers(drawing)).toHaveCount(1);
});

test("a field tells what it is under the pointer", async ({ drawing }) => {
  await drawing.open(order);
  const { page } = drawing.hands;
  await page.locator(".code-text .cm-line").filter({ hasText: "TimeoutSeconds" }).getByText('"TimeoutSeconds"').hover();
  const card = page.locator(".code-card");
  await expect(card).toContainText("Fails with States.Timeout when it takes longer.");
  await expect(card).toContainText("1 to 99999999");
});

test("one goes from a name to its state, lists its places, and renames it everywhere", async ({ drawing }) => {
  await drawing.open(order);
  const { page } = drawing.hands;
  await standBehind(drawing, '"StartAt": "Char');
  await page.keyboard.press("F12");
  await drawing.sees("Charge");
  await page.keyboard.press("Shift+F12");
  const places = page.getByRole("region", { name: "Places of Charge" });
  await expect(places.getByRole("button", { name: /StartAt|Charge/ })).toHaveCount(3);
  await page.keyboard.press("Escape");
  const after = await drawing.change(async () => {
    await standBehind(drawing, '"StartAt": "Char');
    await page.keyboard.press("F2");
    await page.getByRole("textbox", { name: "New name of Charge" }).fill("Take money");
    await page.keyboard.press("Enter");
  });
  expect(after).toBe(order.replaceAll('"Charge"', '"Take money"'));
});

test("a variable is renamed where it stands, and from the list of variables", async ({ drawing }) => {
  const sums = `{
  "StartAt": "Set",
  "States": {
    "Set": { "Type": "Pass",
      "Assign": { "rate.$": "$.rate", "rates": 1.00 }, "Next": "Use" },
    "Use": { "Type": "Pass", "Parameters": { "r.$": "States.Format('$rate {}', $rate)", "all.$": "$rates" }, "End": true }
  }
}
`;
  await drawing.open(sums);
  const { page } = drawing.hands;
  const renamed = sums.replace('"rate.$"', '"tax.$"').replace(", $rate)", ", $tax)");
  const after = await drawing.change(async () => {
    await standBehind(drawing, '"Assign": { "rat');
    await page.keyboard.press("F2");
    await page.getByRole("textbox", { name: "New name of rate" }).fill("rates");
    await page.keyboard.press("Enter");
    // The name is another variable's: the field stays and says so.
    await drawing.hands.read("There is a variable");
    await page.getByRole("textbox", { name: "New name of rate" }).fill("$tax");
    await page.keyboard.press("Enter");
  });
  expect(after).toBe(renamed);
  await page.locator(".bottom").getByRole("tab", { name: "Variables" }).click();
  await drawing.hands.see("button", "Rename $tax");
  await drawing.hands.picture("variables");
  await drawing.change(async () => {
    await drawing.hands.press("button", "Rename $tax");
    await page.getByRole("textbox", { name: "New name of $tax" }).fill("rate");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("row").filter({ hasText: "$rate" })).toHaveCount(2);
  });
  expect(await drawing.text()).toBe(sums);
});

test("a problem that belongs to no state opens the text where it is, even if the text was shut", async ({ drawing, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const names = Array.from({ length: 60 }, (_, at) => `Step ${at}`);
  const states = names.map((name, at) => `    "${name}": { "Type": "Pass", ${at < 59 ? `"Next": "Step ${at + 1}"` : '"End": true'} }`);
  await drawing.open(`{\n  "StartAt": "Step 0",\n  "States": {\n${states.join(",\n")}\n  }\n}\n`);
  const line = page.locator(".code-text .cm-line");
  await line.first().click();
  await drawing.hands.hit("Control", "End");
  await drawing.hands.hit("ArrowUp");
  await drawing.hands.hit("End");
  await drawing.hands.hit("Backspace");
  await drawing.hands.read("The text is broken");
  await drawing.hands.hit("Control", "Home");
  await drawing.hands.hit("Control", "e");
  await expect(line).toHaveCount(0);
  await drawing.hands.press("tab", "Problems");
  await page.locator(".problem").first().click();
  await expect(page.locator(".code-text .cm-content")).toBeFocused();
  await expect(page.locator(".code-text .cm-activeLine")).toBeInViewport();
  expect(await page.locator(".cm-lineNumbers .cm-activeLineGutter").innerText(), "at the end of the text").toMatch(/^6\d/);
});

test("a problem of a state is shown at its own line, not only at the state's first", async ({ drawing, page }) => {
  const fields = Array.from({ length: 80 }, (_, at) => `        "field ${at}": ${at}`).join(",\n");
  await drawing.open(`{\n  "StartAt": "A",\n  "States": {\n    "A": {\n      "Type": "Pass",\n      "Result": {\n${fields}\n      },\n      "Next": "Nowhere"\n    }\n  }\n}\n`);
  await drawing.hands.press("tab", "Problems");
  await page.locator(".problem").filter({ hasText: "Nowhere" }).first().click();
  await drawing.sees("A");
  await expect(page.locator(".code-text .cm-line").filter({ hasText: "Nowhere" })).toBeInViewport();
});
