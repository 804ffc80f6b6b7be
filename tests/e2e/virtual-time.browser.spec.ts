// Nobody waits an hour to see a workflow through.

import { expect, test } from "./drivers/world.ts";

test("a workflow that waits for an hour is run at once when waiting is skipped", async ({ world, app }) => {
  const { hands } = app;
  const states = {
    Hold: { Type: "Wait", Seconds: 3600, Next: "Report" },
    Report: { Type: "Pass", Output: { at: "{% $now() %}" }, End: true },
  };
  world.home.write("hold.asl.json", JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Hold", States: states }));
  await app.goOnAsGuest();
  await app.openFile(world.home.documents, "hold.asl.json");
  await hands.press("button", "Run ");
  await hands.see("checkbox", "Skip waiting");
  await hands.picture("start-dialog");
  await hands.press("checkbox", "Skip waiting");
  await hands.press("button", "Start run");
  await app.seesOutcome("Succeeded");
  await expect(world.page.locator(".run-head")).toContainText("virtual time");
  const step = world.page.getByRole("listitem").filter({ hasText: "Hold" });
  await expect(step).toContainText("1 h");
  await hands.picture("virtual-time");
});
