// Several files at once: tabs, what survives a crash, and what others do to a file.

import { rmSync } from "node:fs";
import { onto } from "./drivers/app.ts";
import { expect, test as base } from "./drivers/world.ts";
import { Tabs } from "./drivers/tabs.ts";

const test = base.extend<{ tabs: Tabs }>({ tabs: async ({ drawing }, use) => use(new Tabs(drawing.hands)) });

/** A workflow of passing states, one below the other. */
function chain(...names: string[]): string {
  const states = names.map((name, at) => [name, at + 1 < names.length ? { Type: "Pass", Next: names[at + 1] } : { Type: "Pass", End: true }]);
  return `${JSON.stringify({ StartAt: names[0], States: Object.fromEntries(states) }, null, 2)}\n`;
}

const files = { "one.asl.json": chain("A", "B", "C"), "two.asl.json": chain("D", "E"), "three.asl.json": chain("F") };

test.beforeEach(async ({ app, world }) => {
  for (const [name, text] of Object.entries(files)) world.home.write(name, text);
  await app.goOnAsGuest();
});

test("several files are open in tabs, each with its own selection, zoom and undo", async ({ app, drawing, tabs, world }) => {
  const { home } = world;
  const { hands } = drawing;
  for (const name of Object.keys(files)) await app.openFile(home.documents, name);
  await tabs.see("one", "two", "three");
  await tabs.press("one");
  await drawing.select("B");
  await hands.press("button", "Zoom in");
  const seen = await drawing.on("B");
  await hands.hit("Control", "d");
  await tabs.see("•one", "two", "three");
  await drawing.sees("B (2)");

  await hands.hit("Control", "Tab");
  await tabs.seesShown("two");
  await expect(hands.page.getByRole("button", { name: "Undo", exact: true }).first()).toHaveAttribute("aria-disabled", "true");
  await hands.hit("Control", "Shift", "Tab");
  await tabs.seesShown("one");
  await drawing.sees("B (2)");
  expect(await drawing.on("B"), "the picture stands where it was").toEqual(seen);
  await app.undo();
  await app.seesNoCard("B (2)");
  await tabs.see("one", "two", "three");

  await tabs.drag("one", "three");
  await tabs.see("two", "three", "one");
  await hands.hit("Control", "Shift", "PageUp");
  await tabs.see("two", "one", "three");
  await app.openFile(home.documents, "two.asl.json");
  await tabs.see("two", "one", "three");
  await tabs.seesShown("two");
  await tabs.pressWheel("three");
  await hands.hit("Control", "w");
  await tabs.see("one");
  await hands.hit("Control", "Shift", "t");
  await tabs.see("one", "two");
});

test("closing what is not saved asks; saving closes it", async ({ app, drawing, tabs, world }) => {
  const { hands } = drawing;
  await app.openFile(world.home.documents, "one.asl.json");
  await app.openFile(world.home.documents, "two.asl.json");
  await drawing.select("D");
  await hands.hit("Control", "d");
  await tabs.see("one", "•two");
  await tabs.press("one");
  await tabs.pressWheel("two");
  await hands.see("dialog", "Save your changes?");
  await tabs.seesShown("two");
  await hands.press("button", "Cancel");
  await tabs.see("one", "•two");
  await hands.hit("Control", "w");
  await hands.press("button", "Save");
  await tabs.see("one");
  expect(world.home.read("two.asl.json"), "it was saved").toContain("D (2)");
  await drawing.select("A");
  await hands.hit("Control", "d");
  await hands.hit("Control", "w");
  await hands.press("button", "Discard changes");
  await app.seesStartScreen();
  expect(world.home.read("one.asl.json"), "nothing was saved").toBe(files["one.asl.json"]);
});

test("a power cut loses no tab and no typing; what was recovered can be discarded", async ({ app, drawing, tabs, world }) => {
  const { hands } = drawing;
  await app.openFile(world.home.documents, "one.asl.json");
  await hands.hit("Control", "n");
  await app.writeCode("     ");
  await tabs.press("one");
  await drawing.select("B");
  const kept = hands.page.waitForResponse((answer) => answer.url().endsWith("/api/keep_draft") && (answer.request().postData() ?? "").includes("B (2)"));
  await hands.hit("Control", "d");
  await kept;
  await world.restart("kill");
  await tabs.see("•one", "•Untitled");
  await tabs.seesShown("one");
  await app.card("B (2)");
  await hands.read("Recovered what was not saved");
  await hands.press("button", "Compare");
  await hands.see("dialog", "one: on disk and here");
  await hands.hit("Escape");
  await hands.press("button", "Discard");
  await app.seesNoCard("B (2)");
  await tabs.see("one", "•Untitled");
  await app.undo();
  await app.card("B (2)");
  await tabs.press("Untitled");
  await hands.press("button", "Discard");
  await tabs.see("•one");
});

