import { createEffect, createMemo, on } from "solid-js";
import type { StatePath } from "../api/generated";
import type { Canvas } from "../canvas/canvas";
import type { StateProblems } from "../canvas/host";
import { executionWords } from "../runs/words";
import { createNow } from "../runs/ticker";
import { followRun } from "./follow-run";
import { problemsByState, sameCounts, sameMarks } from "./problem-marks";
import { payloadSizes } from "../expressions/payload-sizes";
import { statusesOf, takenEdges } from "./run-colours";
import type { Workbench } from "./workbench";

/** What has to be smaller than this to be seen whole is shown from its start instead. */
const wholeFrom = 0.6;
/** Words on cards are easy to read in this size. */
const readableZoom = 0.8;

/** Keeps the canvas showing what the workflow, the selection and the run say. */
export function keepShown(bench: Workbench, canvas: Canvas): void {
  const { analysis, selection, folds } = bench.workflow;
  createEffect(
    on(analysis.scene, (scene, before) => {
      if (!scene) return;
      canvas.setScene(scene);
      if (!before && bench.camera) return canvas.restore(bench.camera);
      // A large workflow is shown from its start in a size that can be read; the map beside it, and "fit", show the rest.
      if (before || canvas.zoom >= wholeFrom) return;
      const start = scene.nodes.find((node) => node.kind === "start")?.id;
      if (start !== undefined) canvas.showFrom(start, readableZoom);
    }),
  );
  createEffect(() => canvas.setSelection(selection.states(), selection.edge()));
  createEffect(
    on(selection.states, (states) => states[0] !== undefined && selection.origin === "code" && canvas.reveal(states[0]), {
      defer: true,
    }),
  );
  // Most keys in a text move problems and change none: the picture need not look at itself for them.
  const marks = createMemo<Marks>(() => gathered(problemsByState(analysis.problems()), folds.all()), new Map(), {
    equals: (one, other) => sameMarks(one, other, sameCounts),
  });
  createEffect(() => canvas.setProblems(marks()));
  showRun(bench, canvas);
  followRun(bench, canvas);
}

type Marks = ReadonlyMap<StatePath, StateProblems>;

/** A folded container shows what is wrong inside of it. */
function gathered(problems: Marks, folded: ReadonlySet<StatePath>): Marks {
  if (folded.size === 0) return problems;
  const found = new Map(problems);
  for (const [path, { errors, warnings, first }] of problems) {
    const around = [...folded]
      .filter((container) => path.startsWith(`${container}/`))
      .sort((one, other) => one.length - other.length)[0];
    if (around === undefined) continue;
    const own = found.get(around) ?? { errors: 0, warnings: 0, first };
    found.set(around, { errors: own.errors + errors, warnings: own.warnings + warnings, first: own.first });
  }
  return found;
}

function showRun(bench: Workbench, canvas: Canvas): void {
  const { analysis } = bench.workflow;
  const counting = createMemo(() => [...(bench.run()?.cards().values() ?? [])].some(({ until }) => until !== null));
  const now = createNow(500);
  createEffect(() => {
    const run = bench.run();
    const scene = analysis.scene();
    if (!run || !scene) return canvas.setStatuses(null);
    const taken = takenEdges(scene, run.replay());
    canvas.setStatuses(
      statusesOf(run, analysis.outline(), counting() ? now() : Date.now()),
      taken,
      run.status === "RUNNING" ? undefined : payloadSizes(scene, run.replay(), taken),
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
}
