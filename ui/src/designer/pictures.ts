import { mermaidOf } from "../canvas/export/mermaid";
import { pngOf } from "../canvas/export/png";
import { sizeOf, svgOf } from "../canvas/export/svg";
import { statusesOf, takenEdges } from "./run-colours";
import type { Workbench } from "./workbench";

export type PictureKind = "svg" | "png" | "mermaid";
export type Ground = "light" | "dark" | "transparent";

/** True if the picture is text. */
export const asText = (kind: PictureKind): boolean => kind !== "png";

/** What the window looks like now. */
export function currentGround(): Ground {
  const chosen = document.documentElement.dataset["theme"];
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** A picture of the workflow as it is shown, folds and colours of a run included. */
export async function pictureOf(bench: Workbench, kind: PictureKind, ground: Ground | null): Promise<Blob> {
  const scene = bench.workflow.analysis.scene();
  if (!scene) throw new Error("there is no picture yet");
  if (kind === "mermaid") return new Blob([mermaidOf(scene)], { type: "text/plain" });
  const wanted = ground ?? currentGround();
  const theme = wanted === "transparent" ? currentGround() : wanted;
  const shown = bench.run();
  const run = shown
    ? {
        statuses: statusesOf(shown, bench.workflow.analysis.outline(), Date.now()),
        taken: takenEdges(scene, shown.replay()),
      }
    : undefined;
  const title = bench.workflow.document().name;
  const svg = svgOf(scene, {
    title,
    theme: theme === "dark" ? "dark" : "light",
    transparent: wanted === "transparent",
    ...(run ? { run } : {}),
  });
  return kind === "svg" ? new Blob([svg], { type: "text/plain" }) : pngOf(svg, sizeOf(scene));
}
