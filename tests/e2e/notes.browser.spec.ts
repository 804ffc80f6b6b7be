// Notes, colours and groups: all of them are in the comments of the states, and nowhere else.

import { expect, test } from "./drivers/world.ts";

const three = `{
  "StartAt": "Ask",
  "States": {
    "Ask": {"Type": "Pass", "Next": "Pay"},
    "Pay": {"Type": "Pass", "Comment": "Takes the money", "Next": "Ship"},
    "Ship": {"Type": "Pass", "End": true}
  }
}
`;

test("a note is written on a card, coloured, and taken back byte for byte", async ({ drawing }) => {
  const { hands } = drawing;
  await drawing.open(three);
  await drawing.select("Pay");
  await drawing.change(async () => {
    await hands.hit("n");
    await hands.see("dialog", "Note of the state");
    await hands.type(", once");
    await hands.press("button", "red");
    await hands.press("button", "Keep");
  });
  expect((await drawing.states())["Pay"]).toMatchObject({ Comment: "Takes the money, once #red" });
  await expect.poll(() => hands.count(".canvas .card.tag-red .paper text")).toBe(1);
  await hands.see("option", "note: Takes the money, once");
});

test("states are put into a group together, which is found by its name", async ({ drawing }) => {
  const { hands } = drawing;
  await drawing.open(three);
  await drawing.select("Ask", "Pay");
  await drawing.change(async () => {
    await hands.hit("n");
    await hands.see("dialog", "Note of 2 states");
    await hands.fill("New group", "Order intake");
    await hands.hit("Enter");
    await hands.press("button", "Keep");
  });
  await drawing.sees("Ask", "Pay");
  const states = await drawing.states();
  expect(states["Ask"]).toMatchObject({ Comment: "#Order-intake" });
  expect(states["Pay"]).toMatchObject({ Comment: "Takes the money #Order-intake" });
  await expect.poll(() => hands.count(".canvas .group-name"), "what hangs together has one name").toBe(1);
  await hands.hit("Control", "f");
  await hands.type("#order-intake");
  await hands.read("– of 2");
});

test("notes are shown and hidden by a key, and Escape drops what was written", async ({ drawing }) => {
  const { hands } = drawing;
  await drawing.open(three);
  expect(await hands.count(".canvas .note-sign"), "a sign says that there is one").toBe(1);
  await drawing.select("Pay");
  await hands.hit("Shift", "n");
  await expect.poll(() => hands.count(".canvas .paper text")).toBe(1);
  await hands.hit("n");
  await hands.type("Nothing ");
  await hands.hit("Escape");
  await hands.hit("Shift", "n");
  await expect.poll(() => hands.count(".canvas .note-sign")).toBe(1);
  expect(await drawing.text()).toBe(three);
});
