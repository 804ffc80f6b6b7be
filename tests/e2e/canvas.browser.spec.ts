// Every gesture on the canvas. Each change is taken back and made again: the text must be the same, byte for byte.

import { pathOf } from "./drivers/app.ts";
import { forked, orders } from "./drivers/definitions.ts";
import { middle } from "./drivers/hands.ts";
import { expect, test } from "./drivers/world.ts";

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
