import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Match, Show, Switch, createEffect, createSignal, on, onCleanup, onMount } from "solid-js";
import type { StatePath } from "../api/generated";
import type { Action } from "../actions/action";
import { Canvas } from "../canvas/canvas";
import type { CanvasHost, PaletteItem } from "../canvas/host";
import { Button } from "../parts/button";
import type { StockItem } from "../workflow/stock";
import { menus } from "./actions";
import { ClipboardEvents } from "./clipboard-events";
import { FindBar } from "./find-bar";
import { InsertPopup } from "./insert-popup";
import { NotePopup } from "./note-popup";
import { Popup, blocksOf } from "./popup";
import { RenameField } from "./rename-field";
import { keepShown } from "./shown";
import type { Floating, Workbench } from "./workbench";

/** The canvas in its place: shows the workflow of the bench, turns gestures into edits, and carries the small popups over it. */
export function CanvasView(props: { bench: Workbench; actions: readonly Action[] }) {
  const { bench } = props;
  let place: HTMLDivElement | undefined;
  const [renaming, setRenaming] = createSignal<{
    path: StatePath;
    box: { x: number; y: number; width: number; height: number };
  } | null>(null);
  let canvas: Canvas | undefined;
  createEffect(
    on(bench.renaming, (wanted) => {
      const box = wanted && canvas?.place(wanted.path);
      if (wanted && box) setRenaming({ path: wanted.path, box });
    }),
  );
  onMount(() => {
    if (!place) return;
    canvas = new Canvas(place, hostOf(bench));
    lend(bench, canvas);
    keepShown(bench, canvas);
    onCleanup(() => {
      bench.setPicture(null);
      bench.camera = canvas?.camera ?? null;
      canvas?.destroy();
    });
  });
  // What was chosen in the menu may have given the focus to a field or a dialog.
  const take = () => document.activeElement === document.body && canvas?.focus();
  // At once, or the next key would reach nobody; and again for what goes away with the next frame.
  const focus = () => (take(), requestAnimationFrame(take));
  return (
    <>
      <div ref={place} class="canvas-host" />
      <ClipboardEvents bench={bench} />
      <Show when={bench.workflow.analysis.broken}>
        <div class="note warning canvas-note" role="status">
          <TriangleAlert size={15} aria-hidden="true" />
          <span>The text is broken, so this is the last good picture.</span>
          <Button size="small" onClick={() => bench.showTab("problems")}>
            Show problems
          </Button>
        </div>
      </Show>
      <Show when={bench.finding()}>
        <FindBar bench={bench} />
      </Show>
      <Show when={bench.floating()} keyed>
        {(floating) => (
          <Float bench={bench} floating={floating} actions={props.actions} onClose={() => (bench.float(null), focus())} />
        )}
      </Show>
      <Show when={renaming()} keyed>
        {(open) => <RenameField path={open.path} box={open.box} bench={bench} onClose={() => (setRenaming(null), focus())} />}
      </Show>
    </>
  );
}

function Float(props: { bench: Workbench; floating: Floating; actions: readonly Action[]; onClose: () => void }) {
  const { bench, floating } = props;
  const pick = (item: StockItem) => {
    if (floating.kind === "insert") bench.insert(item, floating.on);
    else if (floating.kind === "replace") bench.replace(item, floating.state);
  };
  return (
    <Switch>
      <Match when={floating.kind === "menu" && floating}>
        {(menu) => (
          <Popup
            name="Actions"
            blocks={blocksOf(menus[menu().of], props.actions)}
            at={menu().at}
            onClose={() => props.onClose()}
          />
        )}
      </Match>
      <Match when={floating.kind === "note" && floating}>
        {(note) => <NotePopup bench={bench} states={note().states} at={note().at} onClose={() => props.onClose()} />}
      </Match>
      <Match when={floating.kind === "insert" || floating.kind === "replace"}>
        <InsertPopup
          bench={bench}
          verb={floating.kind === "replace" ? "Replace with" : "Insert"}
          at={floating.at}
          onPick={pick}
          onClose={() => props.onClose()}
        />
      </Match>
    </Switch>
  );
}

/** What others may ask of the drawing. */
function lend(bench: Workbench, canvas: Canvas): void {
  bench.setPicture({
    get zoom() {
      return canvas.zoom;
    },
    fit: () => canvas.fit(),
    fitSelection: () => canvas.fitSelection(),
    centre: () => canvas.centre(),
    zoomBy: (factor) => canvas.zoomBy(factor),
    zoomTo: (zoom) => canvas.zoomTo(zoom),
    focus: () => canvas.focus(),
    walk: (direction, extend) => canvas.walk(direction, extend),
    walkEdges: (step) => canvas.walkEdges(step),
    jump: (edge) => canvas.jump(edge),
    selectAll: () => canvas.selectAll(),
    selectStream: (way) => canvas.selectStream(way),
    insertPlace: (side) => canvas.insertPlace(side),
    place: (path) => canvas.place(path),
    askMenu: () => canvas.askMenu(),
    toggleMinimap: () => canvas.toggleMinimap(),
    setFound: (states) => canvas.setFound(states),
    pin: () => canvas.zoomTo(canvas.zoom),
    reveal: (states) => states.slice(0, 1).forEach((state) => canvas.reveal(state)),
    carry: (item, event) => canvas.beginPaletteDrag(carried(bench, item), event),
  });
}

/** What was carried is known again when it is dropped. */
const items = new WeakMap<PaletteItem, StockItem>();

function carried(bench: Workbench, item: StockItem): PaletteItem {
  const made: PaletteItem = {
    title: item.title,
    subtitle: item.service === undefined ? item.purpose : `${item.service}: ${item.title}`,
    type: item.type,
    edit: (port) => bench.insertion(item, port),
  };
  items.set(made, item);
  return made;
}

function hostOf(bench: Workbench): CanvasHost {
  const { workflow } = bench;
  const dropped = (item: PaletteItem, act: (item: StockItem) => void) => {
    const found = items.get(item);
    if (found) act(found);
  };
  return {
    selected: (states, edge) => workflow.selection.select(states, "canvas", edge),
    may: (edits) => workflow.mayEdit(edits),
    moveRequested: (states, on) => bench.move(states, on),
    dropped: (item, on) => dropped(item, (found) => bench.insert(found, on)),
    replaceRequested: (item, state) => dropped(item, (found) => bench.replace(found, state)),
    foldRequested: (state) => workflow.folds.toggle(state),
    insertRequested: (on, at) => bench.float({ kind: "insert", on, at }),
    connectRequested: (port, to) => bench.edit({ kind: "connect", port, to }),
    renameRequested: (path) => bench.rename(path),
    ruleRequested: (port) => bench.showRule(port),
    menuRequested: (states, edge, at) =>
      bench.float({ kind: "menu", of: edge !== null ? "edge" : states.length > 0 ? "state" : "canvas", at }),
    announce: bench.speak,
    hint: bench.setHint,
    zoomed: bench.setZoom,
    panned: () => bench.setFollow(false),
  };
}
