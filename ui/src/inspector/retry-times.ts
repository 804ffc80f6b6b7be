import type { Body } from "../workflow/body";

/** The waits of a retrier in seconds, as AWS computes them: interval × rate^(attempt - 1), at most the longest wait. */
export function waitsOf(retrier: Body): { waits: number[]; more: number; jitter: boolean } {
  const number = (key: string, otherwise: number) => (typeof retrier[key] === "number" ? retrier[key] : otherwise);
  const attempts = Math.max(0, Math.floor(number("MaxAttempts", 3)));
  const shown = Math.min(attempts, shownMax);
  const longest = number("MaxDelaySeconds", Number.POSITIVE_INFINITY);
  const waits = Array.from({ length: shown }, (_, at) =>
    Math.min(longest, number("IntervalSeconds", 1) * number("BackoffRate", 2) ** at),
  );
  return { waits, more: attempts - shown, jitter: retrier["JitterStrategy"] === "FULL" };
}

/** More would not be read. */
const shownMax = 12;

/** `90` is `1 min 30 s`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds * 10) / 10} s`;
  const units: readonly [number, string][] = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "min"],
    [1, "s"],
  ];
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) parts.push(`${count} ${unit}`);
  }
  return parts.join(" ");
}
