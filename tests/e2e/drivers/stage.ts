// A program, a browser and a file that is open in it, for what is measured.

import { chromium, type Browser, type Page } from "@playwright/test";
import { App } from "./app.ts";
import { BrowserHands } from "./browser-hands.ts";
import { Home, Server } from "./home.ts";
import { chromium as program } from "./programs.ts";

export interface Stage {
  browser: Browser;
  page: Page;
  app: App;
}

/** Opens `text` as a file in a page of its own and lets `act` do something with it. The page runs `script` before its own. */
export async function onStage(text: string, act: (stage: Stage) => Promise<void>, script?: () => void): Promise<void> {
  const home = new Home();
  home.write("measured.asl.json", text);
  const server = await Server.start(home);
  const browser = await chromium.launch({ executablePath: program(), args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  if (script) await page.addInitScript(script);
  await page.goto(server.address);
  const app = new App(new BrowserHands(page));
  await app.goOnAsGuest();
  await app.openFile(home.documents, "measured.asl.json");
  await act({ browser, page, app });
  await browser.close();
  await server.stop();
  home.remove();
}
