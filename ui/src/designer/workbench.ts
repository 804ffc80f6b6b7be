import { createMemo, createRoot, createSignal, type Accessor } from "solid-js";
import type { Edit, Json, Port, StatePath } from "../api/generated";
import type { Live } from "../api/live";
import type { Camera } from "../canvas/camera";
import type { Canvas } from "../canvas/canvas";
import type { Point } from "../canvas/geometry";
import { type Catalogue, catalogueOf } from "../catalogue/catalogue";
import { Kept } from "../catalogue/kept";
import { type Offer, offerOf } from "../catalogue/items";
import { panelSize } from "../parts/sizer";
import type { Toast } from "../parts/toast";
import { Samples } from "../expressions/samples";
import { showTab as showFormTab } from "../inspector/shown-tab";
import { Run } from "../runs/run";
import { freshNames, type StockItem } from "../workflow/stock";
import { leaf } from "../workflow/pointer";
import type { Workflow } from "../workflow/workflow";
import { Editing } from "./editing";

export type BottomTab = "problems" | "run" | "history" | "variables";
export type SideTab = "add" | "outline";

/** What the drawing can be asked to do from outside. */
export interface Picture extends Pick<
  Canvas,
  | "fit"
  | "fitSelection"
  | "centre"
  | "zoomBy"
  | "zoomTo"
  | "zoom"
  | "focus"
  | "walk"
  | "walkEdges"
  | "jump"
  | "selectAll"
  | "selectStream"
  | "insertPlace"
  | "place"
  | "askMenu"
  | "toggleMinimap"
  | "setFound"
> {
  reveal(states: readonly StatePath[]): void;
  /** Keeps the zoom when the room for the picture changes. */
  pin(): void;
  /** Follows the pointer with a palette item until it is dropped. */
  carry(item: StockItem, event: PointerEvent): void;
}

/** What floats over the canvas: a list of states to insert or to become, or a menu. */
export type Floating =
  | { kind: "insert"; on: Port; at: Point }
  | { kind: "replace"; state: StatePath; at: Point }
  | { kind: "note"; states: readonly StatePath[]; at: Point }
  | { kind: "menu"; of: "state" | "edge" | "canvas"; at: Point };

/** What is asked in a dialog before an edit. */
export type Question = "link" | "handle" | "move_to";

/** The text stands beside the picture wherever both have room. */
const codeBeside = { size: window.innerWidth >= 1700 ? 480 : 360, open: window.innerWidth >= 1340 };

/** Sizes of the panels around the canvas, the same for every workflow. */
export const panels = {
  palette: panelSize("palette", { size: 208, min: 160, max: 360 }),
  inspector: panelSize("inspector", { size: 384, min: 260, max: 560 }),
  code: panelSize("code", { ...codeBeside, min: 260, max: 1200 }),
  bottom: panelSize("bottom", { size: Math.max(280, Math.round(window.innerHeight * 0.3)), min: 140, max: 720, open: false }),
};

/** How high the bottom panel is, in pixels: folded, it is its row of tabs. */
export const bottomHeight = (): number => (panels.bottom.open() ? panels.bottom.size() : 35);

/** One open workflow at work: which run is shown, which panels, and what the canvas reports. */
export class Workbench {
  readonly workflow: Workflow;
  readonly live: Live;
  readonly refused: (reason: unknown) => void;
  readonly tell: (toast: Toast) => void;
  readonly editing: Editing;
  readonly catalogue: Catalogue;
  /** Everything that can be put on the canvas. */
  readonly offer: Accessor<Offer>;
  /** What the person has starred and used last. */
  readonly kept: Kept;
  readonly run: Accessor<Run | null>;
  /** The data that expressions are tried on. */
  readonly samples: Samples;
  readonly follow: Accessor<boolean>;
  readonly setFollow: (on: boolean) => void;
  readonly tab: Accessor<BottomTab>;
  readonly side: Accessor<SideTab>;
  readonly setSide: (tab: SideTab) => void;
  readonly hint: Accessor<string | null>;
  readonly setHint: (hint: string | null) => void;
  readonly zoom: Accessor<number>;
  readonly setZoom: (zoom: number) => void;
  readonly spoken: Accessor<string>;
  /** The state whose name should be edited now. */
  readonly renaming: Accessor<{ path: StatePath } | null>;
  readonly picture: Accessor<Picture | null>;
  readonly setPicture: (picture: Picture | null) => void;
  readonly floating: Accessor<Floating | null>;
  readonly float: (floating: Floating | null) => void;
  readonly question: Accessor<Question | null>;
  readonly ask: (question: Question | null) => void;
  readonly finding: Accessor<boolean>;
  readonly find: (on: boolean) => void;
  /** What was seen of the canvas when it left the screen. */
  camera: Camera | null = null;
  readonly #dispose: () => void;
  readonly #setSpoken: (message: string) => void;
  readonly #setRun: (run: Run | null) => void;
  readonly #setTab: (tab: BottomTab) => void;
  readonly #setRenaming: (wanted: { path: StatePath } | null) => void;

