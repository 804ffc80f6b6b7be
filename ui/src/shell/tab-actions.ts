import ArrowLeft from "lucide-solid/icons/arrow-left";
import ArrowRight from "lucide-solid/icons/arrow-right";
import type { Action } from "../actions/action";
import { count } from "../parts/count";
import type { App } from "./app";

/** What can be done with tabs on every screen. Each has keys that no browser keeps for its own tabs. */
export function tabActions(app: App): Action[] {
  const make = (id: string, title: string, keys: readonly string[], run: () => void, more: Partial<Action> = {}): Action => ({
    id: `tab.${id}`,
    title,
    group: "Tabs",
    keys,
    scope: "everywhere",
    run,
    ...more,
  });
  const several = () => (app.tabs.all().length > 1 ? null : "There is no other tab");
  const some = () => (app.tabs.all().length > 0 ? null : "Nothing is open");
  const at = () => {
    const active = app.tabs.active();
    return active ? app.tabs.all().indexOf(active) : -1;
  };
  const move = (step: 1 | -1) => () => {
    const active = app.tabs.active();
    if (active) app.tabs.move(active, at() + step);
  };
  const closeOthers = () => {
    const others = app.tabs.all().filter((tab) => tab !== app.tabs.active());
    const saved = others.filter(({ workflow }) => !workflow.dirty());
    for (const tab of saved) app.discard(tab);
    const left = others.length - saved.length;
    const text = left === 0 ? null : `${count(left, "tab")} with unsaved changes stayed open.`;
    app.toasts.show({
      tone: "plain",
      title: saved.length === 0 ? "No other tab is saved" : `Closed ${count(saved.length, "tab")}`,
      text,
    });
  };
  const reopen = async () => {
    try {
      if (!(await app.reopenClosed())) app.toasts.show({ tone: "plain", title: "No file was closed yet" });
    } catch (reason) {
      app.refused(reason);
    }
  };
  return [
    make("next", "Next tab", ["Ctrl+Tab", "Ctrl+PageDown", "Alt+PageDown"], () => app.walkTabs(1), { blocked: some }),
    make("previous", "Previous tab", ["Ctrl+Shift+Tab", "Ctrl+PageUp", "Alt+PageUp"], () => app.walkTabs(-1), { blocked: some }),
    make("left", "Move the tab to the left", ["Ctrl+Shift+PageUp", "Alt+Shift+PageUp"], move(-1), {
      icon: ArrowLeft,
      blocked: () => several() ?? (at() > 0 ? null : "This is the first tab"),
    }),
    make("right", "Move the tab to the right", ["Ctrl+Shift+PageDown", "Alt+Shift+PageDown"], move(1), {
      icon: ArrowRight,
      blocked: () => several() ?? (at() + 1 < app.tabs.all().length ? null : "This is the last tab"),
    }),
    make("close_others", "Close the other tabs that are saved", [], closeOthers, { blocked: several }),
    make("reopen", "Open the file that was closed last", ["Ctrl+Shift+T", "Alt+Shift+T"], () => void reopen()),
  ];
}
