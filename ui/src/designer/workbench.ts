import { createSignal, type Accessor } from "solid-js";
import type { Edit, Port, StatePath } from "../api/generated";
import type { Live } from "../api/live";
import { panelSize } from "../parts/sizer";
import { Run } from "../runs/run";
import { freshNames, type StockItem } from "../workflow/stock";
import { leaf } from "../workflow/pointer";
import type { Workflow } from "../workflow/workflow";

export type BottomTab = "problems" | "run" | "history";

/** What the drawing can be asked to do from outside. */
export interface Picture {
  fit(): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  reveal(states: readonly StatePath[]): void;
  focus(): void;
  /** Keeps the zoom when the room for the picture changes. */
  pin(): void;
  /** Follows the pointer with a palette item until it is dropped. */
  carry(item: StockItem, event: PointerEvent): void;
}

/** The text stands beside the picture wherever both have room. */
const codeBeside = { size: window.innerWidth >= 1700 ? 480 : 360, open: window.innerWidth >= 1340 };

/** Sizes of the panels around the canvas, the same for every workflow. */
export const panels = {
  palette: panelSize("palette", { size: 208, min: 160, max: 360 }),
  inspector: panelSize("inspector", { size: 312, min: 260, max: 560 }),
  code: panelSize("code", { ...codeBeside, min: 260, max: 1200 }),
  bottom: panelSize("bottom", { size: 280, min: 140, max: 720, open: false }),
};

/** One open workflow at work: which run is shown, which panels, and what the canvas reports. */
export class Workbench {
  readonly workflow: Workflow;
  readonly live: Live;
  readonly refused: (reason: unknown) => void;
  readonly run: Accessor<Run | null>;
  readonly follow: Accessor<boolean>;
  readonly setFollow: (on: boolean) => void;
  readonly tab: Accessor<BottomTab>;
  readonly hint: Accessor<string | null>;
  readonly setHint: (hint: string | null) => void;
  readonly zoom: Accessor<number>;
  readonly setZoom: (zoom: number) => void;
  readonly spoken: Accessor<string>;
  readonly speak: (message: string) => void;
  /** The state whose name should be edited now. */
  readonly renaming: Accessor<{ path: StatePath } | null>;
  readonly picture: Accessor<Picture | null>;
  readonly setPicture: (picture: Picture | null) => void;
  readonly #setRun: (run: Run | null) => void;
  readonly #setTab: (tab: BottomTab) => void;
  readonly #setRenaming: (wanted: { path: StatePath } | null) => void;

  constructor(workflow: Workflow, live: Live, refused: (reason: unknown) => void) {
    this.workflow = workflow;
    this.live = live;
    this.refused = refused;
    // A workflow opens with all the room for its picture; running it or looking at problems brings the panel.
    panels.bottom.fold();
    [this.run, this.#setRun] = createSignal<Run | null>(null);
    [this.follow, this.setFollow] = createSignal(true);
    [this.tab, this.#setTab] = createSignal<BottomTab>("problems");
    [this.hint, this.setHint] = createSignal<string | null>(null);
    [this.zoom, this.setZoom] = createSignal(1);
    [this.spoken, this.speak] = createSignal("");
    [this.renaming, this.#setRenaming] = createSignal<{ path: StatePath } | null>(null);
    [this.picture, this.setPicture] = createSignal<Picture | null>(null);
  }

  close(): void {
    this.run()?.close();
  }

  watch(arn: string): void {
    this.run()?.close();
    // The panel that opens takes room; shrinking the picture for it would make it unreadable.
    this.picture()?.pin();
    this.#setRun(new Run(this.live, arn));
    this.setFollow(true);
    this.showTab("run");
  }

  /** Takes the colours of the run off the canvas. */
  leaveRun(): void {
    this.run()?.close();
    this.#setRun(null);
  }

  showTab(tab: BottomTab): void {
    this.#setTab(tab);
    panels.bottom.show();
  }

  /** Name of the only selected state, as runs know it. */
  selectedName(): string | null {
    const path = this.workflow.selection.single();
    return path === null ? null : leaf(path);
  }

  selectByName(name: string): void {
    const state = this.workflow.analysis.view()?.outline.find((each) => each.name === name);
    this.workflow.selection.select(state ? [state.path] : [], "panel");
    if (state) this.picture()?.reveal([state.path]);
  }

  edit(edit: Edit): void {
    this.workflow.edit(edit).catch(this.refused);
  }

  /** The edit that putting a stock item on a port makes. */
  insertion(item: StockItem, on: Port): Edit {
    const outline = this.workflow.analysis.view()?.outline ?? [];
    const fresh = freshNames(outline.map(({ name }) => name));
    const name = fresh(item.title);
    const body = item.starter({ language: this.workflow.analysis.view()?.query_language ?? "JSONPath", fresh });
    return { kind: "insert_state", on, name, body };
  }

  /** Puts an item behind the selection, or at the end of the workflow. */
  insertAfterSelection(item: StockItem): void {
    const port = this.#portAfterSelection();
    if (port === null) this.refused(new Error("select a state or a line to insert after"));
    else this.edit(this.insertion(item, port));
  }

  deleteSelection(): void {
    const states = [...this.workflow.selection.states()];
    if (states.length > 0) this.edit({ kind: "delete_states", states });
  }

  duplicateSelection(): void {
    const states = [...this.workflow.selection.states()];
    if (states.length > 0) this.edit({ kind: "duplicate_states", states });
  }

  /** Opens the name of a state for editing on its card. */
  rename(path: StatePath): void {
    this.#setRenaming({ path });
  }

  #portAfterSelection(): Port | null {
    const scene = this.workflow.analysis.scene();
    if (!scene) return null;
    const edge = this.workflow.selection.edge();
    if (edge !== null) return edge;
    const selected = this.workflow.selection.states().at(-1);
    const ways = scene.edges.filter((each) => each.kind === "next" || each.kind === "end" || each.kind === "default");
    if (selected !== undefined) return ways.find((each) => each.from === selected)?.id ?? null;
    const last =
      scene.edges.filter((each) => each.to === "#end" && each.kind !== "catch").at(-1) ?? ways.at(-1) ?? scene.edges[0];
    return last?.id ?? null;
  }
}
