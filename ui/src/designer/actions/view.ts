import ChevronsDownUp from "lucide-solid/icons/chevrons-down-up";
import ChevronsUpDown from "lucide-solid/icons/chevrons-up-down";
import CodeXml from "lucide-solid/icons/code-xml";
import Fullscreen from "lucide-solid/icons/fullscreen";
import ListTree from "lucide-solid/icons/list-tree";
import Maximize from "lucide-solid/icons/maximize";
import PanelLeft from "lucide-solid/icons/panel-left";
import PanelRight from "lucide-solid/icons/panel-right";
import Search from "lucide-solid/icons/search";
import StickyNote from "lucide-solid/icons/sticky-note";
import type { Action } from "../../actions/action";
import type { PanelSize } from "../../parts/sizer";
import type { StatePath } from "../../api/generated";
import { showWords } from "../room";
import { notesShown, showNotes } from "../../workflow/notes-shown";
import { panels } from "../workbench";
import { isContainer, needsContainer, needsOne, type Context } from "./context";

/** What is selected, by keyboard and by reach. */
export function selectActions({ bench, states, only }: Context): Action[] {
  const { workflow } = bench;
  const picture = () => bench.picture();
  const make = (id: string, title: string, keys: readonly string[], run: () => void, more: Partial<Action> = {}): Action => ({
    id: `select.${id}`,
    title,
    group: "Select",
    keys,
    scope: "canvas",
    run,
    ...more,
  });
  const something = () => (states().length > 0 ? null : "Select a state first");
  return [
    make("all", "Select all, first in the same container", ["Ctrl+A"], () => picture()?.selectAll()),
    make("upstream", "Select everything that leads here", ["Alt+Shift+ArrowUp"], () => picture()?.selectStream("up"), {
      blocked: something,
    }),
    make("downstream", "Select everything that follows", ["Alt+Shift+ArrowDown"], () => picture()?.selectStream("down"), {
      blocked: something,
    }),
    make("line", "Select the next line of the state", ["."], () => picture()?.walkEdges(1)),
    make("line_back", "Select the previous line of the state", [","], () => picture()?.walkEdges(-1)),
    make("focused", "Select the state with the focus", ["Enter"], () => {
      const state = only();
      if (state) workflow.selection.select([state.path], "canvas");
    }),
    make("menu", "Open the menu of the selection", ["Shift+F10", "ContextMenu"], () => picture()?.askMenu()),
  ];
}

const arrows = [
  ["down", "ArrowDown", "Go to the state that follows"],
  ["up", "ArrowUp", "Go to the state before"],
  ["left", "ArrowLeft", "Go to the state on the left"],
  ["right", "ArrowRight", "Go to the state on the right"],
] as const;

/** Puts the cursor into a field that is there already: at once, or what is typed next goes to the canvas. */
const writeIn = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus();

/** Moving about. */
export function goActions(context: Context): Action[] {
  const { bench, only, edge } = context;
  const picture = () => bench.picture();
  const make = (id: string, title: string, keys: readonly string[], run: () => void, more: Partial<Action> = {}): Action => ({
    id: `go.${id}`,
    title,
    group: "Go",
    keys,
    scope: "canvas",
    run,
    ...more,
  });
  const form = () => {
    panels.inspector.show();
    writeIn(".inspector input, .inspector textarea");
  };
  const find = () => {
    bench.find(true);
    writeIn(".find-bar input");
  };
  const toEnd = (end: "from" | "to") => () => {
    const path = edge()?.[end];
    if (path !== undefined && bench.workflow.analysis.state(path)) bench.goTo(path, true);
  };
  const needsLine = () => (edge() ? null : "Select a line first");
  return [
    ...arrows.map(([way, key, title]) => make(way, title, [key], () => picture()?.walk(way))),
    ...arrows.map(([way, key, title]) =>
      make(`${way}_extend`, title.replace("Go to", "Add to the selection"), [`Shift+${key}`], () => picture()?.walk(way, true)),
    ),
    make("first", "Go to the first state", ["Home"], () => picture()?.jump("first")),
    make("last", "Go to the last state", ["End"], () => picture()?.jump("last")),
    make("source", "Go to where the line comes from", [], toEnd("from"), { blocked: needsLine }),
    make("target", "Go to where the line leads", [], toEnd("to"), { blocked: needsLine }),
    make(
      "code",
      "Show in the code",
      [],
      () => {
        panels.code.show();
        const state = only();
        if (state) bench.workflow.selection.select([state.path], "panel");
      },
      { icon: CodeXml, blocked: needsOne(context) },
    ),
    make(
      "palette",
      "Search the palette",
      ["/"],
      () => {
        showWords();
        bench.setSide("add");
        writeIn(".palette input");
      },
      { scope: "outside fields" },
    ),
    make("form", "Go to the form", ["F4"], form, { scope: "everywhere" }),
    make("canvas", "Go to the canvas", ["F6"], () => picture()?.focus(), { scope: "everywhere" }),
    // In the text the editor takes these keys for a search of its own.
    make("find", "Find on the canvas", ["Ctrl+F"], find, { icon: Search, scope: "everywhere" }),
  ];
}

