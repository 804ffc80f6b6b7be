import { Show, createEffect, createMemo, createSignal, on, onCleanup, type ComponentProps } from "solid-js";
import { Designer } from "../designer/designer";
import { GoToState } from "../designer/go-to-state";
import { StatusBar } from "../designer/status-bar";
import { Workbench } from "../designer/workbench";
import { FileDialog } from "../files/file-dialog";
import { folderOf } from "../files/names";
import { count } from "../parts/count";
import { StartDialog } from "../runs/start-dialog";
import type { Workflow } from "../workflow/workflow";
import type { App } from "./app";
import { ApprovalPrompt } from "./approval-prompt";
import { CloseDialog } from "./close-dialog";
import { DiskBar } from "./disk-bar";
import { exportTo, save, saveTo } from "./saving";
import { designShortcuts } from "./design-shortcuts";
import { rememberInput, rememberedInput } from "./inputs";
import type { Shortcut } from "./shortcuts";
import { TopBar } from "./top-bar";
import { WorkflowBar } from "./workflow-bar";

export interface WorkspaceProps {
  app: App;
  workflow: Workflow;
  bar: ComponentProps<typeof TopBar>;
  onOpen: () => void;
  /** Tells which shortcuts work while this is shown. */
  onShortcuts: (shortcuts: readonly Shortcut[]) => void;
}

type Asking = "run" | "save" | "export" | "close" | "go_to" | null;

/** One open workflow: its bar, the designer, and the dialogs that belong to it. */
export function Workspace(props: WorkspaceProps) {
  const { app, workflow } = props;
  const bench = new Workbench(workflow, app.live, app.refused);
  const shown = app.shownRuns.get(workflow);
  if (shown !== undefined) bench.watch(shown);
  onCleanup(() => {
    const arn = bench.run()?.arn;
    if (arn === undefined) app.shownRuns.delete(workflow);
    else app.shownRuns.set(workflow, arn);
    bench.close();
  });
  const [asking, setAsking] = createSignal<Asking>(null);
  const [input, setInput] = createSignal(rememberedInput(workflow));
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
      app.toasts.show({ tone: "bad", title: "This workflow cannot run yet", text: `${count(errors, "error")} to mend first; see Problems.` });
    } else setAsking("run");
  };
  const close = () => (workflow.dirty() ? setAsking("close") : app.close());
  const actions = { run: () => void run(), save: () => void trySave(), saveAs: () => setAsking("save"), export: () => setAsking("export"), close, open: props.onOpen, goTo: () => setAsking("go_to") };
  props.onShortcuts(designShortcuts(bench, actions));
  onCleanup(() => props.onShortcuts([]));
  const folder = () => folderOf(workflow.document().path ?? "");
  return (
    <>
      <TopBar {...props.bar}><WorkflowBar bench={bench} actions={actions} /></TopBar>
      <DiskBar app={app} workflow={workflow} onSaveAs={() => setAsking("save")} />
      <Designer bench={bench} onRun={actions.run} over={<ApprovalPrompt app={app} bench={bench} />} />
      <StatusBar bench={bench} />
      <StartDialog client={app.client} open={asking() === "run"} input={input()} onClose={() => setAsking(null)}
        what={{ text: workflow.buffer.text, workflow: name(), handlersFolder: workflow.document().handlers_folder }} onStarted={(arn, given) => { setInput(given); rememberInput(workflow, given); bench.watch(arn); }} />
      <FileDialog client={app.client} open={asking() === "save"} purpose="save" suggested={suggestion(name())} folder={folder()} onClose={() => setAsking(null)}
        onChoose={(path, overwrite) => saveTo(workflow, path, overwrite).then(saved)} />
      <FileDialog client={app.client} open={asking() === "export"} purpose="export" suggested={suggestion(name())} folder={folder()} onClose={() => setAsking(null)}
        onChoose={async (path, overwrite) => {
          const bytes = await exportTo(workflow, path, overwrite);
          app.toasts.show({ tone: "good", title: "Exported", text: `${bytes} bytes to ${path}` });
        }} />
      <Show when={asking() === "go_to"}><GoToState bench={bench} onClose={() => setAsking(null)} /></Show>
      <Show when={asking() === "close"}><CloseDialog app={app} workflow={workflow} onSave={() => { setAsking(null); actions.save(); }} onCancel={() => setAsking(null)} /></Show>
    </>
  );
}

/** What stands in a field of the form counts, even if the person is still in it. */
async function finishTyping(workflow: Workflow): Promise<void> {
  const field = document.activeElement;
  if (field instanceof HTMLElement && field.closest(".inspector")) field.blur();
  await workflow.settled();
}

/** File name offered for a workflow's name. */
function suggestion(name: string): string {
  if (name.toLowerCase().endsWith(".json")) return name;
  return `${name.trim().toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "") || "workflow"}.asl.json`;
}

