import ChevronDown from "lucide-solid/icons/chevron-down";
import CodeXml from "lucide-solid/icons/code-xml";
import Copy from "lucide-solid/icons/copy";
import Download from "lucide-solid/icons/download";
import FolderOpen from "lucide-solid/icons/folder-open";
import PanelLeft from "lucide-solid/icons/panel-left";
import PanelRight from "lucide-solid/icons/panel-right";
import Play from "lucide-solid/icons/play";
import Redo2 from "lucide-solid/icons/redo-2";
import Save from "lucide-solid/icons/save";
import SaveAll from "lucide-solid/icons/save-all";
import Square from "lucide-solid/icons/square";
import Trash from "lucide-solid/icons/trash";
import Undo2 from "lucide-solid/icons/undo-2";
import X from "lucide-solid/icons/x";
import { Show } from "solid-js";
import { panels, type Workbench } from "../designer/workbench";
import { Button } from "../parts/button";
import { Menu } from "../parts/menu";
import type { Actions } from "./design-shortcuts";

/** The part of the top bar that belongs to the open workflow. */
export function WorkflowBar(props: { bench: Workbench; actions: Actions }) {
  const { bench, actions } = props;
  return (
    <>
      <FileMenu bench={bench} actions={actions} />
      <span class="divider" />
      <EditButtons bench={bench} />
      <span class="grow" />
      <PanelButtons />
      <span class="divider" />
      <RunButtons bench={bench} actions={actions} />
      <span class="divider" />
    </>
  );
}

function EditButtons(props: { bench: Workbench }) {
  const { bench } = props;
  const { workflow } = bench;
  const undo = () => workflow.buffer.undoStep();
  const redo = () => workflow.buffer.redoStep();
  const none = () => workflow.selection.states().length === 0;
  return (
    <>
      <Button
        kind="quiet"
        icon={Undo2}
        name="Undo"
        tip={undo() ? `Undo: ${undo()?.summary}` : "Nothing to undo"}
        shortcut="Ctrl+Z"
        disabled={!undo()}
        onClick={() => workflow.undo()}
      />
      <Button
        kind="quiet"
        icon={Redo2}
        name="Redo"
        tip={redo() ? `Redo: ${redo()?.summary}` : "Nothing to redo"}
        shortcut="Ctrl+Shift+Z"
        disabled={!redo()}
        onClick={() => workflow.redo()}
      />
      <Button
        kind="quiet"
        icon={Copy}
        name="Duplicate"
        tip={none() ? "Select states to duplicate" : "Duplicate the selection"}
        shortcut="Ctrl+D"
        disabled={none()}
        onClick={() => bench.duplicateSelection()}
      />
      <Button
        kind="quiet"
        icon={Trash}
        name="Delete"
        tip={none() ? "Select states to delete" : "Delete the selection and join its neighbours"}
        shortcut="Delete"
        disabled={none()}
        onClick={() => bench.deleteSelection()}
      />
    </>
  );
}

function PanelButtons() {
  return (
    <>
      <Button
        kind="quiet"
        icon={PanelLeft}
        name="Palette"
        shortcut="Ctrl+B"
        pressed={panels.palette.open()}
        onClick={() => panels.palette.toggle()}
      />
      <Button
        kind="quiet"
        icon={CodeXml}
        name="Code"
        shortcut="Ctrl+E"
        pressed={panels.code.open()}
        onClick={() => panels.code.toggle()}
      />
      <Button
        kind="quiet"
        icon={PanelRight}
        name="Form"
        shortcut="Ctrl+I"
        pressed={panels.inspector.open()}
        onClick={() => panels.inspector.toggle()}
      />
    </>
  );
}

function RunButtons(props: { bench: Workbench; actions: Actions }) {
  const { bench, actions } = props;
  return (
    <>
      <Show
        when={bench.run()?.status === "RUNNING"}
        fallback={
          <Button kind="primary" icon={Play} tip="Run this workflow" shortcut="F5" onClick={actions.run}>
            Run
          </Button>
        }
      >
        <Button
          kind="danger"
          icon={Square}
          tip="Stop the run"
          shortcut="Shift+F5"
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

function FileMenu(props: { bench: Workbench; actions: Actions }) {
  const { workflow } = props.bench;
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
      items={[
        { label: "Save", icon: Save, shortcut: "Ctrl+S", onSelect: props.actions.save },
        { label: "Save as …", icon: SaveAll, shortcut: "Ctrl+Shift+S", onSelect: props.actions.saveAs },
        { label: "Export …", icon: Download, shortcut: "Ctrl+Shift+E", onSelect: props.actions.export },
        { label: "Open …", icon: FolderOpen, shortcut: "Ctrl+O", apart: true, onSelect: props.actions.open },
        { label: "Close", icon: X, shortcut: "Ctrl+F4", onSelect: props.actions.close },
      ]}
    />
  );
}
