import { createEffect, createRoot, on } from "solid-js";
import { latestOnly } from "../api/live";
import type { App } from "./app";

/** The name of the lock that one window of the machine's owner holds. */
const lock = "signalbox.tabs";

/** A page that is loaded anew has to wait a moment until its predecessor has let go. In milliseconds. */
const patience = 500;

/**
 * Brings back the tabs of the last time and remembers them from then on. Of several windows, the first does: they would
 * overwrite each other's list, and open the same texts twice.
 */
export async function rememberTabs(app: App): Promise<void> {
  let waited = false;
  const first = await new Promise<boolean>((decide) => {
    const locks = navigator.locks as LockManager | null | undefined;
    // A web view without locks has one window.
    if (!locks) return decide(true);
    void locks.request(lock, () => {
      decide(true);
      if (waited) follow(app);
      return new Promise(() => {});
    });
    setTimeout(() => {
      waited = true;
      decide(false);
    }, patience);
  });
  if (!first) return;
  try {
    await restore(app);
  } catch (reason) {
    app.refused(reason);
  }
  follow(app);
}

async function restore(app: App): Promise<void> {
  const { keys, shown } = await app.client.call("list_open_documents", {});
  if (keys.length === 0) return;
  await app.drafts.refresh();
  for (const key of keys) {
    try {
      await app.reopen(key);
    } catch (reason) {
      app.refused(reason);
    }
  }
  const tab = app.tabs.all().find(({ workflow }) => workflow.draftKey === shown);
  // Who has opened something meanwhile goes on with that.
  if (tab && app.route() === "start" && !app.tabs.active()) app.showTab(tab);
}

function follow(app: App): void {
  const now = () => ({
    keys: app.tabs.all().map(({ workflow }) => workflow.draftKey),
    shown: app.route() === "design" ? (app.tabs.active()?.workflow.draftKey ?? null) : null,
  });
  const keep = latestOnly(async () => {
    try {
      await app.client.call("keep_open_documents", now());
    } catch {
      // The next change tries again; the texts themselves are kept elsewhere.
    }
  });
  createRoot(() => createEffect(on(now, () => void keep())));
}
