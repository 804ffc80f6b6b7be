// The main journey, the same in the browser and in the real window.

import { expect } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type App, onto } from "./drivers/app.ts";
import type { Home } from "./drivers/home.ts";
import { samples } from "./drivers/programs.ts";

/** A sentence, as the sign-up form suggests. */
export const password = "points signals and levers";

/** The text of a ready workflow as it lies in the project. */
export function sampleText(id: string): string {
  return readFileSync(join(samples, id, "workflow.asl.json"), "utf8");
}

interface Machine {
  States: Record<string, { Next?: string }>;
}

/** From the first start to an exported file. */
export async function mainJourney(app: App, home: Home): Promise<void> {
  await app.signUp("Ada Byron", password);
  await app.seesWhoIsThere("Ada Byron");
  await app.hands.picture("1-start");

  await app.openSample("Order fulfilment");
  await app.hands.picture("2-opened");
  await app.dragFromPalette("Pass", onto.edge("Check order", "Prepare"));
  await app.card("Pass");
  await app.hands.picture("3-dragged");

  await app.run();
  await app.seesQuestion("Approve order A-10294");
  await app.hands.picture("4-question");
  await app.approve("Known customer, go ahead");
  await app.seesOutcome("Succeeded");
  await app.hands.picture("5-succeeded");

  await app.exportTo(home.documents, "orders.asl.json");
  expectInserted(home.read("orders.asl.json"));

  await app.openFile(home.documents, "orders.asl.json");
  await app.seesStates(15);
  await app.exportTo(home.documents, "again.asl.json");
  expect(home.read("again.asl.json"), "opened and exported without edits").toBe(home.read("orders.asl.json"));
}

/** The export is the sample with one more state, whose neighbours were linked anew, and nothing else. */
function expectInserted(text: string): void {
  const [before, after] = [JSON.parse(sampleText("order-fulfilment")) as Machine, JSON.parse(text) as Machine];
  expect(after.States["Check order"]?.Next, "the state above leads to the new one").toBe("Pass");
  expect(after.States["Pass"], "the new state leads on").toMatchObject({ Type: "Pass", Next: "Prepare" });
  const { Pass, ...others } = after.States;
  expect(Pass).toBeDefined();
  others["Check order"] = { ...others["Check order"], Next: "Prepare" };
  expect({ ...after, States: others }, "nothing else has changed").toEqual(before);
}
