import ArrowLeftToLine from "lucide-solid/icons/arrow-left-to-line";
import ArrowRightToLine from "lucide-solid/icons/arrow-right-to-line";
import Braces from "lucide-solid/icons/braces";
import Group from "lucide-solid/icons/group";
import Link from "lucide-solid/icons/link";
import ListPlus from "lucide-solid/icons/list-plus";
import Move from "lucide-solid/icons/move";
import Plus from "lucide-solid/icons/plus";
import Power from "lucide-solid/icons/power";
import Replace from "lucide-solid/icons/replace";
import Repeat2 from "lucide-solid/icons/repeat-2";
import ShieldAlert from "lucide-solid/icons/shield-alert";
import Trash from "lucide-solid/icons/trash";
import Ungroup from "lucide-solid/icons/ungroup";
import type { Edit, StatePath } from "../../api/generated";
import type { Action, Group as ActionGroup } from "../../actions/action";
import { bodyOf, languageOf } from "../../workflow/body";
import { needsContainer, needsOne, needsStates, type Context } from "./context";

/** Adding states. */
export function addActions({ bench, only }: Context): Action[] {
  const insert = (side: "before" | "after") => () => {
    const place = bench.picture()?.insertPlace(side);
    if (place) bench.float({ kind: "insert", ...place });
  };
  const replace = () => {
    const [state, place] = [only(), bench.picture()?.insertPlace("after")];
    if (state && place) bench.float({ kind: "replace", state: state.path, at: place.at });
  };
  const needsEditable = () => (bench.workflow.analysis.broken ? "The text is broken; repair it in the code first" : null);
  const one = () => (only() ? needsEditable() : "Select one state first");
  return [
    {
      id: "add.after",
      title: "Add a state after …",
      group: "Add",
      keys: ["A", "Tab"],
      scope: "canvas",
      icon: Plus,
      blocked: needsEditable,
      run: insert("after"),
    },
    {
      id: "add.before",
      title: "Add a state before …",
      group: "Add",
      keys: ["Shift+A"],
      scope: "canvas",
      icon: ListPlus,
      blocked: one,
      run: insert("before"),
    },
    {
      id: "add.replace",
      title: "Replace with …",
      group: "Add",
      keys: ["R"],
      scope: "canvas",
      icon: Replace,
      blocked: one,
      run: replace,
    },
  ];
}

/** Links, containers and branches. */
export function structureActions(context: Context): Action[] {
  const { bench, states, only, edge } = context;
  const make = (id: string, title: string, run: () => void, more: Partial<Action> = {}): Action => ({
    id: `structure.${id}`,
    title,
    group: "Structure" as ActionGroup,
    keys: [],
    scope: "canvas",
    run,
    ...more,
  });
  const wrap = (into: "parallel" | "map" | "try_catch") => () => bench.edit({ kind: "wrap_states", states: [...states()], into });
  const ends = () =>
    ["Succeed", "Fail"].includes(only()?.type ?? "") ? "Nothing follows a state that ends the workflow" : needsOne(context)();
  const mayFail = () =>
    ["Task", "Parallel", "Map"].includes(only()?.type ?? "") ? null : "Select a Task, Parallel or Map state first";
  const selected = needsStates(context);
  const unwrap = () => {
    const state = only();
    if (state) bench.edit({ kind: "unwrap_state", state: state.path });
  };
  return [
    make("link", "Link to …", () => bench.ask("link"), { keys: ["L"], icon: Link, blocked: ends }),
    make("handle", "On an error go to …", () => bench.ask("handle"), { keys: ["Shift+L"], icon: ShieldAlert, blocked: mayFail }),
    make("move", "Move to …", () => bench.ask("move_to"), { keys: ["Shift+M"], icon: Move, blocked: selected }),
    make("wrap_parallel", "Wrap in Parallel", wrap("parallel"), { keys: ["Ctrl+Alt+P"], icon: Group, blocked: selected }),
    make("wrap_map", "Wrap in Map", wrap("map"), { keys: ["Ctrl+Alt+M"], icon: Repeat2, blocked: selected }),
    make("wrap_try", "Wrap in Try/catch", wrap("try_catch"), { keys: ["Ctrl+Alt+T"], icon: ShieldAlert, blocked: selected }),
    make("unwrap", "Dissolve the container", unwrap, { keys: ["Ctrl+Alt+U"], icon: Ungroup, blocked: needsContainer(context) }),
    make("jsonata", "Write in JSONata", () => bench.edit({ kind: "use_jsonata", states: [...states()] }), {
      icon: Braces,
      blocked: inJsonPath(context),
    }),
    make("switch", "Switch off or on", () => switchStates(context), { keys: ["D"], icon: Power, blocked: selected }),
    ...branchActions(context, edge),
  ];
}

