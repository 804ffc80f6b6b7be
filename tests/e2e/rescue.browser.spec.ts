// A damaged database: what happened is said, what can be read is recovered, and the app goes on.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Child } from "./drivers/children.ts";
import { signalbox } from "./drivers/programs.ts";
import { expect, test, type World } from "./drivers/world.ts";

const machine = JSON.stringify({ StartAt: "Done", States: { Done: { Type: "Pass", Result: "kept", End: true } } });

/** A person runs a workflow; then the file is damaged while nobody has it open. */
async function damaged(world: World, damage: (bytes: Buffer) => Buffer): Promise<Buffer> {
  const { app, home } = world;
  home.write("kept.asl.json", machine);
  await app.signUp("Ada", "a quite long password");
  await app.openFile(home.documents, "kept.asl.json");
  await app.run();
  await app.seesOutcome("Succeeded");
  await world.server.stop();
  const file = join(home.data, "signalbox.db");
  const bytes = damage(readFileSync(file));
  writeFileSync(file, bytes);
  await world.restart("stop");
  return bytes;
}

const withoutHeader = (bytes: Buffer) => bytes.fill(0xff, 0, 100);

test("what can be read is recovered, and the app goes on with it", async ({ world }) => {
  const { app, home } = world;
  const bytes = await damaged(world, withoutHeader);
  await app.hands.see("heading", "The database is damaged");
  await app.hands.read("does not begin like a database");
  await app.hands.read(home.data);
  const size = world.page.viewportSize() ?? { width: 1400, height: 900 };
  await world.page.setViewportSize({ width: 480, height: 700 });
  await expect(world.page.getByRole("button", { name: "Show the folder" }), "also in a narrow window").toBeInViewport({ ratio: 1 });
  await world.page.setViewportSize(size);
  await app.hands.press("button", "Recover what can be read");
  await app.hands.see("heading", "The database was recovered");
  await app.hands.read("1 execution");
  await app.hands.read("1 account");
  const kept = join(home.data, "damaged-1");
  await app.hands.read(kept);
  expect(readFileSync(join(kept, "signalbox.db")).equals(bytes), "the damaged file is kept").toBe(true);
  await app.hands.press("button", "Open Signalbox");
  await app.seesWhoIsThere("Ada");
  await app.hands.press("tab", "History");
  await app.hands.read("Succeeded");
});

test("executions are written as JSON, and the database stays as it is", async ({ world }) => {
  const { app, home } = world;
  const bytes = await damaged(world, withoutHeader);
  await app.hands.press("button", "Export as JSON");
  await app.hands.see("dialog", "Export executions as JSON");
  await app.hands.fill("Folder", home.documents);
  await app.hands.hit("Enter");
  await app.hands.press("button", "Export");
  await app.hands.read(`1 execution written to ${home.path("signalbox-executions.json")}.`);
  const [execution] = JSON.parse(home.read("signalbox-executions.json"));
  expect(execution).toMatchObject({ status: "SUCCEEDED", output: '"kept"' });
  expect(execution.events.length).toBeGreaterThan(2);
  expect(readFileSync(join(home.data, "signalbox.db")).equals(bytes)).toBe(true);
  expect(readdirSync(home.data).filter((name) => /damaged|export|new/.test(name)), "nothing is left behind").toEqual([]);
});

test("if nothing can be read, the file is put aside and an empty database made", async ({ world }) => {
  const { app, home } = world;
  await damaged(world, () => Buffer.from("nothing of a database"));
  await app.hands.press("button", "Recover what can be read");
  await app.hands.see("alert", "");
  await app.hands.press("button", "Begin with an empty database");
  await app.hands.see("heading", "There is a new, empty database");
  expect(readFileSync(join(home.data, "damaged-1", "signalbox.db"), "utf8")).toBe("nothing of a database");
  await app.hands.press("button", "Open Signalbox");
  await app.hands.see("heading", "Create your account");
});

test("until then the door answers nothing else, and only those inside", async ({ world }) => {
  await damaged(world, withoutHeader);
  const origin = new URL(world.server.address).origin;
  const ours = { data: {}, headers: { origin, "x-signalbox": "1" } };
  for (const operation of ["list_recents", "describe_session", "start_execution"]) {
    const answer = await world.page.request.post(`${origin}/api/${operation}`, ours);
    expect(answer.status(), operation).toBe(503);
    expect(await answer.json(), operation).toMatchObject({ code: "damaged" });
  }
  const headers = { "content-type": "application/json", "x-signalbox": "1" };
  for (const operation of ["describe_damage", "recover_database", "begin_anew", "export_executions"]) {
    const stranger = await fetch(`${origin}/api/${operation}`, { method: "POST", headers, body: "{}" });
    expect(stranger.status, `${operation} without the key`).toBe(403);
  }
  const client = await fetch(origin, { method: "POST", headers: { "x-amz-target": "AWSStepFunctions.ListStateMachines" }, body: "{}" });
  expect(client.status, "clients of AWS").toBe(503);
  await world.app.hands.see("heading", "The database is damaged");
});

test("a part that turns out to be damaged is said at once, and recovered at the next start", async ({ world }) => {
  const { app, home, page } = world;
  await app.signUp("Ada", "a quite long password");
  const origin = new URL(world.server.address).origin;
  const ask = (operation: string, data: object) => page.request.post(`${origin}/api/${operation}`, { data, headers: { origin, "x-signalbox": "1" } });
  const template = { kind: "workflow", name: "of-a-damaged-page", text: machine, replace: false };
  expect((await ask("keep_template", template)).ok()).toBe(true);
  await world.server.stop();
  // What is recovered lies in the file itself, and not in a log beside it.
  expect(await new Child(signalbox, ["recover"], home.environment).ends()).toBe(0);
  const file = join(home.data, "signalbox.db");
  const bytes = readFileSync(file);
  const at = bytes.indexOf(template.name);
  expect(at).toBeGreaterThan(4096);
  const start = at - (at % 4096);
  writeFileSync(file, bytes.fill(0xff, start, start + 4096));
  await world.restart("stop");
  await app.hands.read("A part of the database cannot be read. Quit Signalbox and start it again");
  await app.hands.picture("damage-bar");
  await world.restart("stop");
  await app.hands.see("heading", "The database is damaged");
  await app.hands.see("button", "Open it as it is");
  await app.hands.press("button", "Recover what can be read");
  await app.hands.read("Could not be read completely: templates.");
  await app.hands.press("button", "Open Signalbox");
  await app.seesStartScreen();
  await app.seesWhoIsThere("Ada");
  expect(await app.hands.count(".disk-bar")).toBe(0);
});
