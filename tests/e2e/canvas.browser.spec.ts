// Every gesture on the canvas. Each change is taken back and made again: the text must be the same, byte for byte.

import { pathOf } from "./drivers/app.ts";
import { middle } from "./drivers/hands.ts";
import { expect, test } from "./drivers/world.ts";

/** Check → Charge → Ship → End; Check goes to Refund on errors. With habits of its own, which edits must keep. */
const orders = `{
   "StartAt" : "Check",
   "States" : {
      "Check" : {"Type" : "Task", "Resource" : "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "q", "MessageBody": {"n": 1.00}},
         "Catch" : [ {"ErrorEquals" : ["States.ALL"], "Next" : "Refund"} ],
         "Next" : "Charge"},
      "Charge" : {"Type" : "Wait", "Seconds" : 1, "Next" : "Ship"},
      "Ship" : {"Type" : "Pass", "End" : true},
      "Refund" : {"Type" : "Fail", "Error" : "Refunded"}
   }
}
`;

/** A Parallel of two branches, then a Choice. */
const forked = `{
  "StartAt": "Both",
  "States": {
    "Both": {
      "Type": "Parallel",
      "Branches": [
        { "StartAt": "Left", "States": { "Left": { "Type": "Wait", "Seconds": 1, "End": true } } },
        { "StartAt": "Right", "States": { "Right": { "Type": "Wait", "Seconds": 2, "End": true } } }
      ],
      "Next": "Which"
    },
    "Which": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$[0]", "IsPresent": true, "Next": "Done" }],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}
`;
const left = "/States/Both/Branches/0/States/Left";
const right = "/States/Both/Branches/1/States/Right";

test("a deletion that cuts off a handler asks first, and takes it along", async ({ drawing }) => {
  await drawing.open(orders);
  await drawing.change(async () => {
    await drawing.select("Check");
    await drawing.hands.hit("Delete");
    await drawing.hands.see("dialog", "Delete Check?");
    await drawing.hands.press("button", "Delete");
  });
  expect(Object.keys(await drawing.states())).toEqual(["Charge", "Ship"]);
});

test("a plain deletion joins the neighbours at once and tells", async ({ drawing }) => {
  await drawing.open(orders);
  const after = await drawing.change(async () => {
    await drawing.select("Charge");
    await drawing.hands.hit("Delete");
    await drawing.hands.read("Deleted Charge");
    await drawing.hands.read("leads to “Ship”");
  });
  expect(after).toContain(`"MessageBody": {"n": 1.00}`);
});

test("several states are dragged together, and a place that will not do says why", async ({ drawing }) => {
  await drawing.open(orders);
  await drawing.change(async () => {
    await drawing.select("Charge", "Ship");
    await drawing.hands.drag(await drawing.on("Charge"), await drawing.hands.where('[data-node="#start"]').then((box) => ({ x: middle(box).x, y: box.y + box.height + 12 })));
  });
  const states = await drawing.states();
  expect([states["Charge"]?.Next, states["Ship"]?.Next, states["Check"]?.End]).toEqual(["Ship", "Check", true]);
});

test("a state moves into a branch and out again", async ({ drawing }) => {
  await drawing.open(forked);
  await drawing.change(async () => {
    const card = await drawing.hands.where(`[data-state="${left}"] .body`);
    const release = await drawing.hands.carry(await drawing.on(right), { x: middle(card).x, y: card.y + card.height + 14 });
    await release();
  });
  const both = (await drawing.states())["Both"];
  expect(Object.keys(both?.Branches?.[0]?.States ?? {})).toEqual(["Left", "Right"]);
  expect(both?.Branches?.[1]?.States).toMatchObject({ Pass: { Type: "Pass" } });
});

test("an item of the palette dropped beside the last branch makes a new one", async ({ drawing }) => {
  await drawing.open(forked);
  await drawing.change(async () => {
    const frame = await drawing.hands.where('.frames > g:first-child rect');
    await drawing.bring("Wait", { x: frame.x + frame.width - 8, y: frame.y + frame.height - 40 });
  });
  const both = (await drawing.states())["Both"];
  expect(both?.Branches?.map(({ StartAt }) => StartAt)).toEqual(["Left", "Right", "Wait"]);
});

