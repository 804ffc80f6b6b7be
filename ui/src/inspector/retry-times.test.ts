import { expect, test } from "vitest";
import { duration, waitsOf } from "./retry-times";

test.each([
  [{}, [1, 2, 4], 0],
  [{ IntervalSeconds: 5, MaxAttempts: 4, BackoffRate: 3, MaxDelaySeconds: 20 }, [5, 15, 20, 20], 0],
  [{ MaxAttempts: 0 }, [], 0],
  [{ BackoffRate: 1, MaxAttempts: 20 }, Array.from({ length: 12 }, () => 1), 8],
])("the waits of %j", (retrier, waits, more) => expect(waitsOf(retrier)).toMatchObject({ waits, more }));

test.each([
  [0.5, "0.5 s"],
  [59, "59 s"],
  [90, "1 min 30 s"],
  [3600, "1 h"],
  [90_061, "1 d 1 h"],
])("%d seconds are %s", (seconds, words) => expect(duration(seconds)).toBe(words));
