// The main journey in Chromium, and its side paths.

import { expect, test } from "./drivers/world.ts";
import { onto } from "./drivers/app.ts";
import { mainJourney, password, sampleText } from "./journey.ts";

test("a new user designs, runs, approves and exports", async ({ app, world }) => {
  await mainJourney(app, world.home);
});

test("a guest sees the question and may not decide it", async ({ app }) => {
  await app.goOnAsGuest();
  await app.openSample("Order fulfilment");
  await app.run();
  await app.seesQuestion("Approve order A-10294");
  await app.hands.read("guests can only look");
  await app.hands.miss("button", "Approve");
  await app.hands.miss("button", "Reject");
  await app.seesOutcome("Running");
});

test("a rejected order is cancelled and its stock released", async ({ app }) => {
  await app.signUp("Ada Byron", password);
  await app.openSample("Order fulfilment");
  await app.run();
  await app.seesQuestion("Approve order A-10294");
  await app.reject("Too much for a new address");
  await app.seesOutcome("Failed");
  await app.hands.read("OrderCancelled");
});

test("undo and redo give the same bytes", async ({ app, world }) => {
  const { home } = world;
  await app.goOnAsGuest();
  await app.openSample("Order fulfilment");
  await app.exportTo(home.documents, "before.json");
  expect(home.read("before.json"), "opened and exported without edits").toBe(sampleText("order-fulfilment"));
  await app.dragFromPalette("Pass", onto.edge("Check order", "Prepare"));
  await app.card("Pass");
  await app.exportTo(home.documents, "edited.json");
  await app.undo();
  await app.seesNoCard("Pass");
  await app.exportTo(home.documents, "undone.json");
  await app.redo();
  await app.card("Pass");
  await app.exportTo(home.documents, "redone.json");
  expect(home.read("undone.json"), "undone").toBe(home.read("before.json"));
  expect(home.read("redone.json"), "redone").toBe(home.read("edited.json"));
});

test("signing out closes the way in, and the account is still there", async ({ app }) => {
  await app.signUp("Ada Byron", password);
  await app.signOut();
  await app.signIn("Ada Byron", "not the right password");
  await app.hands.see("alert", "");
  await app.signIn("Ada Byron", password);
  await app.seesWhoIsThere("Ada Byron");
});

test("the session survives a restart", async ({ app, world }) => {
  await app.signUp("Ada Byron", password);
  await world.restart("stop");
  await app.seesWhoIsThere("Ada Byron");
});

test("a pending approval survives a power cut, and the run goes on", async ({ app, world }) => {
  await app.signUp("Ada Byron", password);
  await app.openSample("Order fulfilment");
  await app.run();
  await app.seesQuestion("Approve order A-10294");
  await world.restart("kill");
  await app.hands.press("button", "Inbox");
  await app.seesQuestion("Approve order A-10294");
  await app.approve("Still a known customer");
  await app.hands.press("button", "Show run");
  await app.seesOutcome("Succeeded");
});

for (const [title, id] of [["Data processing", "data-processing"], ["Back end of a web application", "web-backend"]] as const) {
  test(`"${title}" runs as it is`, async ({ app, world }) => {
    await app.goOnAsGuest();
    await app.openSample(title);
    await app.run();
    await app.seesOutcome("Succeeded");
    await app.hands.picture(id);
    await app.exportTo(world.home.documents, `${id}.asl.json`);
    expect(world.home.read(`${id}.asl.json`), "export without edits").toBe(sampleText(id));
  });
}

test("an approval chain asks three people in turn", async ({ app }) => {
  await app.signUp("Ada Byron", password);
  await app.openSample("Approval chain");
  await app.run();
  await app.seesQuestion("Laser cutter for the workshop (7400 EUR): does the team need it?");
  await app.approve("We do");
  await app.hands.press("button", "Inbox");
  for (const question of ["Is there money for Laser cutter", "May we sign with Kerf & Sons?"]) {
    await app.hands.press("button", question);
    await app.seesQuestion(question);
    await app.approve("Yes");
    await app.hands.miss("button", "Approve");
  }
  await app.hands.press("button", "Show run");
  await app.seesOutcome("Succeeded");
});
