import { createRoot } from "solid-js";
import { expect, test } from "vitest";
import type { OutlineState, Outstanding } from "../api/generated";
import { advance, emptyReplay } from "../runs/replay";
import { followRun } from "./follow-run";

const entered = (id: number, name: string) => ({
  id,
  previousEventId: id - 1,
  timestamp: 0,
  type: "WaitStateEntered",
  stateEnteredEventDetails: { name, input: "{}", inputDetails: { truncated: false } },
});

/** What is brought into sight once `latest` was entered while the run waits for what is `open`. */
function brought(latest: string, open: string, inSight: string): string[] {
  const names = "ABCDEF".split("");
  const replay = emptyReplay();
  advance(replay, [entered(1, latest)]);
  const outline = names.map((name) => ({ name, path: `/States/${name}` }) as OutlineState);
  const outstanding = open.split("").map((state) => ({ state }) as Outstanding);
  const run = { status: "RUNNING" as const, replay: () => replay, outstanding: () => outstanding };
  const went: string[] = [];
  createRoot((dispose) => {
    followRun(
      { workflow: { analysis: { outline: () => outline } }, run: () => run, follow: () => true },
      { sees: (path) => inSight.includes(path.at(-1) ?? " "), reveal: (path) => went.push(path) },
    );
    queueMicrotask(dispose);
  });
  return went;
}

test.each([
  ["the next of one after the other is followed", "B", "B", "", ["/States/B"]],
  ["of a few at once the newest too", "C", "ABC", "A", ["/States/C"]],
  ["of many at once those that are in sight are enough", "F", "ABCDEF", "A", []],
  ["many of which none is in sight bring the newest", "F", "ABCDE", "", ["/States/F"]],
])("%s", (_what, latest, open, inSight, expected) => {
  expect(brought(latest, open, inSight)).toEqual(expected);
});
