import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Client, Refusal } from "./client";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a call is slow after a while, and no longer when it is answered", async () => {
  let answer: (value: unknown) => void = () => {};
  const client = new Client({
    call: () => new Promise((done) => (answer = done as (value: unknown) => void)) as never,
    watch: () => () => {},
  });
  const call = client.call("list_samples", {});
  expect(client.slow()).toBe(false);
  vi.advanceTimersByTime(500);
  expect(client.slow()).toBe(true);
  answer({ samples: [] });
  await call;
  expect(client.slow()).toBe(false);
});

test.each([
  [{ code: "conflict", message: "changed", hint: "reload", retry_after_seconds: 3 }, ["conflict", "changed", "reload", 3]],
  [new TypeError("Failed to fetch"), ["unavailable", "Failed to fetch", "is Signalbox still running?", null]],
  ["plain words", ["unavailable", "plain words", "is Signalbox still running?", null]],
])("the rejection %j becomes a refusal", async (reason, expected) => {
  const client = new Client({ call: () => Promise.reject(reason), watch: () => () => {} });
  const refusal = await client.call("list_samples", {}).catch((caught: unknown) => caught);
  expect(refusal).toBeInstanceOf(Refusal);
  const { code, message, hint, retryAfterSeconds } = refusal as Refusal;
  expect([code, message, hint, retryAfterSeconds]).toEqual(expected);
});
