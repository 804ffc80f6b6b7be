// The programs under test and the ones that drive them.

import { accessSync, constants } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");

/** `signalbox`, as `cargo verify` has built it. */
export const signalbox = process.env.SIGNALBOX_PROGRAM ?? join(root, "target/debug/signalbox");

/** The program with the window. */
export const desktop = process.env.SIGNALBOX_WINDOW ?? join(root, "target/debug/signalbox-desktop");

/** The interface that `signalbox serve` shows. */
export const samples = join(root, "assets/workflows");

/** Where screenshots go. */
export const artefacts = resolve(import.meta.dirname, "../artefacts");

/** A browser of the system; the test library never downloads one. */
export function chromium(): string {
  return find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
}

/** The first of `names` on the search path. */
export function find(...names: string[]): string {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here; look on.
      }
    }
  }
  throw new Error(`none of ${names.join(", ")} is on the search path`);
}
