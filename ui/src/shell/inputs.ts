import type { Workflow } from "../workflow/workflow";

/** Longer inputs are not remembered: the browser's storage is small. */
const charactersMax = 100_000;

const keyOf = (workflow: Workflow) => `input.${workflow.document().path ?? workflow.document().name}`;

/** The input of the last run of this workflow, else the one that lies beside its file, else an empty object. */
export function rememberedInput(workflow: Workflow): string {
  return localStorage.getItem(keyOf(workflow)) ?? workflow.document().input ?? "{}";
}

export function rememberInput(workflow: Workflow, input: string): void {
  if (input.length <= charactersMax) localStorage.setItem(keyOf(workflow), input);
}
