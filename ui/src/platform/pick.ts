import type { Platform } from "./platform";

/** The platform this page runs on. The desktop's code is only loaded inside the desktop window. */
export async function pickPlatform(): Promise<Platform> {
  if ("__TAURI_INTERNALS__" in window) return new (await import("./tauri")).TauriPlatform();
  return new (await import("./browser")).BrowserPlatform();
}
