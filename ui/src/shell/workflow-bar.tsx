import ChevronDown from "lucide-solid/icons/chevron-down";
import Play from "lucide-solid/icons/play";
import Square from "lucide-solid/icons/square";
import X from "lucide-solid/icons/x";
import { Show } from "solid-js";
import type { Action } from "../actions/action";
import { keymap } from "../actions/keymap";
import { isWriting } from "../actions/keys";
import { panels, type Workbench } from "../designer/workbench";
import { Button } from "../parts/button";
import { Menu, type MenuItem } from "../parts/menu";
import { ActionButton } from "./action-button";

/** The part of the top bar that belongs to the open workflow. */
export function WorkflowBar(props: { bench: Workbench; actions: readonly Action[] }) {
  const { bench } = props;
  return (
    <>
      <FileMenu bench={bench} actions={props.actions} />
      <span class="divider" />
      <EditButtons bench={bench} actions={props.actions} />
      <span class="grow" />
      <PanelButtons actions={props.actions} />
      <span class="divider" />
      <RunButtons bench={bench} actions={props.actions} />
      <span class="divider" />
    </>
  );
}

function EditButtons(props: { bench: Workbench; actions: readonly Action[] }) {
  const { buffer } = props.bench.workflow;
  const step = (verb: string, summary: string | undefined) => (summary === undefined ? undefined : `${verb}: ${summary}`);
  // The mouse leaves the keyboard on the canvas, so that letters and Space go on meaning what they do there. Who writes
  // in a field leaves it: what was written counts first.
  const keepFocus = (event: MouseEvent) => !isWriting(document.activeElement) && event.preventDefault();
  return (
    <div class="edit-buttons" onMouseDown={keepFocus}>
      <ActionButton actions={props.actions} id="edit.undo" tip={step("Undo", buffer.undoStep()?.summary)} />
      <ActionButton actions={props.actions} id="edit.redo" tip={step("Redo", buffer.redoStep()?.summary)} />
      <ActionButton actions={props.actions} id="add.after" name="Add" />
      <ActionButton actions={props.actions} id="edit.duplicate" />
      <ActionButton actions={props.actions} id="edit.delete" name="Delete" />
    </div>
  );
}

function PanelButtons(props: { actions: readonly Action[] }) {
  return (
    <>
      <ActionButton actions={props.actions} id="help.commands" name="All commands" />
      <ActionButton actions={props.actions} id="view.palette" name="Palette" pressed={panels.palette.open()} />
      <ActionButton actions={props.actions} id="view.code" name="Code" pressed={panels.code.open()} />
      <ActionButton actions={props.actions} id="view.form" name="Form" pressed={panels.inspector.open()} />
    </>
  );
}

function RunButtons(props: { bench: Workbench; actions: readonly Action[] }) {
  const { bench } = props;
  const start = () => props.actions.find(({ id }) => id === "run.start")?.run();
  return (
    <>
      <Show
        when={bench.run()?.status === "RUNNING"}
        fallback={
          <Button kind="primary" icon={Play} tip="Run this workflow" action="run.start" onClick={start}>
            Run
          </Button>
        }
      >
        <Button
          kind="danger"
          icon={Square}
          tip="Stop the run"
          action="run.stop"
          onClick={() => void bench.run()?.stop().catch(bench.refused)}
        >
          Stop
        </Button>
      </Show>
      <Show when={bench.run() && bench.run()?.status !== "RUNNING"}>
        <Button
          kind="quiet"
          icon={X}
          name="Leave the run"
          tip="Take the run's colours off the canvas"
          onClick={() => bench.leaveRun()}
        />
      </Show>
    </>
  );
}

/** What the menu of the file offers, in order; `-` draws a line. */
const fileMenu = [
  "file.save",
  "file.save_as",
  "file.export",
  "pictures.export",
  "file.keep",
  "file.template",
  "file.history",
  "file.rules",
  "-",
  "file.new",
  "file.open",
  "file.close",
];

function FileMenu(props: { bench: Workbench; actions: readonly Action[] }) {
  const { workflow } = props.bench;
  const items = () =>
    fileMenu.flatMap((id, at): MenuItem[] => {
      const action = props.actions.find((each) => each.id === id);
      if (!action) return [];
      const keys = keymap.label(action);
      return [
        {
          label: action.title,
          ...(action.icon ? { icon: action.icon } : {}),
          ...(keys === undefined ? {} : { shortcut: keys }),
          apart: fileMenu[at - 1] === "-",
          onSelect: action.run,
        },
      ];
    });
  return (
    <Menu
      name={`File ${workflow.document().name}`}
      class="file"
      note={workflow.document().path ?? "Not saved yet"}
      trigger={
        <>
          <span class="ellipsis">{workflow.document().name}</span>
          <Show when={workflow.dirty()}>
            <span class="dirty-dot" role="img" aria-label="not saved" title="Not saved" />
          </Show>
          <ChevronDown size={14} aria-hidden="true" />
        </>
      }
      items={items()}
    />
  );
}
