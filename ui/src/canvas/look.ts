import type { Port, StatePath, StateType } from "../api/generated";
import type { BranchPlace } from "./branches";
import type { Box, Point } from "./geometry";
import type { StateProblems, StateStatus } from "./host";

/** Places a dragged thing may go to, while it is dragged. */
export interface Targets {
  legal(port: Port): boolean;
  over: Port | null;
  verdict: "asking" | "good" | "bad";
}

/** What is dragged, beside the pointer; in client coordinates, because it may still be over the palette. */
export interface Ghost { title: string; subtitle: string; type: StateType; at: Point; bad: boolean }

/** How much data passed an edge, in words; `large` if it is near AWS's limit. */
export interface PayloadSize { words: string; full: string; large: boolean }

/** How the scene is shown just now: everything that is not in the scene itself. */
export interface Look {
  selection: ReadonlySet<StatePath>;
  edge: Port | null;
  /** State with the keyboard focus. */
  focus: StatePath | null;
  hover: StatePath | null;
  hoverEdge: Port | null;
  /** Null while no run is shown. */
  statuses: ReadonlyMap<StatePath, StateStatus> | null;
  /** How often each edge was taken in the run that is shown. */
  taken: ReadonlyMap<Port, number>;
  /** How much data passed each edge of the run that is shown. */
  sizes: ReadonlyMap<Port, PayloadSize>;
  problems: ReadonlyMap<StatePath, StateProblems>;
  /** States that are being dragged. */
  lifted: ReadonlySet<StatePath>;
  /** State that what is dragged would replace. */
  replacing: StatePath | null;
  /** Place for a new branch under what is dragged. */
  branch: BranchPlace | null;
  /** What was searched for. */
  found: ReadonlySet<StatePath>;
  ghost: Ghost | null;
  targets: Targets | null;
  lasso: Box | null;
  /** Line from an edge's start to the pointer while it is linked anew. */
  link: { from: Point; to: Point; bad: boolean } | null;
  /** State a link would lead to. */
  linkTo: StatePath | null;
  /** False where nothing may be edited: a run. */
  editable: boolean;
}

export const plainLook = (): Look => ({
  selection: new Set(), edge: null, focus: null, hover: null, hoverEdge: null, statuses: null, taken: new Map(), sizes: new Map(), problems: new Map(), lifted: new Set(), replacing: null, branch: null, found: new Set(), ghost: null, targets: null,
  lasso: null, link: null, linkTo: null, editable: true,
});
