// The main journey in the real window.

import { expect, test } from "@playwright/test";
import { statSync } from "node:fs";
import { join } from "node:path";
import { App } from "./drivers/app.ts";
import { Home } from "./drivers/home.ts";
import { WindowHands } from "./drivers/window-hands.ts";
import { Window } from "./drivers/window.ts";
import { mainJourney } from "./journey.ts";

test("a new user designs, runs, approves and exports in the window", async () => {
  const home = new Home();
  const window = await Window.open(home);
  const app = new App(new WindowHands(window.session));
  try {
    await mainJourney(app, home);
  } finally {
    await app.hands.picture("6-end");
    await window.close();
  }
  const again = await Window.open(home);
  await new App(new WindowHands(again.session)).seesWhoIsThere("Ada Byron");
  await again.close();
  expect(statSync(join(home.data, "desktop.session")).mode & 0o777, "only the owner may read the session").toBe(0o600);
  home.remove();
});
