import { createEffect, createMemo } from "solid-js";
import type { StatePath } from "../api/generated";
import type { Run } from "../runs/run";
import type { Analysis } from "../workflow/analysis";

/** With more going on at once, a picture that went to the newest of it would jump about. */
const fewAtOnce = 3;

/** What is to be followed, and whether it still is. */
interface Followed {
  workflow: { analysis: Pick<Analysis, "outline"> };
  run: () => Pick<Run, "status" | "replay" | "outstanding"> | null;
  follow: () => boolean;
}

/** The picture that follows. */
interface Follower {
  sees(path: StatePath): boolean;
  reveal(path: StatePath): void;
}

/**
 * Keeps in sight what a run does: the state entered last, or, of many branches and items at once, some that are under
 * way.
 */
export function followRun({ workflow, run, follow }: Followed, canvas: Follower): void {
  // Without a run nobody asks.
  const named = () => (run() ? workflow.analysis.outline() : []);
  const paths = createMemo(() => new Map(named().map(({ name, path }) => [name, path])));
  createEffect(() => {
    const followed = run();
    if (!followed || !follow() || followed.status !== "RUNNING") return;
    const { latest, visits } = followed.replay();
    const open = followed.outstanding();
    const isSeen = (name: string) => canvas.sees(paths().get(name) ?? "");
    if (open.length > fewAtOnce && open.some(({ state }) => isSeen(state))) return;
    const path = paths().get(visits.get(latest ?? 0)?.name ?? "");
    if (path !== undefined) canvas.reveal(path);
  });
}
