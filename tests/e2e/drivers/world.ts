// What every browser test gets: a home, a running server, and the app opened in a browser.

import { test as base, type Page } from "@playwright/test";
import { App } from "./app.ts";
import { Drawing } from "./drawing.ts";
import { BrowserHands } from "./browser-hands.ts";
import { Home, Server } from "./home.ts";

/** One person's Signalbox. */
export class World {
  readonly home: Home;
  readonly page: Page;
  readonly app: App;
  readonly drawing: Drawing;
  server: Server;

  private constructor(home: Home, server: Server, page: Page) {
    this.home = home;
    this.server = server;
    this.page = page;
    const hands = new BrowserHands(page);
    this.app = new App(hands);
    this.drawing = new Drawing(this.app, hands, home);
  }

  static async begin(page: Page): Promise<World> {
    const home = new Home();
    const world = new World(home, await Server.start(home), page);
    await world.open();
    return world;
  }

  /** Opens the printed address, key and all. */
  async open(): Promise<void> {
    await this.page.goto(this.server.address);
  }

  /** Stops the server in the given way and starts it again over the same data, on the same port: cookies belong to it. */
  async restart(how: "stop" | "kill"): Promise<void> {
    const { port } = this.server;
    await this.server[how]();
    this.server = await Server.start(this.home, port);
    await this.open();
  }

  async end(): Promise<void> {
    await this.page.close();
    await this.server.stop();
    this.home.remove();
  }
}

export const test = base.extend<{ world: World; app: App; drawing: Drawing }>({
  world: async ({ page }, use, info) => {
    const world = await World.begin(page);
    const complaints: string[] = [];
    page.on("pageerror", (problem) => complaints.push(String(problem)));
    await use(world);
    if (info.status !== info.expectedStatus) await info.attach("server", { body: world.server.said });
    await world.end();
    if (complaints.length > 0) throw new Error(`the page threw:\n${complaints.join("\n")}`);
  },
  app: async ({ world }, use) => use(world.app),
  drawing: async ({ world }, use) => use(world.drawing),
});

export { expect } from "@playwright/test";
