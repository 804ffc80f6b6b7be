// The real window: the built program, started and driven by WebKitWebDriver.

import { Child, freePort, until } from "./children.ts";
import type { Home } from "./home.ts";
import { desktop, find } from "./programs.ts";
import { WebDriverSession } from "./web-driver.ts";

/** One start of the program with its window. */
export class Window {
  readonly session: WebDriverSession;
  readonly #driver: Child;

  private constructor(driver: Child, session: WebDriverSession) {
    this.#driver = driver;
    this.session = session;
  }

  static async open(home: Home): Promise<Window> {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const driver = new Child(find("WebKitWebDriver"), [`--port=${port}`, "--host=127.0.0.1"], {
      ...home.environment,
      TAURI_WEBVIEW_AUTOMATION: "true",
    });
    const listening = () => fetch(`${address}/status`).then(({ ok }) => ok, () => false);
    await until(listening, "WebKitWebDriver listens", 20, () => driver.said);
    return new Window(driver, await WebDriverSession.open(address, desktop, []));
  }

  async close(): Promise<void> {
    await this.session.close();
    await this.#driver.end();
  }
}
