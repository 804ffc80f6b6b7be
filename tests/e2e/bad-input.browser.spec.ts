// Bad input: a clear message each time, and nothing lost.

import { utimesSync } from "node:fs";
import { Child } from "./drivers/children.ts";
import { signalbox } from "./drivers/programs.ts";
import { expect, test } from "./drivers/world.ts";
import { sampleText } from "./journey.ts";

const broken = {
  "dangling.asl.json": { text: machine({ A: { Type: "Pass", Next: "Nowhere" } }), says: /Nowhere/ },
  "unknown-type.asl.json": { text: machine({ A: { Type: "Robot", End: true } }), says: /Robot/ },
};

function machine(states: object): string {
  return JSON.stringify({ StartAt: "A", States: states }, null, 2);
}

test.beforeEach(async ({ app }) => {
  await app.goOnAsGuest();
});

for (const [name, { text, says }] of Object.entries(broken)) {
  test(`${name} opens, says what is wrong, and does not run`, async ({ app, world }) => {
    world.home.write(name, text);
    await app.openFile(world.home.documents, name);
    await app.seesProblem(says);
    await app.isRefusedToRun();
    await app.exportTo(world.home.documents, "same.json");
    expect(world.home.read("same.json"), "nothing is lost").toBe(text);
  });
}

test("broken JSON keeps the last good graph", async ({ app, world }) => {
  await app.openSample("Order fulfilment");
  // One key, because a pause between two of them would make two steps of undo.
  await app.writeCode("?");
  await app.seesProblem(/./);
  expect(await app.hasCard("Check order"), "the graph is still there").toBe(true);
  await app.undo();
  await app.seesNoProblems();
  await app.exportTo(world.home.documents, "healed.json");
  expect(world.home.read("healed.json"), "undone").toBe(sampleText("order-fulfilment"));
});

test("of very many problems the first are listed, and it is said that there are more", async ({ app, world, page }) => {
  const states = Array.from({ length: 530 }, (_, at) => [`S${at}`, { Type: "Pass", Next: `gone ${at}` }]);
  world.home.write("many.asl.json", JSON.stringify({ StartAt: "S0", States: Object.fromEntries(states) }, null, 1));
  await app.openFile(world.home.documents, "many.asl.json");
  await app.seesProblem("gone 0");
  const list = page.getByRole("list", { name: "Problems" });
  const more = page.getByText(/more are shown once these are mended/);
  await expect(async () => {
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(more).toBeVisible({ timeout: 200 });
  }).toPass();
  await expect(page.locator(".problem")).toHaveCount(500);
});

test("JSON nested ten thousand deep is refused in words, and the app lives on", async ({ app, world }) => {
  world.home.write("deep.json", `${"[".repeat(10_000)}${"]".repeat(10_000)}`);
  await app.openFile(world.home.documents, "deep.json");
  await app.seesProblem(/deep|nested/i);
  await app.goHome();
  await app.openSample("Order fulfilment");
  await app.card("Check order");
});

test("a file of 5 MB opens and comes out as it went in", async ({ app, world }) => {
  const states = Object.fromEntries(
    Array.from({ length: 5000 }, (_, index) => [
      index === 0 ? "A" : `S${index}`,
      { Type: "Pass", Comment: "x".repeat(940), ...(index === 4999 ? { End: true } : { Next: `S${index + 1}` }) },
    ]),
  );
  const text = machine(states);
  expect(text.length, "the file is large").toBeGreaterThan(5_000_000);
  world.home.write("large.asl.json", text);
  await app.openFile(world.home.documents, "large.asl.json");
  await app.seesStates(5000);
  await app.exportTo(world.home.documents, "copy.json");
  expect(world.home.read("copy.json") === text, "byte-identical").toBe(true);
});

test("a file that changed on disk is not overwritten unasked", async ({ app, world }) => {
  const { home } = world;
  home.write("mine.asl.json", sampleText("data-processing"));
  await app.openFile(home.documents, "mine.asl.json");
  const theirs = home.write("mine.asl.json", machine({ A: { Type: "Succeed" } }));
  utimesSync(theirs, new Date(), new Date(Date.now() + 5000));
  await app.writeCode(" ");
  await app.save();
  await app.hands.read(/changed/i);
  expect(home.read("mine.asl.json"), "the other version is still there").toBe(machine({ A: { Type: "Succeed" } }));
});

test("a second copy says who holds the data", async ({ world }) => {
  const second = new Child(signalbox, ["serve", "--port", "0"], world.home.environment);
  expect(await second.ends(), "it does not start").not.toBe(0);
  expect(second.said, "it says so").toMatch(/already|in use|holds|running/i);
});
