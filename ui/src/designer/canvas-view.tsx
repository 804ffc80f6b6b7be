import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show, createEffect, createMemo, createSignal, on, onCleanup, onMount } from "solid-js";
import type { Port, StatePath, StateType } from "../api/generated";
import { Canvas } from "../canvas/canvas";
import type { CanvasHost, PaletteItem, StateProblems } from "../canvas/host";
import { Button } from "../parts/button";
import { executionWords } from "../runs/words";
import { createNow } from "../runs/ticker";
import type { StockItem } from "../workflow/stock";
import { InsertPopup } from "./insert-popup";
import { Popup, type PopupItem } from "./popup";
import { RenameField } from "./rename-field";
import { statusesOf, takenEdges } from "./run-colours";
import type { Workbench } from "./workbench";

/** Below this the words on the cards are hard to read. */
const readableZoom = 0.6;

interface Spot {
  x: number;
  y: number;
}

/** The canvas in its place: shows the workflow of the bench, turns gestures into edits, and carries the small popups over it. */
export function CanvasView(props: { bench: Workbench }) {
  const { bench } = props;
  let place: HTMLDivElement | undefined;
  const [inserting, setInserting] = createSignal<{ on: Port; at: Spot } | null>(null);
  const [menu, setMenu] = createSignal<{ items: PopupItem[]; at: Spot } | null>(null);
  const [renaming, setRenaming] = createSignal<{
    path: StatePath;
    box: { x: number; y: number; width: number; height: number };
  } | null>(null);
  const host = hostOf(bench, {
    insert: (port, at) => setInserting({ on: port, at }),
    menu: (states, at) => setMenu({ items: menuOf(bench, states), at }),
  });
  let canvas: Canvas | undefined;
  createEffect(
    on(bench.renaming, (wanted) => {
      const box = wanted && canvas?.place(wanted.path);
      if (wanted && box) setRenaming({ path: wanted.path, box });
    }),
  );
  onMount(() => {
    if (!place) return;
    canvas = new Canvas(place, host);
    show(bench, canvas);
    onCleanup(() => {
      bench.setPicture(null);
      canvas?.destroy();
    });
  });
  const focus = () => requestAnimationFrame(() => canvas?.focus());
  return (
    <>
      <div ref={place} class="canvas-host" />
      <Show when={bench.workflow.analysis.broken()}>
        <div class="note warning canvas-note" role="status">
          <TriangleAlert size={15} aria-hidden="true" />
          <span>The text is broken, so this is the last good picture.</span>
          <Button size="small" onClick={() => bench.showTab("problems")}>
            Show problems
          </Button>
        </div>
      </Show>
      <Show when={inserting()} keyed>
        {(spot) => (
          <InsertPopup
            at={spot.at}
            onPick={(item) => bench.edit(bench.insertion(item, spot.on))}
            onClose={() => (setInserting(null), focus())}
          />
        )}
      </Show>
      <Show when={menu()} keyed>
        {(open) => <Popup name="Actions" items={open.items} at={open.at} onClose={() => (setMenu(null), focus())} />}
      </Show>
      <Show when={renaming()} keyed>
        {(open) => <RenameField path={open.path} box={open.box} bench={bench} onClose={() => (setRenaming(null), focus())} />}
      </Show>
    </>
  );
}

