import type { OutlineState, SceneEdge, StatePath } from "../../api/generated";
import type { Workbench } from "../workbench";

/** What actions ask about the workflow before they say whether they can be done. */
export interface Context {
  readonly bench: Workbench;
  states(): readonly StatePath[];
  /** The only selected state. */
  only(): OutlineState | null;
  /** The selected transition. */
  edge(): SceneEdge | null;
  /** True if the selected container is drawn as one card. */
  folded(): boolean;
}

export function contextOf(bench: Workbench): Context {
  const { analysis, selection, folds } = bench.workflow;
  return {
    bench,
    states: () => selection.states(),
    only: () => {
      const path = selection.single();
      return path === null ? null : (analysis.state(path) ?? null);
    },
    edge: () => analysis.scene()?.edges.find(({ id }) => id === selection.edge()) ?? null,
    folded: () => selection.states().some((path) => folds.has(path)),
  };
}

/** Reasons in words, for actions that need something selected. */
export const needsStates = (context: Context) => (): string | null =>
  context.states().length > 0 ? null : "Select a state first";
export const needsOne = (context: Context) => (): string | null => (context.only() ? null : "Select one state first");
export const needsContainer = (context: Context) => (): string | null =>
  isContainer(context.only()) ? null : "Select a Parallel or Map state first";

/** One that is switched off is drawn as one card, and has nothing in it. */
export const isContainer = (state: OutlineState | null): boolean =>
  state !== null && !state.off && (state.type === "Parallel" || state.type === "Map");