/** Switches the selected states off; on again, if all of them are off. */
function switchStates({ bench, states }: Context): void {
  const isOff = (path: StatePath) => bench.workflow.analysis.state(path)?.off === true;
  bench.edit({ kind: "switch_states", states: [...states()], on: states().every(isOff) });
}

/** Something selected is written in JSONPath. */
const inJsonPath = (context: Context) => (): string | null => {
  const { workflow } = context.bench;
  const isOpen = (path: StatePath) => languageOf(workflow, bodyOf(workflow, path) ?? {}) === "JSONPath";
  return needsStates(context)() ?? (context.states().some(isOpen) ? null : "This is written in JSONata already");
};

/** What is done with the branch whose line is selected. */
function branchActions({ bench, only }: Context, edge: Context["edge"]): Action[] {
  const branch = () => (edge()?.kind === "branch" ? /^(.*)\/Branches\/(\d+)\/StartAt$/.exec(edge()?.id ?? "") : null);
  const count = () =>
    bench.workflow.analysis.scene()?.edges.filter(({ kind, from }) => kind === "branch" && from === branch()?.[1]).length ?? 0;
  const needsBranch = () => (branch() ? null : "Select the line to a branch first");
  const at = () => Number(branch()?.[2] ?? 0);
  const edit = (change: (state: string, path: string) => Edit) => () => {
    const found = branch();
    if (found) bench.edit(change(found[1] ?? "", `${found[1] ?? ""}/Branches/${found[2] ?? ""}`));
  };
  const add = () => {
    const state = only()?.path ?? branch()?.[1];
    if (state !== undefined) bench.edit({ kind: "add_branch", state, at: branch() ? at() + 1 : null });
  };
  const make = (id: string, title: string, run: () => void, more: Partial<Action>): Action => ({
    id: `structure.branch_${id}`,
    title,
    group: "Structure",
    keys: [],
    scope: "canvas",
    run,
    ...more,
  });
  return [
    make("add", "Add a branch", add, {
      keys: ["B"],
      icon: ListPlus,
      blocked: () => ((only()?.type === "Parallel" && !only()?.off) || branch() ? null : "Select a Parallel state first"),
    }),
    make(
      "left",
      "Move the branch to the left",
      edit((_state, branch) => ({ kind: "move_branch", branch, to: at() - 1 })),
      {
        keys: ["Alt+ArrowLeft"],
        icon: ArrowLeftToLine,
        blocked: () => needsBranch() ?? (at() > 0 ? null : "This is the first branch"),
      },
    ),
    make(
      "right",
      "Move the branch to the right",
      edit((_state, branch) => ({ kind: "move_branch", branch, to: at() + 1 })),
      {
        keys: ["Alt+ArrowRight"],
        icon: ArrowRightToLine,
        blocked: () => needsBranch() ?? (at() + 1 < count() ? null : "This is the last branch"),
      },
    ),
    make(
      "remove",
      "Delete the branch",
      edit((_state, branch) => ({ kind: "remove_branch", branch })),
      {
        icon: Trash,
        blocked: () => needsBranch() ?? (count() > 1 ? null : "A Parallel state needs at least one branch"),
      },
    ),
  ];
}