test("an item that rests on a card replaces its state, which keeps its name and its lines", async ({ drawing }) => {
  await drawing.open(orders);
  await drawing.change(async () => {
    const from = await drawing.app.inPalette("Pass");
    const release = await drawing.hands.carry(from, await drawing.on("Charge"));
    await drawing.hands.where(`[data-state="${pathOf("Charge")}"].replacing`);
    await release();
  });
  expect((await drawing.states())["Charge"]).toMatchObject({ Type: "Pass", Next: "Ship" });
});

test("the end of a line is dragged to another state", async ({ drawing }) => {
  await drawing.open(orders);
  await drawing.change(async () => {
    const card = await drawing.hands.where(`[data-state="${pathOf("Charge")}"] .body`);
    const tip = { x: middle(card).x, y: card.y - 3 };
    await drawing.hands.hover({ x: tip.x, y: tip.y - 2 });
    await drawing.hands.drag(tip, await drawing.on("Ship"));
  });
  expect((await drawing.states())["Check"]?.Next).toBe("Ship");
});

test("a line drawn from a Choice is a new rule, and with Alt from a Task a catcher", async ({ drawing }) => {
  await drawing.open(forked);
  await drawing.change(async () => drawing.hands.drag(await drawing.under("Which"), await drawing.on("Both")));
  expect((await drawing.states())["Which"]?.Choices?.map(({ Next }) => Next)).toEqual(["Done", "Both"]);
  await drawing.change(async () => {
    const frame = await drawing.hands.where('.frames > g:first-child rect');
    await drawing.hands.hover(await drawing.on("Both"));
    await drawing.hands.drag({ x: (await drawing.on("Both")).x, y: frame.y + frame.height }, await drawing.on("Done"), "Alt");
  });
  expect((await drawing.states())["Both"]?.Catch).toMatchObject([{ Next: "Done" }]);
});

test("after undo and redo by mouse the keyboard is still on the canvas", async ({ app, drawing }) => {
  await drawing.open(orders);
  await drawing.select("Charge");
  await drawing.hands.hit("Control", "d");
  await drawing.sees("Charge (2)");
  await app.undo();
  await app.seesNoCard("Charge (2)");
  await drawing.sees("Charge");
  await drawing.hands.hit("ArrowDown");
  await drawing.sees("Ship");
  await app.redo();
  await app.card("Charge (2)");
  await drawing.hands.hit("F2");
  await drawing.hands.where(".rename-field");
});

test("pressing the label of a catcher twice opens the form where it is", async ({ drawing }) => {
  await drawing.open(orders);
  await drawing.hands.doubleClick(middle(await drawing.hands.where('.canvas .labels [data-edge$="/Catch/0/Next"]')));
  await drawing.sees("Check");
  await drawing.hands.read("Catcher 1");
});

test("pressing the label of a rule twice opens the form where it is", async ({ drawing }) => {
  await drawing.open(forked);
  await drawing.select("Done");
  await drawing.hands.press("tab", "Output");
  await drawing.hands.doubleClick(middle(await drawing.hands.where('.canvas .labels [data-edge$="/Choices/0/Next"]')));
  await drawing.sees("Which");
  await drawing.hands.read("Rule 1");
});

test("states are copied and pasted as text, under free names", async ({ drawing, world }) => {
  await world.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await drawing.open(orders);
  await drawing.change(async () => {
    await drawing.select("Ship", "Charge");
    await drawing.hands.hit("Control", "c");
    await expect.poll(() => world.page.evaluate(() => navigator.clipboard.readText())).toContain('"StartAt"');
    await drawing.select("Ship");
    await drawing.hands.hit("Control", "v");
  });
  const states = await drawing.states();
  expect([states["Ship"]?.Next, states["Charge (2)"]?.Next, states["Ship (2)"]?.End]).toEqual(["Charge (2)", "Ship (2)", true]);
});

test("text of the Amazon States Language from anywhere can be pasted; other text is refused in words", async ({ drawing, world }) => {
  await world.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await drawing.open(orders);
  await drawing.change(async () => {
    await world.page.evaluate(() => navigator.clipboard.writeText('{"Type": "Succeed"}'));
    await drawing.select("Ship");
    await drawing.hands.hit("Control", "v");
  });
  expect((await drawing.states())["State"]).toEqual({ Type: "Succeed" });
  await world.page.evaluate(() => navigator.clipboard.writeText("hello"));
  await drawing.hands.hit("Control", "v");
  await drawing.hands.read("The text holds no states");
});