/** Keeps the canvas showing what the workflow, the selection and the run say. */
function show(bench: Workbench, canvas: Canvas): void {
  const { analysis, selection } = bench.workflow;
  bench.setPicture({
    fit: () => canvas.fit(),
    zoomBy: (factor) => canvas.zoomBy(factor),
    zoomTo: (zoom) => canvas.zoomTo(zoom),
    pin: () => canvas.zoomTo(canvas.zoom),
    focus: () => canvas.focus(),
    reveal: (states) => states.slice(0, 1).forEach((state) => canvas.reveal(state)),
    carry: (item, event) => canvas.beginPaletteDrag(paletteItem(bench, item), event),
  });
  createEffect(
    on(analysis.scene, (scene, before) => {
      if (!scene) return;
      canvas.setScene(scene);
      // A large workflow is shown from its start in a size that can be read; "fit" still shows all of it.
      if (before || canvas.zoom >= readableZoom) return;
      canvas.zoomTo(readableZoom);
      for (const kind of ["state", "start"]) {
        const first = scene.nodes.find((node) => node.kind === kind)?.id;
        if (first !== undefined) canvas.reveal(first);
      }
    }),
  );
  createEffect(() => canvas.setSelection(selection.states(), selection.edge()));
  createEffect(
    on(selection.states, (states) => states[0] !== undefined && selection.origin === "code" && canvas.reveal(states[0])),
  );
  createEffect(() => canvas.setProblems(problemsByState(bench)));
  const counting = createMemo(() => [...(bench.run()?.cards().values() ?? [])].some(({ until }) => until !== null));
  const now = createNow(500);
  createEffect(() => {
    const run = bench.run();
    const scene = analysis.scene();
    if (!run || !scene) return canvas.setStatuses(null);
    canvas.setStatuses(
      statusesOf(run, analysis.view()?.outline ?? [], counting() ? now() : Date.now()),
      takenEdges(scene, run.replay()),
    );
  });
  createEffect(
    on(
      () => bench.run()?.status,
      (status, before) => {
        if (before === "RUNNING" && status !== undefined && status !== "RUNNING")
          bench.speak(`Run ${executionWords[status].toLowerCase()}`);
        return status;
      },
    ),
  );
  createEffect(() => {
    const latest = bench.run()?.replay().latest;
    if (latest === null || latest === undefined || !bench.follow() || bench.run()?.status !== "RUNNING") return;
    const name = bench.run()?.replay().visits.get(latest)?.name;
    const path = analysis.view()?.outline.find((state) => state.name === name)?.path;
    if (path !== undefined) canvas.reveal(path);
  });
}

function problemsByState(bench: Workbench): Map<StatePath, StateProblems> {
  const found = new Map<StatePath, StateProblems>();
  for (const { state, severity, message } of bench.workflow.analysis.view()?.problems ?? []) {
    if (state === null || severity === "info") continue;
    const before = found.get(state) ?? { errors: 0, warnings: 0, first: message };
    found.set(state, {
      ...before,
      errors: before.errors + (severity === "error" ? 1 : 0),
      warnings: before.warnings + (severity === "warning" ? 1 : 0),
    });
  }
  return found;
}

function paletteItem(bench: Workbench, item: StockItem): PaletteItem {
  const type = item.starter({ language: "JSONPath", fresh: (title) => title })["Type"] as StateType;
  return { title: item.title, subtitle: item.purpose, type, edit: (port) => bench.insertion(item, port) };
}

interface Popups {
  insert(on: Port, at: Spot): void;
  menu(states: readonly StatePath[], at: Spot): void;
}

function hostOf(bench: Workbench, popups: Popups): CanvasHost {
  const { workflow } = bench;
  return {
    selected: (states, edge) => workflow.selection.select(states, "canvas", edge),
    may: (edit) => workflow.mayEdit(edit),
    moveRequested: (state, on) => bench.edit({ kind: "move_state", state, on }),
    dropped: (item, on) => bench.edit(item.edit(on)),
    insertRequested: popups.insert,
    connectRequested: (port, to) => bench.edit({ kind: "connect", port, to }),
    renameRequested: (path) => bench.rename(path),
    deleteRequested: (states, edge) => {
      if (states.length > 0) bench.edit({ kind: "delete_states", states: [...states] });
      else if (edge !== null) bench.edit({ kind: "connect", port: edge, to: null });
    },
    menuRequested: (states, _edge, at) => popups.menu(states, at),
    announce: bench.speak,
    hint: bench.setHint,
    zoomed: bench.setZoom,
    panned: () => bench.setFollow(false),
  };
}

function menuOf(bench: Workbench, states: readonly StatePath[]): PopupItem[] {
  const only = states.length === 1 ? states[0] : undefined;
  if (states.length === 0) return [{ label: "Fit the whole workflow", keys: "1", run: () => bench.picture()?.fit() }];
  return [
    ...(only === undefined ? [] : [{ label: "Rename", keys: "F2", run: () => bench.rename(only) }]),
    { label: "Duplicate", keys: "Ctrl+D", run: () => bench.duplicateSelection() },
    { label: "Delete", keys: "Del", run: () => bench.deleteSelection() },
  ];
}
