import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";
import type { Change, Operation, Operations } from "../api/generated";
import type { Platform } from "./platform";

/** The door inside the desktop window: one command and one event. */
export class TauriPlatform implements Platform {
  call<Name extends Operation>(operation: Name, request: Operations[Name][0]): Promise<Operations[Name][1]> {
    return invoke<Operations[Name][1]>("call", { operation, request });
  }

  watch(hear: (change: Change) => void, connected: (now: boolean) => void): () => void {
    let over = false;
    let stop = () => {};
    void listen<Change>("changes", (event) => hear(event.payload)).then((unlisten) => {
      stop = unlisten;
      if (over) unlisten();
      else connected(true);
    });
    return () => {
      over = true;
      stop();
    };
  }

  setTitle(title: string): void {
    document.title = title;
    void getCurrentWindow()
      .setTitle(title)
      .catch(() => {});
  }
}
