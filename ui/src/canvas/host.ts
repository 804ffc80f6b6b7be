import type { Edit, Port, StatePath, StateType, Verdict } from "../api/generated";
import type { Point } from "./geometry";

/** Something the palette offers. */
export interface PaletteItem {
  title: string;
  subtitle: string;
  type: StateType;
  /** The edit that dropping it on a port would make. */
  edit(on: Port): Edit;
}

/** What the canvas tells the one that embeds it. Points are client coordinates. */
export interface CanvasHost {
  selected(states: readonly StatePath[], edge: Port | null): void;
  /** Whether edits are allowed, each for itself; asked when something is about to be dropped. */
  may(edits: readonly Edit[]): Promise<readonly Verdict[]>;
  moveRequested(states: readonly StatePath[], on: Port): void;
  /** A palette item was dropped. `on` may be a branch that is not there yet: `<state>/Branches/+<number>/StartAt`. */
  dropped(item: PaletteItem, on: Port): void;
  /** A palette item was dropped on a card: the state is to become one of its kind. */
  replaceRequested(item: PaletteItem, state: StatePath): void;
  /** The tab of a container was pressed, or its frame twice. */
  foldRequested(state: StatePath): void;
  /** The "+" of an edge or an empty slot was clicked. */
  insertRequested(on: Port, at: Point): void;
  connectRequested(port: Port, to: StatePath): void;
  renameRequested(state: StatePath): void;
  /** The label of a rule or catcher was pressed twice. */
  ruleRequested(port: Port): void;
  menuRequested(states: readonly StatePath[], edge: Port | null, at: Point): void;
  /** For a live region. */
  announce(message: string): void;
  /** For the status bar; null when there is nothing to say any more. */
  hint(message: string | null): void;
  /** The zoom has changed; 1 is 100 %. */
  zoomed(zoom: number): void;
  /** The user moved the picture: following a run should stop. */
  panned(): void;
}

/** A host that does nothing, to be spread under a real one. */
export const silentHost: CanvasHost = {
  selected() {}, may: (edits) => Promise.resolve(edits.map(() => ({ allowed: true, reason: null }))), moveRequested() {}, dropped() {}, replaceRequested() {}, foldRequested() {}, insertRequested() {},
  connectRequested() {}, renameRequested() {}, ruleRequested() {}, menuRequested() {}, announce() {}, hint() {}, zoomed() {}, panned() {},
};

export type Status = "running" | "retrying" | "waiting" | "person" | "succeeded" | "caught" | "failed" | "cancelled";

/** What a run says about a state. */
export interface StateStatus {
  status: Status;
  /** Short text beside the icon: duration, `2/3`, an error name. */
  detail: string | null;
  /** How often the state was visited. */
  visits: number;
}

/** Problems of one state. */
export interface StateProblems { errors: number; warnings: number; first: string }
