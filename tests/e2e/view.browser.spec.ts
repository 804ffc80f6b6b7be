// What one sees of a workflow and how one gets about: search, folds, map, outline, commands and their keys, pictures, small windows.

import { forked, orders } from "./drivers/definitions.ts";
import { middle } from "./drivers/hands.ts";
import { expect, test } from "./drivers/world.ts";

const left = "/States/Both/Branches/0/States/Left";
const right = "/States/Both/Branches/1/States/Right";

test("states are found by what they say and walked through", async ({ drawing }) => {
  await drawing.open(orders);
  await drawing.hands.hit("Control", "f");
  await drawing.hands.type("type:fail");
  await drawing.hands.read("– of 1");
  await drawing.hands.hit("Enter");
  await drawing.hands.read("1 of 1");
  await drawing.sees("Refund");
  await drawing.hands.hit("Escape");
  expect(await drawing.hands.count(".find-bar")).toBe(0);
});

test("the search opens from any field, and is gone back to by the same keys; the text has one of its own", async ({ drawing, page }) => {
  await drawing.open(orders);
  await drawing.hands.press("tab", "Outline");
  await page.getByLabel("Find in the outline").click();
  await drawing.hands.hit("Control", "f");
  const search = page.getByRole("searchbox", { name: "Find on the canvas" });
  await expect(search).toBeFocused();
  await drawing.hands.type("ship");
  await drawing.hands.hit("Enter");
  await drawing.sees("Ship");
  await drawing.hands.click(await drawing.on("Charge"));
  await drawing.hands.hit("Control", "f");
  await expect(search).toBeFocused();
  await drawing.hands.hit("Escape");
  await page.locator(".code-text .cm-line").first().click();
  await drawing.hands.hit("Control", "f");
  await drawing.hands.where(".cm-search");
  await expect(search).toHaveCount(0);
});

test("what is found inside of folded containers is unfolded; a container is not found for what lies in it", async ({ drawing, page }) => {
  await drawing.open(forked);
  await drawing.select("Done");
  await drawing.hands.hit("[");
  await drawing.hands.read("2 branches · 2 states");
  await drawing.hands.hit("Control", "f");
  await drawing.hands.type("seconds");
  await drawing.hands.read("– of 2");
  const words = page.locator(".find-bar [role=status]");
  await expect(words, "words, not a badge").toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
  await drawing.hands.hit("Shift", "Enter");
  await drawing.sees("Right");
  await drawing.hands.hit("Enter");
  await drawing.sees("Left");
  // The next key is heard on the canvas.
  await drawing.hands.hit("Escape");
  await drawing.hands.hit("[");
  await drawing.sees("Both");
});

test("all containers are folded: the picture is seen whole, and the keyboard goes on from the card that stands for the state", async ({ drawing, page }) => {
  await drawing.open(forked);
  await drawing.select(right);
  await page.mouse.wheel(0, 300);
  await drawing.hands.hit("[");
  await drawing.sees("Both");
  const [canvas, card, end] = [await drawing.hands.where(".canvas-host"), await drawing.app.card("Both"), await drawing.app.card("Done")];
  expect(card.y, "its top is seen").toBeGreaterThan(canvas.y);
  expect(end.y + end.height, "its end is seen").toBeLessThan(canvas.y + canvas.height);
  await drawing.hands.hit("ArrowDown");
  await drawing.sees("Which");
  await drawing.hands.hit("]");
  await drawing.on(left);
});

test("a fan far wider than the map is reached to its end by the map, and a chain's map can be pressed", async ({ app, world, page }) => {
  const branches = Array.from({ length: 200 }, (_, at) => ({ StartAt: `W${at}`, States: { [`W${at}`]: { Type: "Pass", End: true } } }));
  world.home.write("fan.asl.json", JSON.stringify({ StartAt: "Fan out", States: { "Fan out": { Type: "Parallel", Branches: branches, End: true } } }));
  await app.goOnAsGuest();
  await app.openFile(world.home.documents, "fan.asl.json");
  const map = await app.hands.where(".canvas-minimap");
  expect(Math.min(map.width, map.height), "there is something to press").toBeGreaterThanOrEqual(16);
  const last = page.locator('[data-state$="/W199"]');
  await expect(async () => {
    await page.mouse.click(map.x + map.width - 2, map.y + map.height / 2);
    await expect(last).toBeInViewport({ timeout: 300 });
  }).toPass();
});

test("the outline shows the tree, selects and folds", async ({ drawing }) => {
  await drawing.open(forked);
  await drawing.hands.press("tab", "Outline");
  await drawing.hands.press("treeitem", "Right");
  await drawing.sees("Right");
  await drawing.hands.hit("ArrowLeft");
  await drawing.sees("Both");
  await drawing.hands.hit("ArrowLeft");
  await drawing.hands.read("2 branches · 2 states");
});

test("shortcuts are changed by their owner, and a conflict is named", async ({ drawing }) => {
  await drawing.open(orders);
  await drawing.select("Charge");
  await drawing.hands.hit("?");
  const keys = drawing.hands.page.getByRole("listitem").filter({ hasText: "Close the tab" });
  await expect(keys, "what the browser keeps for itself is not promised").not.toContainText("Ctrl+W");
  await expect(keys.locator(".shortcut-keys")).toHaveCSS("border-top-width", "0px");
  const search = drawing.hands.page.getByLabel("Find a command or keys");
  await search.fill("save as");
  await drawing.hands.press("button", "Change the keys of Save as");
  await drawing.hands.hit("Control", "z");
  await drawing.hands.press("button", "Use it here");
  await expect(drawing.hands.page.getByRole("button", { name: "Change the keys of Save as" }), "the keyboard stays at the row").toBeFocused();
  await drawing.hands.press("button", "Reset all");
  await search.fill("");
  await drawing.hands.press("button", "Change the keys of Duplicate");
  await drawing.hands.hit("Control", "z");
  await drawing.hands.read("means “Undo”");
  await drawing.hands.hit("Alt", "d");
  await drawing.hands.read("Alt+D");
  await drawing.hands.hit("Escape");
  await drawing.change(async () => {
    // It is selected still; a second click this soon would be a double one.
    await drawing.sees("Charge");
    await drawing.hands.hit("Alt", "d");
    await drawing.app.card("Charge (2)");
  });
});