/** What is shown, and how large. */
export function viewActions(context: Context): Action[] {
  const { bench, only } = context;
  const { folds, analysis } = bench.workflow;
  const picture = () => bench.picture();
  const containers = () =>
    analysis
      .outline()
      .filter((state) => isContainer(state))
      .map(({ path }) => path);
  const make = (id: string, title: string, keys: readonly string[], run: () => void, more: Partial<Action> = {}): Action => ({
    id: `view.${id}`,
    title,
    group: "View",
    keys,
    scope: "canvas",
    run,
    ...more,
  });
  const fold = () => {
    const state = only();
    if (state) folds.toggle(state.path);
  };
  // The picture becomes another one, so it is shown anew: whole, or around what is selected.
  const setFolds = (folded: readonly StatePath[]) => {
    folds.set(folded);
    void analysis.refresh().then(() => {
      const selected = context.states();
      if (folded.length > 0 || selected.length === 0) picture()?.fit();
      if (selected.length > 0) picture()?.reveal(selected);
    });
  };
  const panel = (id: string, title: string, key: string, run: () => void, icon?: Action["icon"]) =>
    make(id, title, [key], run, { scope: "everywhere", ...(icon ? { icon } : {}) });
  return [
    make("zoom_in", "Zoom in", ["+", "="], () => picture()?.zoomBy(1.25)),
    make("zoom_out", "Zoom out", ["-"], () => picture()?.zoomBy(0.8)),
    make("zoom_100", "Zoom to 100 %", ["0"], () => picture()?.zoomTo(1)),
    make("fit", "Fit the whole workflow", ["1"], () => picture()?.fit(), { icon: Maximize }),
    make("fit_selection", "Fit the selection", ["2"], () => picture()?.fitSelection(), {
      blocked: () => (context.states().length > 0 ? null : "Select a state first"),
    }),
    make("centre", "Centre the picture", ["Alt+C"], () => picture()?.centre(), { scope: "outside fields" }),
    make("minimap", "Show or hide the minimap", ["M"], () => picture()?.toggleMinimap()),
    make("notes", "Show or hide the notes on the cards", ["Shift+N"], () => showNotes(!notesShown()), { icon: StickyNote }),
    make("fold", "Fold or unfold the container", ["Ctrl+Space"], fold, {
      icon: ChevronsDownUp,
      blocked: needsContainer(context),
    }),
    make("fold_all", "Fold all containers", ["["], () => setFolds(containers()), {
      icon: ChevronsDownUp,
      blocked: () => (containers().length > 0 ? null : "There are no containers"),
    }),
    make("unfold_all", "Unfold all containers", ["]"], () => setFolds([]), {
      icon: ChevronsUpDown,
      blocked: () => (folds.all().size > 0 ? null : "Nothing is folded"),
    }),
    make("canvas_only", "Show only the canvas, or the panels again", ["F"], canvasOnly, { icon: Fullscreen }),
    panel("code", "Show or hide the code", "Ctrl+E", () => panels.code.toggle(), CodeXml),
    panel("palette", "Show or hide the palette", "Ctrl+B", () => panels.palette.toggle(), PanelLeft),
    panel("form", "Show or hide the form", "Ctrl+I", () => panels.inspector.toggle(), PanelRight),
    panel("bottom", "Show or hide the bottom panel", "Ctrl+J", () => panels.bottom.toggle()),
    panel("outline", "Show the outline", "Ctrl+Shift+O", () => (showWords(), bench.setSide("outline")), ListTree),
  ];
}

/** The panels that made room for the canvas, to come back. */
let gone: PanelSize[] = [];

function canvasOnly(): void {
  const open = Object.values(panels).filter((panel) => panel.open());
  open.forEach((panel) => panel.fold());
  if (open.length === 0) (gone.length > 0 ? gone : [panels.palette, panels.inspector]).forEach((panel) => panel.show());
  gone = open;
}