test("a selection is wrapped and the container dissolved, from the menu", async ({ drawing }) => {
  await drawing.open(orders);
  const before = await drawing.text();
  await drawing.change(async () => {
    await drawing.select("Charge");
    await drawing.choose("Charge", "Wrap in Map");
  });
  expect((await drawing.states())["Map"]?.ItemProcessor?.States).toMatchObject({ Charge: { End: true } });
  const after = await drawing.change(() => drawing.choose("Map", "Dissolve the container"));
  expect(JSON.parse(after)).toEqual(JSON.parse(before));
});

test("branches are added, moved and deleted by their lines", async ({ drawing }) => {
  await drawing.open(forked);
  await drawing.change(() => drawing.choose("Both", "Add a branch"));
  const line = async (branch: number, state: string) => {
    const card = await drawing.hands.where(`[data-state="/States/Both/Branches/${branch}/States/${state}"] .body`);
    await drawing.hands.rightClick({ x: middle(card).x, y: card.y - 4 });
  };
  await drawing.change(async () => {
    await line(2, "Pass");
    await drawing.hands.press("menuitem", "Move the branch to the left");
  });
  expect((await drawing.states())["Both"]?.Branches?.map(({ StartAt }) => StartAt)).toEqual(["Left", "Pass", "Right"]);
  await drawing.change(async () => {
    await line(0, "Left");
    await drawing.hands.press("menuitem", "Delete the branch");
  });
  expect((await drawing.states())["Both"]?.Branches?.map(({ StartAt }) => StartAt)).toEqual(["Pass", "Right"]);
});

test("Shift takes several, a rubber band takes what it covers, and the streams follow the lines", async ({ drawing }) => {
  await drawing.open(orders);
  await drawing.select("Check", "Ship");
  await drawing.sees("Check", "Ship");
  const [charge, ship] = [await drawing.app.card("Charge"), await drawing.app.card("Ship")];
  await drawing.hands.hit("Escape");
  const end = { x: ship.x + ship.width + 8, y: ship.y + ship.height + 8 };
  await drawing.hands.drag({ x: charge.x - 8, y: charge.y - 8 }, end, "Shift");
  await drawing.sees("Charge", "Ship");
  await drawing.select("Charge");
  await drawing.hands.hit("Alt+Shift+ArrowUp");
  await drawing.sees("Check", "Charge");
  await drawing.hands.hit("Control", "a");
  await drawing.sees("Check", "Charge", "Ship", "Refund");
});

test("a container folds into one card and keeps the text as it is", async ({ drawing }) => {
  await drawing.open(forked);
  const before = await drawing.text();
  await drawing.select("Both");
  await drawing.hands.hit("Space");
  await drawing.hands.read("2 branches · 2 states");
  expect(await drawing.hands.count(`[data-state="${left}"]`)).toBe(0);
  expect(await drawing.text()).toBe(before);
  await drawing.again();
  await drawing.hands.read("2 branches · 2 states");
});

test("a name is changed on the card, with everything that leads there", async ({ drawing }) => {
  await drawing.open(orders);
  await drawing.change(async () => {
    await drawing.hands.doubleClick(await drawing.on("Charge"));
    await drawing.hands.where(".rename-field");
    await drawing.hands.type("카드 결제 💳");
    await drawing.hands.hit("Enter");
  });
  expect((await drawing.states())["Check"]?.Next).toBe("카드 결제 💳");
});

test("after a name that was not changed the next key is heard on the canvas at once", async ({ drawing, page }) => {
  await drawing.open(orders);
  await drawing.select("Charge");
  await drawing.hands.hit("F2");
  await drawing.hands.where(".rename-field");
  // Both keys in one breath, before the browser draws again.
  const heard = await page.evaluate(() => {
    const hit = (key: string) => document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    hit("Escape");
    const place = document.activeElement?.closest(".canvas") !== null;
    hit("ArrowDown");
    return place;
  });
  expect(heard).toBe(true);
  await drawing.sees("Ship");
});

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
