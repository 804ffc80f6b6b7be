import { Show, createSignal, type Accessor } from "solid-js";
import { GoToState } from "../designer/go-to-state";
import { pictureOf } from "../designer/pictures";
import type { Workbench } from "../designer/workbench";
import { FileDialog } from "../files/file-dialog";
import { folderOf, suggestedName } from "../files/names";
import { KeepDialog } from "../machines/keep-dialog";
import { StartDialog } from "../runs/start-dialog";
import type { App } from "./app";
import { CloseDialog } from "./close-dialog";
import { rememberInput, rememberedInput } from "./inputs";
import { PictureDialog, endings, type ChosenPicture } from "./picture-dialog";
import { exportPicture, exportTo, saveTo } from "./saving";

/** The dialog of a workflow that is open. */
export type Asking = "run" | "save" | "export" | "picture" | "keep" | "close" | "go_to" | null;

export interface WorkspaceDialogsProps {
  app: App;
  bench: Workbench;
  asking: Accessor<Asking>;
  onClose: () => void;
  onSave: () => void;
  onSaved: () => void;
}

/** Every dialog that belongs to an open workflow. */
export function WorkspaceDialogs(props: WorkspaceDialogsProps) {
  const { app, bench, asking } = props;
  const { workflow } = bench;
  const name = () => workflow.document().name;
  const files = () => ({
    client: app.client,
    suggested: suggestedName(name(), workflow.analysis.view()?.notation),
    folder: folderOf(workflow.document().path ?? ""),
    onClose: props.onClose,
  });
  const write = async (path: string, overwrite: boolean) => {
    await saveTo(workflow, path, overwrite);
    props.onSaved();
  };
  const exportCopy = async (path: string, overwrite: boolean) => {
    const bytes = await exportTo(workflow, path, overwrite);
    app.toasts.show({ tone: "good", title: "Exported", text: `${bytes} bytes to ${path}` });
  };
  return (
    <>
      <RunDialog {...props} />
      <FileDialog {...files()} open={asking() === "save"} purpose="save" onChoose={write} />
      <FileDialog {...files()} open={asking() === "export"} purpose="export" onChoose={exportCopy} />
      <PictureDialogs {...props} />
      <KeepDialog
        live={app.live}
        open={asking() === "keep"}
        name={name()}
        text={() => workflow.buffer.text}
        onClose={props.onClose}
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
        <GoToState bench={bench} onClose={props.onClose} />
      </Show>
      <Show when={asking() === "close"}>
        <CloseDialog app={app} workflow={workflow} onSave={props.onSave} onCancel={props.onClose} />
      </Show>
    </>
  );
}

/** What a picture is to be, then where it goes. */
function PictureDialogs(props: WorkspaceDialogsProps) {
  const { app, bench } = props;
  const [chosen, setChosen] = createSignal<ChosenPicture | null>(null);
  const name = () => bench.workflow.document().name;
  const write = async (path: string, overwrite: boolean) => {
    const picture = chosen();
    if (!picture) return;
    const bytes = await exportPicture(app.client, await pictureOf(bench, picture.kind, picture.ground), path, overwrite);
    app.toasts.show({ tone: "good", title: "Exported the picture", text: `${bytes} bytes to ${path}` });
  };
  const file = (picture: ChosenPicture) => {
    setChosen(picture);
    props.onClose();
  };
  const ending = () => endings[chosen()?.kind ?? "svg"];
  return (
    <>
      <PictureDialog app={app} bench={bench} open={props.asking() === "picture"} onClose={props.onClose} onFile={file} />
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

function RunDialog(props: WorkspaceDialogsProps) {
  const { workflow } = props.bench;
  const [input, setInput] = createSignal(rememberedInput(workflow));
  const started = (arn: string, given: string) => {
    setInput(given);
    rememberInput(workflow, given);
    props.bench.watch(arn);
  };
  const what = () => {
    const { name, handlers_folder } = workflow.document();
    return { text: workflow.buffer.text, workflow: name, handlersFolder: handlers_folder };
  };
  return (
    <StartDialog
      client={props.app.client}
      open={props.asking() === "run"}
      input={input()}
      what={what()}
      onClose={props.onClose}
      onStarted={started}
    />
  );
}
