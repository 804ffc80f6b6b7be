import type { Problem, StatePath } from "../api/generated";
import type { StateProblems } from "../canvas/host";

/** Problems counted for each state, for the badges on the cards. */
export function problemsByState(problems: readonly Problem[]): Map<StatePath, StateProblems> {
  const found = new Map<StatePath, StateProblems>();
  for (const { state, severity, message } of problems) {
    if (state === null || severity === "info") continue;
    const before = found.get(state) ?? { errors: 0, warnings: 0, first: message };
    found.set(state, {
      ...before,
      errors: before.errors + (severity === "error" ? 1 : 0),
      warnings: before.warnings + (severity === "warning" ? 1 : 0),
    });
  }
  return found;
}

/** True if both say the same of the same states. */
export function sameMarks<Mark>(
  one: ReadonlyMap<StatePath, Mark>,
  other: ReadonlyMap<StatePath, Mark>,
  sameMark: (one: Mark, other: Mark) => boolean = Object.is,
): boolean {
  if (one.size !== other.size) return false;
  for (const [path, mark] of one) {
    const beside = other.get(path);
    if (beside === undefined || !sameMark(mark, beside)) return false;
  }
  return true;
}

export function sameCounts(one: StateProblems, other: StateProblems): boolean {
  return one.errors === other.errors && one.warnings === other.warnings && one.first === other.first;
}

/** The worst problem of each state, of those around it too. */
export function worstOf(problems: readonly Problem[]): Map<StatePath, "error" | "warning"> {
  const found = new Map<StatePath, "error" | "warning">();
  for (const [path, { errors }] of problemsByState(problems))
    if (errors > 0 || !found.has(path)) found.set(path, errors > 0 ? "error" : "warning");
  return found;
}