test("a file that others change or remove is never overwritten unasked", async ({ app, drawing, tabs, world }) => {
  const { home } = world;
  const { hands } = drawing;
  const mine = files["one.asl.json"].replace('"C"', '"Mine"').replace('"C"', '"Mine"');
  await app.openFile(home.documents, "one.asl.json");
  await app.writeCode(" ");
  home.write("one.asl.json", chain("Theirs"));
  await hands.read("Another program changed this file.");
  await hands.press("button", "Compare");
  await hands.see("textbox", "On disk");
  await hands.read(/"Theirs"/);
  await hands.hit("Escape");
  await hands.press("button", "Reload");
  await app.card("Theirs");
  await tabs.see("one");
  await app.undo();
  await app.card("C");
  home.write("one.asl.json", mine);
  await hands.press("button", "Keep mine");
  await tabs.see("one");
  expect(home.read("one.asl.json"), "what stood there").toBe(` ${files["one.asl.json"]}`);
  rmSync(home.path("one.asl.json"));
  await hands.read("This file is no longer on disk.");
  await hands.press("button", "Save again");
  // Until it is saved there is no file to read.
  await expect(() => expect(home.read("one.asl.json")).toBe(` ${files["one.asl.json"]}`)).toPass();
});

test("every save can be looked at and taken back", async ({ app, drawing, world }) => {
  const { hands } = drawing;
  await app.openFile(world.home.documents, "one.asl.json");
  for (const state of ["A", "C"]) {
    await drawing.select(state);
    await hands.hit("Control", "d");
    await drawing.sees(`${state} (2)`);
    await app.save();
    await hands.read("Saved one");
    await expect(hands.page.locator(".dirty-dot")).toHaveCount(0);
  }
  await hands.press("button", "File one");
  await hands.press("menuitem", "Local history");
  await hands.see("dialog", "Local history of one");
  await expect(hands.page.getByRole("option")).toHaveText([/Saved/, /Saved/, /Found in the file/]);
  // The list has the keyboard: arrows walk through it, Tab leaves it.
  await expect(hands.page.getByRole("option", { selected: true })).toBeFocused();
  await hands.hit("End");
  await expect(hands.page.getByRole("option", { selected: true })).toHaveText(/Found in the file/);
  await hands.read(/"A \(2\)"/);
  await hands.press("button", "Restore");
  await app.seesNoCard("C (2)");
  await app.seesNoCard("A (2)");
  await app.undo();
  await app.card("C (2)");
  await app.redo();
  await app.save();
  await expect.poll(() => world.home.read("one.asl.json")).toBe(files["one.asl.json"]);
});

test("a selection and a workflow become templates of one's own", async ({ app, drawing, tabs, world }) => {
  const { hands } = drawing;
  await app.openFile(world.home.documents, "one.asl.json");
  await drawing.select("A", "B");
  await drawing.choose("B", "Keep the selection as a template");
  await hands.fill("Name", "x".repeat(81));
  await hands.press("button", "Keep");
  // The dialog grows for the refusal, so that is waited for first.
  const [refusal, help] = [await hands.where(".dialog .note.danger"), await hands.where(".dialog .help")];
  expect(refusal.y - help.y - help.height, "the refusal stands apart").toBeGreaterThanOrEqual(8);
  await hands.fill("Name", "Two steps 두 단계");
  await hands.press("button", "Keep");
  await drawing.select("C");
  await hands.hit("Shift", "T");
  await hands.see("option", "Two steps 두 단계");
  await hands.hit("Enter");
  await app.card("A (2)");
  await app.card("B (2)");
  await app.dragFromPalette("Two steps 두 단계", onto.edge("A", "B"));
  await app.card("B (3)");
  await app.undo();
  await app.seesNoCard("B (3)");
  await hands.press("button", "File one");
  await hands.press("menuitem", "Keep as template");
  await hands.fill("Name", "Five steps");
  await hands.press("button", "Keep");
  await app.goHome();
  await hands.press("button", "Template Two steps 두 단계");
  await hands.press("menuitem", "Delete");
  await hands.miss("button", "Template Two steps 두 단계");
  await hands.press("button", "Template Five steps");
  await hands.press("menuitem", "Rename");
  await hands.fill("Name", "A chain");
  await hands.press("button", "Rename");
  await hands.see("button", "Template A chain");
  await hands.press("button", "A chain");
  await app.card("B (2)");
  await tabs.see("•one", "A chain");
});

test("the list of very many tabs stays in the window", async ({ drawing, tabs }) => {
  const { hands } = drawing;
  for (let count = 0; count < 40; count += 1) await hands.hit("Control", "n");
  await tabs.seesShown("Untitled 40");
  await hands.press("button", "All open workflows");
  await expect.poll(async () => {
    const menu = await hands.page.locator(".menu").boundingBox();
    return (menu?.y ?? 999) + (menu?.height ?? 999);
  }).toBeLessThanOrEqual(hands.page.viewportSize()?.height ?? 0);
  await hands.hit("End");
  await expect(hands.page.getByRole("menuitem", { name: "Untitled 40" })).toBeInViewport();
  await hands.hit("Enter");
  await tabs.seesShown("Untitled 40");
});

test("tabs that do not fit are reached by a list, and the one that is shown can be seen", async ({ app, drawing, tabs, world }) => {
  const { hands } = drawing;
  await hands.page.setViewportSize({ width: 700, height: 700 });
  await app.openFile(world.home.documents, "one.asl.json");
  for (let count = 0; count < 7; count += 1) await hands.hit("Control", "n");
  await tabs.seesShown("Untitled 7");
  await expect(hands.page.locator(".open-tab.shown")).toBeInViewport();
  await hands.press("button", "All open workflows");
  await hands.press("menuitem", "one");
  await tabs.seesShown("one");
  await expect(hands.page.locator(".open-tab.shown")).toBeInViewport();
  await app.card("A");
});
