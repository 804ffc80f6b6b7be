import { createEffect, createMemo, onCleanup, type ComponentProps } from "solid-js";
import { Refusal } from "../api/client";
import type { Action } from "../actions/action";
import { Designer } from "../designer/designer";
import { StatusBar } from "../designer/status-bar";
import { count } from "../parts/count";
import { workspaceActions } from "./actions";
import type { App } from "./app";
import { ApprovalPrompt } from "./approval-prompt";
import { DiskBar } from "./disk-bar";
import { save } from "./saving";
import type { Tab } from "./tab";
import { WorkspaceDialogs } from "./workspace-dialogs";

export interface WorkspaceProps {
  app: App;
  tab: Tab;
  /** Tells what can be done while this is shown, and how to say to the person why something cannot. */
  onActions: (actions: readonly Action[], tell: (why: string) => void) => void;
}

/** One open workflow: the designer, what is said about its file, and the dialogs that belong to it. */
export function Workspace(props: WorkspaceProps) {
  const { app, tab } = props;
  const { bench, workflow } = tab;
  const name = createMemo(() => workflow.document().name);
  createEffect(() => app.platform.setTitle(`${workflow.dirty() ? "• " : ""}${name()} – Signalbox`));
  onCleanup(() => app.platform.setTitle("Signalbox"));
  const saved = () => {
    tab.noted();
    tab.disk.settled();
    app.toasts.show({ tone: "good", title: `Saved ${name()}` });
    if (tab.closing) app.discard(tab);
  };
  const trySave = async () => {
    await tab.settled();
    if (workflow.document().path === null) return tab.ask("save");
    try {
      await save(workflow);
      saved();
    } catch (reason) {
      tab.closing = false;
      app.refused(reason);
      if (Refusal.from(reason).code === "conflict") await tab.disk.look().catch(app.refused);
    }
  };
  const run = async () => {
    await tab.settled();
    const errors = workflow.analysis.count("error");
    if (!workflow.analysis.runnable) {
      bench.showTab("problems");
      app.toasts.show({
        tone: "bad",
        title: "This workflow cannot run yet",
        text: `${count(errors, "error")} to mend first; see Problems.`,
      });
    } else tab.ask("run");
  };
  const actions = workspaceActions(bench, {
    run: () => void run(),
    save: () => void trySave(),
    close: () => void app.close(tab),
    ask: tab.ask,
  });
  props.onActions(actions, bench.speak);
  onCleanup(() => props.onActions([], () => {}));
  const dialogs: ComponentProps<typeof WorkspaceDialogs> = {
    app,
    tab,
    onSaved: saved,
    onSaveAndClose: () => {
      tab.closing = true;
      tab.ask(null);
      void trySave();
    },
  };
  return (
    <>
      <DiskBar app={app} tab={tab} onSaveAs={() => tab.ask("save")} />
      <Designer bench={bench} actions={actions} onRun={() => void run()} over={<ApprovalPrompt app={app} bench={bench} />} />
      <StatusBar bench={bench} />
      <WorkspaceDialogs {...dialogs} />
    </>
  );
}
