// How busy the main thread of the page is, by Chromium's own tracing. Time of the processor, not of the clock: other
// programs and the drawing of pixels, which has threads of its own, do not count.

import type { Browser, Page } from "@playwright/test";

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  tdur?: number;
  args?: { name?: string };
}

/** What the main thread did while something was done. */
export interface Load {
  /** Milliseconds of each frame in which it did anything, from the shortest to the longest. */
  frames: number[];
  /** Milliseconds of all of them. */
  total: number;
}

export async function measure(browser: Browser, page: Page, act: () => Promise<void>): Promise<Load> {
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "benchmark", "__metadata"] });
  await act();
  await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return loadOf(trace.traceEvents);
}

function loadOf(events: readonly TraceEvent[]): Load {
  const mains = events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain");
  const busiest = mains
    .map(({ pid, tid }) => events.filter((event) => event.pid === pid && event.tid === tid))
    .toSorted((one, other) => time(other) - time(one))[0];
  const own = (busiest ?? []).toSorted((one, other) => one.ts - other.ts);
  const frames: number[] = [0];
  for (const event of own) {
    // Painted once for each frame, within the last task of it.
    if (event.name === "LocalFrameView::RunPaintLifecyclePhase" && event.ph !== "E") frames.push(0);
    else if (isTask(event)) frames[frames.length - 1] = (frames.at(-1) ?? 0) + (event.tdur ?? 0) / 1000;
  }
  const busy = frames.filter((frame) => frame > 0).sort((one, other) => one - other);
  return { frames: busy, total: busy.reduce((sum, frame) => sum + frame, 0) };
}

const isTask = ({ name, ph }: TraceEvent): boolean => ph === "X" && name === "ThreadControllerImpl::RunTask";
const time = (events: readonly TraceEvent[]): number =>
  events.filter(isTask).reduce((sum, { tdur }) => sum + (tdur ?? 0), 0);

/** The value below which a share of the sorted values lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** `p50 2.1, p95 4.0, most 7.2 ms (61 frames)`. */
export function words({ frames }: Load): string {
  const at = (share: number) => percentile(frames, share).toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, most ${(frames.at(-1) ?? 0).toFixed(1)} ms (${frames.length} frames)`;
}
