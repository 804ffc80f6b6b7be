// An order saga with a Parallel, a Map, a Choice and a catcher, built without a mouse.

import { expect, test } from "./drivers/world.ts";
import type { Drawing } from "./drivers/drawing.ts";

/** Adds a state behind the selected one and gives it a name. */
async function add(drawing: Drawing, item: string, name: string): Promise<void> {
  const { hands } = drawing;
  const chosen = hands.page.locator('.canvas [data-state][aria-selected="true"]');
  const before = await chosen.getAttribute("data-state");
  await hands.hit("a");
  await hands.see("dialog", "Insert a state");
  await hands.type(item);
  await hands.see("option", item);
  await hands.hit("Enter");
  // The new state is chosen when it is on the canvas; until then a key would reach the one before.
  await expect(chosen).not.toHaveAttribute("data-state", before ?? "");
  await expect(chosen).toBeFocused();
  await rename(drawing, name);
}

async function rename(drawing: Drawing, name: string): Promise<void> {
  const { hands } = drawing;
  await hands.hit("F2");
  await hands.where(".rename-field");
  await hands.type(name);
  await hands.hit("Enter");
  await drawing.sees(name);
  await expect(hands.page.locator('.canvas [data-state][aria-selected="true"]')).toBeFocused();
}

/** Chooses a state from the list that a question shows. */
async function answer(drawing: Drawing, question: string, name: string): Promise<void> {
  await drawing.hands.see("dialog", question);
  await drawing.hands.type(name);
  await drawing.hands.see("option", name);
  await drawing.hands.hit("Enter");
  await drawing.hands.miss("dialog", question);
}

async function walk(drawing: Drawing, ...keys: string[]): Promise<void> {
  for (const key of keys) await drawing.hands.hit(key);
}

test("an order saga is built by keyboard alone, and a screen reader is told", async ({ drawing, world }) => {
  test.setTimeout(240_000);
  const { hands } = drawing;
  await drawing.open('{\n  "StartAt": "Check order",\n  "States": {\n    "Check order": {\n      "Type": "Pass",\n      "End": true\n    }\n  }\n}\n');
  await hands.hit("F6");
  await hands.hit("Home");
  await drawing.sees("Check order");
  await add(drawing, "Parallel", "Prepare");
  await walk(drawing, "ArrowDown");
  await add(drawing, "Lambda Invoke", "Reserve stock");
  await walk(drawing, "Home", "ArrowDown");
  await drawing.sees("Prepare");
  await add(drawing, "Choice", "Large?");
  await add(drawing, "Map", "Ship parcels");
  await walk(drawing, "ArrowDown");
  await rename(drawing, "Ship one");
  await walk(drawing, "ArrowUp");
  await drawing.sees("Ship parcels");
  await add(drawing, "Lambda Invoke", "Charge card");
  await add(drawing, "Pass", "Release stock");
  await add(drawing, "Fail", "Order cancelled");
  await hands.hit("ArrowUp");
  await drawing.sees("Release stock");
  await hands.hit("ArrowUp");
  await drawing.sees("Charge card");
  await hands.hit("Shift", "L");
  await answer(drawing, "On an error go to …", "Release stock");
  const states = await drawing.states();
  expect(states["Charge card"]?.Catch).toMatchObject([{ Next: "Release stock" }]);
  expect(Object.values(states).map(({ Type }) => Type).toSorted()).toEqual(["Choice", "Fail", "Map", "Parallel", "Pass", "Pass", "Pass", "Task"]);
  await world.app.seesNoProblems();
});
