import type { SceneNode } from "../api/generated";
import type { StateProblems, StateStatus } from "./host";
import type { SceneIndex } from "./scene";
import { statusWords } from "./statuses";
import { tagsOf } from "./tags";

const nameMax = 40;

/** `Validate cus…r address`: the layout made room for this many characters. */
export function cutName(name: string, max = nameMax): string {
  const letters = [...name];
  if (letters.length <= max) return name;
  const head = Math.floor((max - 1) / 2);
  return [...letters.slice(0, head), "…", ...letters.slice(letters.length - (max - 1 - head))].join("");
}

/**
 * What a screen reader says of a card: `Charge card, Lambda: Invoke, 1 problem, Task state, next: Ship, on error: Refund`. What can be seen comes first
 * and in the same order, so that people who speak to their machine can say what they see.
 */
export function nameOfCard(index: SceneIndex, node: SceneNode, problems?: StateProblems, status?: StateStatus): string {
  const state = node.state;
  if (!state) return "";
  const kind = `${state.type} state`;
  const parts = [state.name, state.subtitle];
  if (status) parts.push(statusWords(status));
  const count = (problems?.errors ?? 0) + (problems?.warnings ?? 0);
  if (problems && count > 0) parts.push(`${count} ${count === 1 ? "problem" : "problems"}: ${problems.first}`);
  if (state.subtitle !== kind) parts.push(kind);
  for (const { edge } of index.leaving(node.id)) {
    if (edge.kind === "branch") continue;
    const target = index.node(edge.to);
    const to = target?.state?.name ?? (target?.kind === "slot" ? "nothing yet" : "the end");
    const how = { catch: "on error", choice: edge.label?.full ?? "if", default: "otherwise", next: "next", end: "then", start: "next" }[edge.kind];
    parts.push(`${how}: ${to}`);
  }
  const { words, groups } = tagsOf(state.comment);
  if (groups.length > 0) parts.push(`group: ${groups.join(" and ")}`);
  if (words !== "") parts.push(`note: ${words}`);
  return parts.join(", ");
}
