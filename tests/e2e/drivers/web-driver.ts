// A small client of the W3C WebDriver protocol, enough to drive the web view of the real window.

import type { Point } from "./hands.ts";

/** One session with one window. */
export class WebDriverSession {
  readonly #address: string;

  private constructor(address: string) {
    this.#address = address;
  }

  /** Starts `program` under the driver that listens at `driver`. */
  static async open(driver: string, program: string, args: string[]): Promise<WebDriverSession> {
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary: program, args } } };
    const opened = await ask<{ sessionId: string }>(`${driver}/session`, "POST", { capabilities });
    return new WebDriverSession(`${driver}/session/${opened.sessionId}`);
  }

  async close(): Promise<void> {
    await ask(this.#address, "DELETE");
  }

  title(): Promise<string> {
    return ask(`${this.#address}/title`, "GET");
  }

  /** Runs a function in the page; it must not use anything from outside but its arguments. */
  run<Result>(script: string, ...args: unknown[]): Promise<Result> {
    return ask(`${this.#address}/execute/sync`, "POST", { script, args });
  }

  async click(at: Point): Promise<void> {
    await this.#pointer([move(at), { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }]);
  }

  /** Presses at `from`, moves in small steps as a hand does, and lets go at `to`. */
  async drag(from: Point, to: Point): Promise<void> {
    const steps = 12;
    const on = (step: number) => ({ x: from.x + ((to.x - from.x) * step) / steps, y: from.y + ((to.y - from.y) * step) / steps });
    const way = Array.from({ length: steps }, (_, step) => move(on(step + 1), 16));
    const start = move({ x: from.x + 1, y: from.y + 1 }, 16);
    await this.#pointer([move(from), { type: "pointerDown", button: 0 }, start, ...way, { type: "pause", duration: 50 }, { type: "pointerUp", button: 0 }]);
  }

  /** Types into whatever has the focus. `keys` may contain WebDriver's code points for special keys. */
  async type(keys: string): Promise<void> {
    const actions = Array.from(keys).flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    await this.#perform({ type: "key", id: "keys", actions });
  }

  /** Presses all keys one after the other, then lets go in reverse. */
  async chord(keys: string[]): Promise<void> {
    const down = keys.map((value) => ({ type: "keyDown", value }));
    const up = keys.toReversed().map((value) => ({ type: "keyUp", value }));
    await this.#perform({ type: "key", id: "keys", actions: [...down, ...up] });
  }

  /** A PNG of the window. */
  async screenshot(): Promise<Buffer> {
    return Buffer.from(await ask<string>(`${this.#address}/screenshot`, "GET"), "base64");
  }

  #pointer(actions: object[]): Promise<void> {
    return this.#perform({ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions });
  }

  async #perform(source: object): Promise<void> {
    await ask(`${this.#address}/actions`, "POST", { actions: [source] });
  }
}

function move(to: Point, duration = 0): object {
  return { type: "pointerMove", duration, x: Math.round(to.x), y: Math.round(to.y), origin: "viewport" };
}

async function ask<Value>(address: string, method: string, body?: object): Promise<Value> {
  const answer = await fetch(address, {
    method,
    signal: AbortSignal.timeout(30_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const { value } = (await answer.json()) as { value: Value | { error: string; message: string } };
  if (!answer.ok) throw new Error(`WebDriver: ${JSON.stringify(value)}`);
  return value as Value;
}
