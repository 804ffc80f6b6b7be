// Programs that a test starts and must end.

import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";

/** A started program whose output is kept for when something goes wrong. */
export class Child {
  readonly process: ChildProcess;
  #said = "";
  readonly #ended: Promise<void>;

  constructor(program: string, args: string[], env: Record<string, string> = {}) {
    this.process = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const hear = (piece: Buffer): void => void (this.#said += piece.toString());
    this.process.stdout?.on("data", hear);
    this.process.stderr?.on("data", hear);
    this.#ended = new Promise((resolve) => {
      this.process.once("exit", () => resolve());
      this.process.once("error", (problem) => {
        this.#said += String(problem);
        resolve();
      });
    });
  }

  /** Everything it has printed so far. */
  get said(): string {
    return this.#said;
  }

  get isRunning(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null && this.process.pid !== undefined;
  }

  /** Waits for a line with `pattern` and gives its match. */
  async says(pattern: RegExp, seconds = 20): Promise<RegExpMatchArray> {
    return until(() => {
      const match = this.#said.match(pattern);
      if (!match && !this.isRunning) throw new Error(`the program ended without saying ${pattern}:\n${this.#said}`);
      return match;
    }, `the program says ${pattern}`, seconds, () => this.#said);
  }

  /** Ends it politely, or with `SIGKILL` as a power cut would, and waits until it is gone. */
  async end(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    if (this.isRunning) this.process.kill(signal);
    await this.#ended;
  }

  /** Waits until it ends by itself and gives its exit code. */
  async ends(): Promise<number | null> {
    await this.#ended;
    return this.process.exitCode;
  }
}

/** Asks again every few milliseconds until there is an answer. */
export async function until<Value>(
  look: () => Value | null | undefined | false | Promise<Value | null | undefined | false>,
  what: string,
  seconds = 20,
  context: () => string = () => "",
): Promise<Value> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await look();
    if (value !== null && value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain until ${what}\n${context()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A port on which nobody listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
