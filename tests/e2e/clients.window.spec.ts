// The window's door for AWS clients: open by itself, on a port it keeps, closed when somebody wants that.

import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { App } from "./drivers/app.ts";
import { until } from "./drivers/children.ts";
import { Home } from "./drivers/home.ts";
import { Window } from "./drivers/window.ts";
import { WindowHands } from "./drivers/window-hands.ts";

/** Whether somebody listens. */
function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), done(true)));
    socket.once("error", () => done(false));
  });
}

const portOf = (home: Home) => Number(new URL(readFileSync(join(home.data, "endpoint"), "utf8").trim()).port);

test("AWS clients are answered while the window is open, where it was last time", async () => {
  const home = new Home();
  let window = await Window.open(home);
  const first = portOf(home);
  expect(await answers(first)).toBe(true);
  const refused = await fetch(`http://127.0.0.1:${first}/`, { method: "POST", headers: { "content-type": "application/x-amz-json-1.0" }, body: "{}" });
  expect(refused.status, "nobody gets in without the key").toBe(403);
  expect((await fetch(`http://127.0.0.1:${first}/`)).status, "there is no page").toBe(404);

  await window.close();
  expect(await answers(first)).toBe(false);
  window = await Window.open(home);
  expect(portOf(home)).toBe(first);

  const app = new App(new WindowHands(window.session));
  await app.goOnAsGuest();
  await app.hands.press("button", "State machines");
  await app.hands.picture("state-machines");
  await app.hands.press("button", "Connect AWS clients");
  await app.hands.read(`http://127.0.0.1:${first}`);
  await app.hands.picture("connect-aws-clients");
  await app.hands.press("button", "Close");
  await app.hands.read("AWS clients get no answer");
  await until(async () => !(await answers(first)), "the door is closed");
  await window.close();
  home.remove();
});