  constructor(workflow: Workflow, live: Live, refused: (reason: unknown) => void, tell: (toast: Toast) => void) {
    this.workflow = workflow;
    this.live = live;
    this.refused = refused;
    this.tell = tell;
    this.editing = new Editing(workflow, tell, refused);
    this.catalogue = catalogueOf(live.client);
    [this.offer, this.kept, this.#dispose] = createRoot((dispose) => {
      const session = live.query("describe_session", {});
      const kept = new Kept(() => session.value()?.account?.name ?? null);
      const templates = live.query("list_templates", {});
      return [createMemo(() => offerOf(this.catalogue, templates.value()?.templates)), kept, dispose];
    });
    // A workflow opens with all the room for its picture; running it or looking at problems brings the panel.
    panels.bottom.fold();
    [this.run, this.#setRun] = createSignal<Run | null>(null);
    this.samples = new Samples(this.run);
    workflow.whenRenamed((from, to) => this.samples.renamed(leaf(from), leaf(to)));
    [this.follow, this.setFollow] = createSignal(true);
    [this.tab, this.#setTab] = createSignal<BottomTab>("problems");
    [this.side, this.setSide] = createSignal<SideTab>("add");
    [this.hint, this.setHint] = createSignal<string | null>(null);
    [this.zoom, this.setZoom] = createSignal(1);
    [this.spoken, this.#setSpoken] = createSignal("");
    [this.renaming, this.#setRenaming] = createSignal<{ path: StatePath } | null>(null);
    [this.picture, this.setPicture] = createSignal<Picture | null>(null);
    [this.floating, this.float] = createSignal<Floating | null>(null);
    [this.question, this.ask] = createSignal<Question | null>(null);
    [this.finding, this.find] = createSignal(false);
  }

  close(): void {
    this.run()?.close();
    this.#dispose();
  }

  /** For people who hear the screen. The same words twice are said twice: a blank that nobody hears makes them differ. */
  readonly speak = (message: string): void => {
    this.#setSpoken(message === this.spoken() ? `${message}\u00a0` : message);
  };

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
    const state = this.workflow.analysis.outline().find((each) => each.name === name);
    if (state) this.goTo(state.path);
    else this.workflow.selection.select([], "panel");
  }

  /** Selects a state and brings it into sight, whatever is folded around it. */
  goTo(path: StatePath, focus = false): void {
    this.workflow.selection.select([path], "panel");
    const show = () => {
      this.picture()?.reveal([path]);
      if (focus) requestAnimationFrame(() => this.picture()?.focus());
    };
    if (this.workflow.folds.unfoldAround(path)) void this.workflow.analysis.refresh().then(show);
    else show();
  }

  edit(edit: Edit | readonly Edit[]): void {
    this.editing.edit(edit);
  }

  /** The edit that putting a stock item on a port makes. */
  insertion(item: StockItem, on: Port): Edit {
    if (item.states) return { kind: "paste_states", text: item.states(this.#language()), on };
    const fresh = this.#fresh();
    return { kind: "insert_state", on, name: fresh(item.title), body: this.#body(item, fresh) };
  }

  /** Puts an item on a port; at the place of a branch that is not there yet, the branch comes first. */
  insert(item: StockItem, on: Port): void {
    this.#ready(item, () => {
      const branch = newBranch(on);
      if (branch) this.edit([branch.edit, this.insertion(item, branch.port)]);
      else if (endsAll(item)) void this.editing.propose(this.insertion(item, on));
      else this.edit(this.insertion(item, on));
    });
  }

  /** Moves states to a port; at the place of a branch that is not there yet, the branch comes first. */
  move(states: readonly StatePath[], on: Port): void {
    const branch = newBranch(on);
    const move = (port: Port): Edit => ({ kind: "move_states", states: [...states], on: port });
    this.edit(branch ? [branch.edit, move(branch.port)] : move(on));
  }

  /** Makes a state one of an item's kind. */
  replace(item: StockItem, state: StatePath): void {
    if (!item.starter) {
      this.tell({ tone: "plain", title: "A pattern cannot take the place of a state", text: "Drop it onto a line instead." });
      return;
    }
    this.#ready(item, () => this.edit({ kind: "change_type", state, type: item.type, body: this.#body(item, this.#fresh()) }));
  }

  /** Puts an item behind the selection, or at the end of the workflow. */
  insertAfterSelection(item: StockItem): void {
    const place = this.picture()?.insertPlace("after");
    if (place) this.insert(item, place.on);
  }

  /** Opens the form of the state whose rule or catcher holds a transition, where that rule or catcher is. */
  showRule(port: Port): void {
    const state = port.replace(/\/(Choices|Catch)\/[^/]+\/Next$|\/(Default|Next|End)$/, "");
    if (!this.workflow.analysis.state(state)) return;
    panels.inspector.show();
    showFormTab(/\/Catch\/[^/]+\/Next$/.test(port) ? "errors" : "setup");
    this.workflow.selection.select([state], "canvas");
  }

  /** Opens the name of a state for editing on its card. */
  rename(path: StatePath): void {
    this.#setRenaming({ path });
  }

  #fresh(): (title: string) => string {
    return freshNames(this.workflow.analysis.outline().map(({ name }) => name));
  }

  #body(item: StockItem, fresh: (title: string) => string): { [key: string]: Json } {
    return item.starter?.({ language: this.#language(), fresh }) ?? {};
  }

  #language(): "JSONPath" | "JSONata" {
    return this.workflow.analysis.queryLanguage;
  }

  /** Does something with an item once it knows what it starts with, and remembers that it was used. */
  #ready(item: StockItem, act: () => void): void {
    Promise.resolve(item.ready?.()).then(() => {
      act();
      this.kept.used(item.id);
    }, this.refused);
  }
}

/** After a Succeed or Fail nothing follows, so what followed is cut off. */
function endsAll(item: StockItem): boolean {
  return item.id === "Succeed" || item.id === "Fail";
}

/** What `/States/P/Branches/+1/StartAt` stands for: a new branch in that place, and its start. */
function newBranch(on: Port): { edit: Edit; port: Port } | null {
  const [, state, at] = /^(.*)\/Branches\/\+(\d+)\/StartAt$/.exec(on) ?? [];
  if (state === undefined || at === undefined) return null;
  return { edit: { kind: "add_branch", state, at: Number(at) }, port: `${state}/Branches/${at}/StartAt` };
}
