// Rules of a team: written in the app, obeyed at once, shared as a file beside the workflows.

import { mkdirSync } from "node:fs";
import { expect, test } from "./drivers/world.ts";

const arn = "arn:aws:lambda:us-east-1:123456789012:function";
const workflow = `{
  "StartAt": "Charge",
  "States": {
    "Charge": { "Type": "Task", "Resource": "${arn}:charge", "Next": "Ship" },
    "Ship": { "Type": "Task", "Resource": "${arn}:ship", "TimeoutSeconds": 60, "End": true }
  }
}
`;

test("a team writes a rule, sees what it finds, and mends it", async ({ app, drawing, world }) => {
  const { hands } = drawing;
  const { page } = hands;
  const ask = async () => {
    await hands.hit("Control", "k");
    await hands.type("rules of your own");
    await hands.hit("Enter");
    await hands.see("dialog", "Rules of your own");
  };
  const retype = async (from: string, to: string) => {
    const editor = page.getByRole("textbox", { name: "Rules" });
    await editor.fill((await editor.innerText()).replace(from, to));
  };
  await drawing.open(workflow);
  await hands.press("tab", "Problems");
  await hands.read("No problems");

  await ask();
  await hands.press("button", "Begin with an example");
  await hands.read(world.home.path("signalbox-rules.json"));
  await hands.read("finds 1 problem");
  await hands.picture("team-rules");
  await retype("$exists(TimeoutSeconds)", "$exists(TimeoutSeconds");
  await hands.read("“When” cannot be read: Expected");
  await hands.read("line 6");
  await expect(page.getByRole("button", { name: "Save", exact: true }).last()).toHaveAttribute("aria-disabled", "true");
  await hands.hit("Escape");
  await hands.read("What you wrote is not saved.");
  await retype("$exists(TimeoutSeconds", "$exists(TimeoutSeconds)");
  await hands.read("finds 1 problem");
  await page.getByRole("button", { name: "Save", exact: true }).last().click();
  await hands.miss("dialog", "Rules of your own");

  await app.seesProblem("Give Charge a timeout.");
  await hands.read(/rule .tasks-have-timeouts. of your team, in /);
  await expect(page.locator('[data-state="/States/Charge"] .badge.warning')).toBeVisible();
  await expect(page.locator('[data-state="/States/Ship"] .badge')).toHaveCount(0);

  // What somebody else writes to the file counts too, and a mistake in it holds nobody up.
  world.home.write("signalbox-rules.json", `{\n  "Rules": [{ "Name": "a" }]\n}\n`);
  await app.seesProblem(/The rules of your team are broken at line 2, column 13: A rule needs .When./);
  await hands.press("button", "Run");
  await hands.see("dialog", "Run ");
  await hands.hit("Escape");
  world.home.write("signalbox-rules.json", `{ "Rules": [] }`);
  await hands.read("No problems");
});

test("the nearest file counts, and a workflow without a folder is told so", async ({ app, drawing, world }) => {
  const rule = (message: string) => JSON.stringify({ Rules: [{ Name: "r", Applies: "Workflow", When: "{% true %}", Message: message }] });
  world.home.write("signalbox-rules.json", rule("from above"));
  mkdirSync(world.home.path("near"));
  await drawing.open(workflow, "near/flow.asl.json");
  await app.seesProblem("from above");
  world.home.write("near/signalbox-rules.json", rule("from beside"));
  await app.seesProblem("from beside");

  await drawing.hands.hit("Control", "n");
  await app.card("First step");
  await drawing.hands.hit("Control", "k");
  await drawing.hands.type("rules of your own");
  await drawing.hands.hit("Enter");
  await drawing.hands.read("This workflow lies in no folder yet");
  await drawing.hands.press("button", "Save as");
  await drawing.hands.see("dialog", "Save");
});
