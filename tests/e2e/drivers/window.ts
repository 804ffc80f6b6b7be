// The real window: the built program, started and driven by WebKitWebDriver.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Child, freePort, until } from "./children.ts";
import type { Home } from "./home.ts";
import { desktop, find } from "./programs.ts";
import { WebDriverSession } from "./web-driver.ts";

/** One start of the program with its window. */
export class Window {
  readonly session: WebDriverSession;
  readonly #driver: Child;
  readonly #home: Home;

  private constructor(driver: Child, session: WebDriverSession, home: Home) {
    this.#driver = driver;
    this.session = session;
    this.#home = home;
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
    try {
      return new Window(driver, await WebDriverSession.open(address, desktop, []), home);
    } catch (problem) {
      await driver.end("SIGKILL");
      throw new Error(`the window does not open: ${String(problem)}\n${driver.said}`, { cause: problem });
    }
  }

  /** Ends the session and makes sure that the program is gone, which the driver only does if it is given the time. */
  async close(): Promise<void> {
    const program = Number(readFileSync(join(this.#home.data, "signalbox.holder"), "utf8").split("\n")[0]);
    await this.session.close();
    await until(() => !signal(program, "SIGTERM"), "the window is gone");
    await this.#driver.end();
  }
}

/** False if there is no such process any more. */
function signal(id: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(id, name);
  } catch {
    return false;
  }
}