test("the palette of commands runs any of them, and says why one cannot be run", async ({ drawing }) => {
  await drawing.open(orders);
  await drawing.hands.hit("Control", "k");
  await drawing.hands.type("wrap in try");
  await drawing.hands.read("Select a state first");
  await drawing.hands.hit("Escape");
  await drawing.change(async () => {
    await drawing.select("Charge");
    await drawing.hands.hit("Control", "k");
    await drawing.hands.type("wrap in try");
    await drawing.hands.hit("Enter");
    await drawing.app.card("Try");
  });
});

test("a picture is copied, and one is told as what", async ({ context, drawing, page }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await drawing.open(orders);
  await drawing.hands.press("button", "File ");
  await drawing.hands.press("menuitem", "Export a picture");
  await drawing.hands.press("radio", "Mermaid");
  await drawing.hands.press("button", "Copy");
  await drawing.hands.read("Copied the picture as Mermaid text");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("flowchart TD");
});

for (const [format, ending, mark] of [["SVG", "svg", "<svg"], ["PNG", "png", "\x89PNG"], ["Mermaid", "mmd", "flowchart TD"]] as const) {
  test(`a picture is exported as ${format}`, async ({ drawing, world }) => {
    await drawing.open(orders);
    await drawing.hands.press("button", "File ");
    await drawing.hands.press("menuitem", "Export a picture");
    await drawing.hands.press("radio", format);
    await drawing.hands.press("button", "Save as a file");
    await expect(drawing.hands.page.getByRole("textbox", { name: "File name" }), "one writes at once").toBeFocused();
    await drawing.hands.fill("Folder", world.home.documents);
    await drawing.hands.hit("Enter");
    await drawing.hands.fill("File name", "picture");
    await drawing.hands.press("button", "Export");
    await drawing.hands.read("Exported the picture");
    expect(world.home.bytes(`picture.${ending}`).toString("latin1").slice(0, 400)).toContain(mark);
    await drawing.hands.hit("Control", "Alt", "e");
    await drawing.hands.press("button", "Save as a file");
    await drawing.hands.fill("File name", "picture");
    await drawing.hands.press("button", "Export");
    await drawing.hands.read(`“picture.${ending}” exists and will be replaced`);
  });
}

test("a graph that is too wide to be seen whole opens at its start, in a size that can be read", async ({ app, world }) => {
  const branches = Array.from({ length: 60 }, (_, at) => ({ StartAt: `W${at}`, States: { [`W${at}`]: { Type: "Pass", End: true } } }));
  world.home.write("wide.asl.json", JSON.stringify({ StartAt: "Fan out", States: { "Fan out": { Type: "Parallel", Branches: branches, End: true } } }));
  await app.goOnAsGuest();
  await app.openFile(world.home.documents, "wide.asl.json");
  const [canvas, card] = [await app.hands.where(".canvas-host"), await app.card("Fan out")];
  expect(card.height, "readable").toBeGreaterThan(30);
  expect(Math.abs(middle(card).x - middle(canvas).x), "in the middle").toBeLessThan(40);
  expect(card.y - canvas.y, "at the top").toBeLessThan(150);
  await app.hands.where(".canvas-minimap");
});

test("in a narrow window the palette gives its words up for the canvas, and gets them back on demand", async ({ app, page, drawing }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await drawing.open(orders);
  const canvas = () => app.hands.where(".canvas-place");
  expect((await canvas()).width).toBeGreaterThanOrEqual(420);
  await app.hands.press("button", "Show names, search and outline");
  await app.hands.where(".palette input");
  expect((await canvas()).width, "code and form give way").toBeGreaterThanOrEqual(420);
  await page.reload();
  await app.hands.where(".palette input");
  await page.setViewportSize({ width: 1920, height: 1080 });
  expect((await canvas()).width).toBeGreaterThan(800);
});

test("a key leaves the canvas alone, and brings the panels back that were there", async ({ drawing }) => {
  const { hands } = drawing;
  await drawing.open(orders);
  await drawing.select("Ship");
  await hands.see("textbox", "Name");
  const before = await hands.where(".canvas-host");
  await hands.hit("f");
  await hands.miss("textbox", "Name");
  expect((await hands.where(".canvas-host")).width).toBeGreaterThan(before.width + 300);
  await hands.hit("f");
  await hands.see("textbox", "Name");
  expect((await hands.where(".canvas-host")).width).toBe(before.width);
});

test("in a window far too narrow the page moves sideways, and nothing is out of reach", async ({ page, drawing }) => {
  await drawing.open(orders);
  await page.setViewportSize({ width: 420, height: 700 });
  const account = page.getByRole("button", { name: "Account:" });
  await account.scrollIntoViewIfNeeded();
  await expect(account).toBeInViewport({ ratio: 1 });
  await page.getByRole("button", { name: "Run", exact: true }).click({ timeout: 2_000 });
  await drawing.hands.see("dialog", "Run drawing");
});
