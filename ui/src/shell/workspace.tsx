import { createEffect, createMemo, createSignal, on, onCleanup, type ComponentProps } from "solid-js";
import type { Action } from "../actions/action";
import { Designer } from "../designer/designer";
import { StatusBar } from "../designer/status-bar";
import { Workbench } from "../designer/workbench";
import { count } from "../parts/count";
import type { Workflow } from "../workflow/workflow";
import type { App } from "./app";
import { ApprovalPrompt } from "./approval-prompt";
import { DiskBar } from "./disk-bar";
import { save } from "./saving";
import { workspaceActions } from "./actions";
import { TopBar } from "./top-bar";
import { WorkflowBar } from "./workflow-bar";
import { WorkspaceDialogs, type Asking } from "./workspace-dialogs";

export interface WorkspaceProps {
  app: App;
  workflow: Workflow;
  bar: ComponentProps<typeof TopBar>;
  /** What can be done on every screen. */
  actions: readonly Action[];
  /** Tells what can be done while this is shown, and how to say to the person why something cannot. */
  onActions: (actions: readonly Action[], tell: (why: string) => void) => void;
}

/** One open workflow: its bar, the designer, and the dialogs that belong to it. */
export function Workspace(props: WorkspaceProps) {
  const { app, workflow } = props;
  const bench = new Workbench(workflow, app.live, app.refused, (toast) => app.toasts.show(toast));
  const shown = app.shownRuns.get(workflow);
  if (shown !== undefined) bench.watch(shown);
  onCleanup(() => {
    const arn = bench.run()?.arn;
    if (arn === undefined) app.shownRuns.delete(workflow);
    else app.shownRuns.set(workflow, arn);
    bench.close();
  });
  const [asking, setAsking] = createSignal<Asking>(null);
  const name = createMemo(() => workflow.document().name);
  app.drafts.guard(workflow, app.refused);
  createEffect(on(app.wantedRun, (arn) => arn !== null && bench.watch(arn)));
  createEffect(() => app.platform.setTitle(`${workflow.dirty() ? "• " : ""}${name()} – Signalbox`));
  onCleanup(() => app.platform.setTitle("Signalbox"));
  const saved = () => app.toasts.show({ tone: "good", title: `Saved ${name()}` });
  const trySave = async () => {
    await finishTyping(workflow);
    if (workflow.document().path === null) setAsking("save");
    else await save(workflow).then(saved, app.refused);
  };
  const run = async () => {
    await finishTyping(workflow);
    const errors = workflow.analysis.count("error");
    if (workflow.analysis.view()?.runnable === false) {
      bench.showTab("problems");
      app.toasts.show({
        tone: "bad",
        title: "This workflow cannot run yet",
        text: `${count(errors, "error")} to mend first; see Problems.`,
      });
    } else setAsking("run");
  };
  const close = () => (workflow.dirty() ? setAsking("close") : app.close());
  const actions = workspaceActions(bench, { run: () => void run(), save: () => void trySave(), close, ask: setAsking });
  props.onActions(actions, bench.speak);
  onCleanup(() => props.onActions([], () => {}));
  return (
    <>
      <TopBar {...props.bar}>
        <WorkflowBar bench={bench} actions={[...actions, ...props.actions]} />
      </TopBar>
      <DiskBar app={app} workflow={workflow} onSaveAs={() => setAsking("save")} />
      <Designer bench={bench} actions={actions} onRun={() => void run()} over={<ApprovalPrompt app={app} bench={bench} />} />
      <StatusBar bench={bench} />
      <WorkspaceDialogs
        app={app}
        bench={bench}
        asking={asking}
        onClose={() => setAsking(null)}
        onSave={() => (setAsking(null), void trySave())}
        onSaved={saved}
      />
    </>
  );
}

/** What stands in a field of the form counts, even if the person is still in it. */
async function finishTyping(workflow: Workflow): Promise<void> {
  const field = document.activeElement;
  if (field instanceof HTMLElement && field.closest(".inspector")) field.blur();
  await workflow.settled();
}
