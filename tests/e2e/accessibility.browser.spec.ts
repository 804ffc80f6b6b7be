// Every screen, in light and dark, looked at by axe: roles, names, contrast, order.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { expect, test } from "./drivers/world.ts";
import { password } from "./journey.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/** Runs axe over the page as it stands. It is put in by the driver, past the policy that keeps other scripts out. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<Violation[]>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) })))",
  );
  return found.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 4).map(({ target, failureSummary }) => `    ${target.join(" ")}\n      ${failureSummary.replaceAll("\n", "\n      ")}`).join("\n")}`);
}

for (const scheme of ["light", "dark"] as const) {
  test(`no screen has anything axe objects to, in ${scheme}`, async ({ app, drawing, world }) => {
    test.setTimeout(240_000);
    const { page } = world;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const found: string[] = [];
    const look = async (screen: string) => {
      // A tooltip of what the pointer happens to rest on is not the screen.
      await page.mouse.move(0, 0);
      await expect(page.locator(".tooltip")).toHaveCount(0);
      await app.hands.picture(`${scheme}-${screen}`);
      found.push(...(await violations(page)).map((violation) => `${screen}: ${violation}`));
    };
    await app.hands.see("heading", "Create your account");
    await look("sign-up");
    await app.signUp("Ada Byron", password);
    await look("start");
    await app.openSample("Order fulfilment");
    await look("designer");
    await drawing.select("Needs a person?");
    await look("choice-form");
    await app.hands.press("tab", "Outline");
    await app.hands.where("[role=treeitem]");
    await look("outline");
    await drawing.hands.rightClick(await drawing.on("Prepare"));
    await app.hands.see("menuitem", "Wrap in Map");
    await look("menu");
    await app.hands.hit("Escape");
    await drawing.select("Needs a person?");
    await app.hands.hit("Delete");
    await app.hands.see("dialog", "Delete Needs a person??");
    await look("deletion");
    await app.hands.hit("Escape");
    await app.hands.miss("dialog", "Delete Needs a person??");
    for (const [keys, screen, title] of [[["Control", "k"], "commands", "All commands"], [["?"], "shortcuts", "Keyboard shortcuts"], [["Control", "p"], "go-to", "Go to a state"], [["Control", "Alt", "x"], "extract", "Extract 1 state to a state machine"]] as const) {
      await drawing.select("Charge card");
      await app.hands.hit(...keys);
      await app.hands.see("dialog", title);
      await look(screen);
      await app.hands.press("button", "Close");
      await app.hands.miss("dialog", title);
    }
    await app.hands.hit("Control", "f");
    await app.hands.type("order");
    await app.hands.read("– of ");
    await look("find");
    await app.hands.hit("Escape");
    await app.run();
    await app.seesQuestion("Approve order A-10294");
    await look("run");
    await app.hands.press("button", "Inbox");
    await app.seesQuestion("Approve order A-10294");
    await look("inbox");
    world.home.write("flow.asl.json", `{ "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:a", "End": true } } }`);
    await app.openFile(world.home.documents, "flow.asl.json");
    await app.hands.hit("Control", "k");
    await app.hands.type("rules of your own");
    await app.hands.hit("Enter");
    await app.hands.see("button", "Begin with an example");
    await look("no-team-rules");
    await app.hands.press("button", "Begin with an example");
    await app.hands.read("finds 1 problem");
    await world.page.getByText("How a rule is written").click();
    await look("team-rules");
    expect(found.join("\n\n")).toBe("");
  });
}
