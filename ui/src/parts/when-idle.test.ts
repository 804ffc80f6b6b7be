import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whenIdle } from "./when-idle";

let idle: (() => void)[] = [];
const done: string[] = [];
/** So much time passes, and the page has nothing to do at its end. */
const pass = (milliseconds: number) => {
  vi.advanceTimersByTime(milliseconds);
  for (const work of idle.splice(0)) work();
};

beforeEach(() => {
  vi.useFakeTimers();
  idle = [];
  done.length = 0;
  vi.stubGlobal("requestIdleCallback", (work: () => void) => idle.push(work));
});
afterEach(() => {
  while (vi.getTimerCount() > 0) pass(500);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const work = (name: string) => whenIdle(() => done.push(name));

test("things are done one at a time, once everything has rested", () => {
  work("a");
  pass(100);
  work("b");
  pass(100);
  expect(done).toEqual([]);
  pass(50);
  expect(done).toEqual(["a"]);
  pass(0);
  expect(done).toEqual(["a", "b"]);
});

test("what was called off is not done, and what comes after it is", () => {
  work("a")();
  work("b");
  pass(150);
  expect(done).toEqual(["b"]);
});

test("what comes while the page is waited for lets all rest again", () => {
  work("a");
  vi.advanceTimersByTime(150);
  work("b");
  pass(0);
  expect(done).toEqual([]);
  pass(150);
  expect(done).toEqual(["a"]);
});
