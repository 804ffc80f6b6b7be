const steps: readonly [milliseconds: number, word: string][] = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
];

/** A rough length of time: `3 hours`, `a moment`. */
export function age(milliseconds: number): string {
  for (const [length, word] of steps) {
    const count = Math.floor(milliseconds / length);
    if (count > 0) return `${count} ${word}${count === 1 ? "" : "s"}`;
  }
  return "a moment";
}

/** When something is due, in words. */
export function due(milliseconds: number): string {
  return milliseconds < 0 ? `overdue by ${age(-milliseconds)}` : `due in ${age(milliseconds)}`;
}
