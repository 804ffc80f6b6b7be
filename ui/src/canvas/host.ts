import type { Edit, Port, StatePath, StateType } from "../api/generated";
import type { Point } from "./geometry";

/** Something the palette offers. */
export interface PaletteItem {
  title: string;
  subtitle: string;
  type: StateType;
  /** The edit that dropping it on a port would make. */
  edit(on: Port): Edit;
}

export interface Verdict { allowed: boolean; reason: string | null }

/** What the canvas tells the one that embeds it. Points are client coordinates. */
export interface CanvasHost {
  selected(states: readonly StatePath[], edge: Port | null): void;
  /** Whether an edit is allowed, asked while something is dragged over its place. */
  may(edit: Edit): Promise<Verdict>;
  moveRequested(state: StatePath, on: Port): void;
  /** A palette item was dropped. */
  dropped(item: PaletteItem, on: Port): void;
  /** The "+" of an edge or an empty slot was clicked. */
  insertRequested(on: Port, at: Point): void;
  connectRequested(port: Port, to: StatePath): void;
  renameRequested(state: StatePath): void;
  deleteRequested(states: readonly StatePath[], edge: Port | null): void;
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
  selected() {}, may: () => Promise.resolve({ allowed: true, reason: null }), moveRequested() {}, dropped() {}, insertRequested() {}, connectRequested() {}, renameRequested() {},
  deleteRequested() {}, menuRequested() {}, announce() {}, hint() {}, zoomed() {}, panned() {},
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
