import Bookmark from "lucide-solid/icons/bookmark";
import BookmarkPlus from "lucide-solid/icons/bookmark-plus";
import Boxes from "lucide-solid/icons/boxes";
import CircleQuestionMark from "lucide-solid/icons/circle-question-mark";
import Download from "lucide-solid/icons/download";
import FilePlus from "lucide-solid/icons/file-plus";
import FolderOpen from "lucide-solid/icons/folder-open";
import History from "lucide-solid/icons/file-clock";
import House from "lucide-solid/icons/house";
import InboxIcon from "lucide-solid/icons/inbox";
import ListChecks from "lucide-solid/icons/list-checks";
import PackageOpen from "lucide-solid/icons/package-open";
import PackagePlus from "lucide-solid/icons/package-plus";
import Play from "lucide-solid/icons/play";
import Plug from "lucide-solid/icons/plug";
import Save from "lucide-solid/icons/save";
import SaveAll from "lucide-solid/icons/save-all";
import Square from "lucide-solid/icons/square";
import Terminal from "lucide-solid/icons/terminal";
import X from "lucide-solid/icons/x";
import type { Action } from "../actions/action";
import { designActions } from "../designer/actions";
import type { Workbench } from "../designer/workbench";
import type { Icon } from "../parts/icon";
import { machineOfTask } from "../workflow/nested";
import type { App, Route } from "./app";
import { tabActions } from "./tab-actions";
import type { Over } from "./window-dialogs";
import type { Asking } from "./workspace-dialogs";

/** What can be done on every screen. */
export function windowActions(app: App, open: (over: Over) => void): Action[] {
  const goTo = (route: Route, title: string, icon: Icon): Action => ({
    id: `go.${route}`,
    title,
    group: "Go",
    keys: [],
    scope: "everywhere",
    icon,
    run: () => app.go(route),
  });
  return [
    {
      id: "file.new",
      title: "New workflow",
      group: "File",
      keys: ["Ctrl+N", "Alt+N"],
      scope: "everywhere",
      icon: FilePlus,
      run: () => app.showNew(),
    },
    {
      id: "file.open",
      title: "Open a workflow …",
      group: "File",
      keys: ["Ctrl+O"],
      scope: "everywhere",
      icon: FolderOpen,
      run: () => open("open"),
    },
    ...tabActions(app),
    goTo("start", "Go to the start screen", House),
    goTo("inbox", "Go to the inbox", InboxIcon),
    goTo("machines", "Go to the state machines", Boxes),
    goTo("clients", "Connect AWS clients", Plug),
    {
      id: "help.commands",
      title: "All commands …",
      group: "Help",
      keys: ["Ctrl+K", "Ctrl+Shift+P"],
      scope: "everywhere",
      icon: Terminal,
      run: () => open("commands"),
    },
    {
      id: "help.shortcuts",
      title: "Keyboard shortcuts …",
      group: "Help",
      keys: ["?"],
      scope: "outside fields",
      icon: CircleQuestionMark,
      run: () => open("shortcuts"),
    },
  ];
}

/** What a workspace does for its actions. */
export interface Work {
  run: () => void;
  save: () => void;
  close: () => void;
  ask: (asking: Asking) => void;
}

/** What can be done while a workflow is shown. */
export function workspaceActions(bench: Workbench, work: Work): Action[] {
  const make = (id: string, title: string, keys: readonly string[], icon: Action["icon"], run: () => void): Action => ({
    id: `file.${id}`,
    title,
    group: "File",
    keys,
    scope: "everywhere",
    run,
    ...(icon ? { icon } : {}),
  });
  return [
    make("save", "Save", ["Ctrl+S"], Save, work.save),
    make("save_as", "Save as …", ["Ctrl+Shift+S"], SaveAll, () => work.ask("save")),
    make("export", "Export …", ["Ctrl+Shift+E"], Download, () => work.ask("export")),
    make("keep", "Keep as state machine …", [], Boxes, () => work.ask("keep")),
    make("history", "Local history …", ["Alt+H"], History, () => work.ask("history")),
    make("rules", "Rules of your own …", [], ListChecks, () => work.ask("rules")),
    make("template", "Keep as template …", [], BookmarkPlus, () => work.ask("keep_template")),
    make("close", "Close the tab", ["Ctrl+W", "Ctrl+F4", "Alt+W"], X, work.close),
    ...designActions(bench, () => work.ask("picture")),
    ...nestingActions(bench, work),
    ...templateActions(bench, work),
    {
      id: "go.state",
      title: "Go to a state …",
      group: "Go",
      keys: ["Ctrl+P"],
      scope: "everywhere",
      run: () => work.ask("go_to"),
    },
    ...runActions(bench, work),
  ];
}

/** States become a state machine of their own, and back. */
function nestingActions({ workflow }: Workbench, work: Work): Action[] {
  const some = () => (workflow.selection.states().length > 0 ? null : "Select a state first");
  const nested = () => {
    const path = workflow.selection.single();
    return path !== null && machineOfTask(workflow, path) !== undefined ? null : "Select a task that runs a state machine first";
  };
  const make = (id: "extract" | "inline", title: string, keys: string, more: Pick<Action, "icon" | "blocked">): Action => ({
    id: `structure.${id}`,
    title,
    group: "Structure",
    keys: [keys],
    scope: "canvas",
    ...more,
    run: () => work.ask(id),
  });
  return [
    make("extract", "Extract to a state machine …", "Ctrl+Alt+X", { icon: PackagePlus, blocked: some }),
    make("inline", "Inline the state machine …", "Ctrl+Alt+I", { icon: PackageOpen, blocked: nested }),
  ];
}

function templateActions(bench: Workbench, work: Work): Action[] {
  return [
    {
      id: "add.template",
      title: "Insert a template …",
      group: "Add",
      keys: ["Shift+T"],
      scope: "canvas",
      icon: Bookmark,
      blocked: () => (bench.workflow.analysis.broken ? "The text is broken; repair it in the code first" : null),
      run: () => work.ask("insert_template"),
    },
    {
      id: "edit.keep_states",
      title: "Keep the selection as a template …",
      group: "Edit",
      keys: [],
      scope: "canvas",
      icon: BookmarkPlus,
      blocked: () => (bench.workflow.selection.states().length > 0 ? null : "Select a state first"),
      run: () => work.ask("keep_states"),
    },
  ];
}

function runActions(bench: Workbench, work: Work): Action[] {
  const running = () => bench.run()?.status === "RUNNING";
  const stop = () => void bench.run()?.stop().catch(bench.refused);
  return [
    {
      id: "run.start",
      title: "Run",
      group: "Run",
      keys: ["F5"],
      scope: "everywhere",
      icon: Play,
      blocked: () => (running() ? "It is running already" : null),
      run: work.run,
    },
    {
      id: "run.stop",
      title: "Stop the run",
      group: "Run",
      keys: ["Shift+F5"],
      scope: "everywhere",
      icon: Square,
      blocked: () => (running() ? null : "Nothing is running"),
      run: stop,
    },
    {
      id: "run.leave",
      title: "Leave the run",
      group: "Run",
      keys: [],
      scope: "everywhere",
      icon: X,
      blocked: () => (bench.run() && !running() ? null : "No run is shown"),
      run: () => bench.leaveRun(),
    },
  ];
}
