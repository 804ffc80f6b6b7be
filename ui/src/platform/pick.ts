import type { Platform } from "./platform";

/** True inside the desktop window, false in a browser. */
export const inDesktop = "__TAURI_INTERNALS__" in window;

/** The platform this page runs on. The desktop's code is only loaded inside the desktop window. */
export async function pickPlatform(): Promise<Platform> {
  if (inDesktop) return new (await import("./tauri")).TauriPlatform();
  return new (await import("./browser")).BrowserPlatform();
}
