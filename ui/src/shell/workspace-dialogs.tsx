import { Show, createSignal } from "solid-js";
import { Refusal } from "../api/client";
import type { Failure } from "../api/generated";
import { GoToState } from "../designer/go-to-state";
import { pictureOf } from "../designer/pictures";
import { FileDialog } from "../files/file-dialog";
import { folderOf, suggestedName } from "../files/names";
import { KeepDialog } from "../machines/keep-dialog";
import { StartDialog } from "../runs/start-dialog";
import { TeamRulesDialog } from "../team-rules/team-rules-dialog";
import type { App } from "./app";
import { CloseDialog } from "./close-dialog";
import { HistoryDialog } from "./history-dialog";
import { rememberInput, rememberedInput } from "./inputs";
import { NestingDialogs } from "./nesting-dialogs";
import { PictureDialog, endings, type ChosenPicture } from "./picture-dialog";
import { exportPicture, exportTo, saveTo } from "./saving";
import type { Tab } from "./tab";
import { TemplateDialogs } from "./template-dialogs";

/** The dialog of a workflow that is open. */
export type Asking =
  | "run"
  | "save"
  | "export"
  | "picture"
  | "keep"
  | "close"
  | "go_to"
  | "history"
  | "rules"
  | NestingQuestion
  | TemplateQuestion
  | null;
type NestingQuestion = "extract" | "inline";
type TemplateQuestion = "keep_template" | "keep_states" | "insert_template";

export interface WorkspaceDialogsProps {
  app: App;
  tab: Tab;
  onSaved: () => void;
  onSaveAndClose: () => void;
}

interface DialogProps {
  app: App;
  tab: Tab;
  onClose: () => void;
}

/** Two tabs of one file would overwrite each other. */
const openElsewhere = (path: string): Failure => ({
  code: "refused",
  message: `\`${path}\` is open in another tab`,
  hint: "close that tab first, or choose another name",
  retry_after_seconds: null,
});

/** Every dialog that belongs to an open workflow. */
export function WorkspaceDialogs(props: WorkspaceDialogsProps) {
  const { app, tab } = props;
  const { bench, workflow, asking } = tab;
  const close = () => {
    // Who does not save does not close either.
    tab.closing = false;
    tab.ask(null);
  };
  const name = () => workflow.document().name;
  const files = () => ({
    client: app.client,
    suggested: suggestedName(name(), workflow.analysis.notation),
    folder: folderOf(workflow.document().path ?? ""),
    onClose: close,
  });
  const write = async (path: string, overwrite: boolean) => {
    const other = app.tabs.byPath(path);
    if (other && other !== tab) throw new Refusal(openElsewhere(path));
    await saveTo(workflow, path, overwrite);
    props.onSaved();
  };
  const exportCopy = async (path: string, overwrite: boolean) => {
    const bytes = await exportTo(workflow, path, overwrite);
    app.toasts.show({ tone: "good", title: "Exported", text: `${bytes} bytes to ${path}` });
  };
  return (
    <>
      <RunDialog app={app} tab={tab} onClose={close} />
      <FileDialog {...files()} open={asking() === "save"} purpose="save" onChoose={write} />
      <FileDialog {...files()} open={asking() === "export"} purpose="export" onChoose={exportCopy} />
      <PictureDialogs app={app} tab={tab} onClose={close} />
      <KeepDialog
        live={app.live}
        open={asking() === "keep"}
        name={name()}
        text={() => workflow.buffer.text}
        onClose={close}
        onKept={(machine, created) =>
          app.toasts.show({
            tone: "good",
            title: created ? `Kept as ${machine.name}` : `${machine.name} is changed`,
            text: "AWS clients find it under this name.",
            action: { label: "Show", run: () => (app.setChosenMachine(machine.arn), app.go("machines")) },
          })
        }
      />
      <Show when={asking() === "go_to"}>
        <GoToState bench={bench} onClose={close} />
      </Show>
      <Show when={asking() === "history"}>
        <HistoryDialog app={app} tab={tab} onClose={close} />
      </Show>
      <Show when={asking() === "rules"}>
        <RulesDialog app={app} tab={tab} onClose={close} />
      </Show>
      <NestingDialogs app={app} tab={tab} onClose={close} />
      <TemplateDialogs app={app} tab={tab} onClose={close} />
      <Show when={asking() === "close"}>
        <CloseDialog name={name()} onSave={props.onSaveAndClose} onDiscard={() => app.discard(tab)} onCancel={close} />
      </Show>
    </>
  );
}

/** The rules of the team; once they are saved, the workflow is looked at by them. */
function RulesDialog(props: DialogProps) {
  const { app, tab } = props;
  const saved = (path: string) => {
    props.onClose();
    app.toasts.show({ tone: "good", title: "Saved the rules", text: `Every workflow beside or below ${path} obeys them.` });
    void tab.disk.look().catch(app.refused);
  };
  return (
    <TeamRulesDialog
      client={app.client}
      path={tab.workflow.document().path}
      text={tab.workflow.buffer.text}
      onClose={props.onClose}
      onSaveAs={() => tab.ask("save")}
      onSaved={saved}
    />
  );
}

/** What a picture is to be, then where it goes. */
function PictureDialogs(props: DialogProps) {
  const { app } = props;
  const { bench, asking } = props.tab;
  const [chosen, setChosen] = createSignal<ChosenPicture | null>(null);
  const name = () => bench.workflow.document().name;
  const write = async (path: string, overwrite: boolean) => {
    const picture = chosen();
    if (!picture) return;
    const bytes = await exportPicture(app.client, await pictureOf(bench, picture.kind, picture.ground), path, overwrite);
    app.toasts.show({ tone: "good", title: "Exported the picture", text: `${bytes} bytes to ${path}` });
  };
  const file = (picture: ChosenPicture) => {
    props.onClose();
    // The dialog gives the focus back first, or it would take it from the next one.
    requestAnimationFrame(() => setChosen(picture));
  };
  const ending = () => endings[chosen()?.kind ?? "svg"];
  return (
    <>
      <PictureDialog app={app} bench={bench} open={asking() === "picture"} onClose={props.onClose} onFile={file} />
      <FileDialog
        client={app.client}
        open={chosen() !== null}
        purpose="picture"
        ending={ending()}
        suggested={suggestedName(name()).replace(/(\.asl)?\.json$/i, ending())}
        folder={folderOf(bench.workflow.document().path ?? "")}
        onClose={() => setChosen(null)}
        onChoose={write}
      />
    </>
  );
}

function RunDialog(props: DialogProps) {
  const { workflow, bench, asking } = props.tab;
  const [input, setInput] = createSignal(rememberedInput(workflow));
  const started = (arn: string, given: string) => {
    setInput(given);
    rememberInput(workflow, given);
    bench.watch(arn);
  };
  const what = () => {
    const { name, handlers_folder } = workflow.document();
    return { text: workflow.buffer.text, workflow: name, handlersFolder: handlers_folder };
  };
  return (
    <StartDialog
      client={props.app.client}
      open={asking() === "run"}
      input={input()}
      what={what()}
      onClose={props.onClose}
      onStarted={started}
    />
  );
}
