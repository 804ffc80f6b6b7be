// A person's machine for one test: an empty home with a documents folder, and Signalbox started in it.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Child } from "./children.ts";
import { signalbox } from "./programs.ts";

/** Folders of one person who has never used Signalbox. */
export class Home {
  readonly folder = mkdtempSync(join(tmpdir(), "signalbox-e2e-"));
  readonly documents = join(this.folder, "Documents");
  readonly data = join(this.folder, "data");

  constructor() {
    mkdirSync(this.documents);
  }

  /** What a program started here sees. */
  get environment(): Record<string, string> {
    return { HOME: this.folder, SIGNALBOX_DATA: this.data };
  }

  path(name: string): string {
    return join(this.documents, name);
  }

  write(name: string, text: string): string {
    writeFileSync(this.path(name), text);
    return this.path(name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  bytes(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `signalbox serve` in a home. */
export class Server {
  readonly #child: Child;
  /** Where it listens, with a one-time key. */
  readonly address: string;

  private constructor(child: Child, address: string) {
    this.#child = child;
    this.address = address;
  }

  static async start(home: Home, port = 0): Promise<Server> {
    const child = new Child(signalbox, ["serve", "--port", String(port)], home.environment);
    const [address] = await child.says(/http:\/\/127\.0\.0\.1:\d+\/\S*/);
    return new Server(child, address);
  }

  get port(): number {
    return Number(new URL(this.address).port);
  }

  get said(): string {
    return this.#child.said;
  }

  stop(): Promise<void> {
    return this.#child.end();
  }

  /** Ends it as a power cut would. */
  kill(): Promise<void> {
    return this.#child.end("SIGKILL");
  }
}
