// State machines in the interface: kept from a workflow, started, watched, deleted.

import { expect, test } from "./drivers/world.ts";

test("a workflow is kept, started by its name, and its execution is watched on the canvas", async ({ world, app }) => {
  test.setTimeout(120_000);
  const { hands } = app;
  world.home.write("wait.asl.json", JSON.stringify({ StartAt: "Hold", States: { Hold: { Type: "Wait", Seconds: 3600, End: true } } }));
  await app.goOnAsGuest();
  await hands.press("button", "State machines");
  await hands.read("No state machines yet");

  await app.openFile(world.home.documents, "wait.asl.json");
  await hands.press("button", "File ");
  await hands.press("menuitem", "Keep as state machine");
  await hands.fill("Name", "hold-it", "[role=dialog]");
  await hands.press("button", "Keep");
  await hands.press("button", "Show");
  await hands.see("heading", "hold-it");
  await hands.read("No executions yet");

  await hands.press("button", "Start execution");
  await hands.press("button", "Start run");
  await app.card("Hold");
  await app.seesOutcome("Running");
  await hands.press("button", "State machines");
  await hands.read("1 running");
  await hands.picture("state-machines");

  // Stopped in the designer: the list hears of it.
  await world.page.locator(".execution-row").click();
  await hands.press("button", "Stop");
  await app.seesOutcome("Stopped");
  await hands.press("button", "State machines");
  await expect(world.page.locator(".execution-row .status-badge")).toHaveText("Stopped");

  // Away from the button, whose tooltip lies over the next one.
  await world.page.mouse.move(700, 600);
  await hands.press("button", "Delete the state machine");
  await hands.press("button", "Delete");
  await hands.read("No state machines yet");
});

test("the way in for AWS clients is shown, without the secret", async ({ world, app }) => {
  await app.goOnAsGuest();
  await app.hands.press("button", "State machines");
  await world.page.getByRole("button", { name: "Connect AWS clients" }).first().click();
  await app.hands.read(`http://127.0.0.1:${world.server.port}`);
  const shown = () => world.page.locator(".keys").innerText();
  expect(await shown()).toContain("••••");
  await app.hands.press("button", "Show the secret");
  await expect.poll(shown).not.toContain("••••");
  await app.hands.picture("connect-aws-clients");
});
