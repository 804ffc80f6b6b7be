import { expect, test } from "vitest";
import { age, due } from "./ages";

test.each([
  [5_000, "a moment"],
  [60_000, "1 minute"],
  [7_200_000, "2 hours"],
  [172_800_000, "2 days"],
])("%i milliseconds are %s", (length, words) => expect(age(length)).toBe(words));

test("what is past is overdue", () => {
  expect(due(3_600_000)).toBe("due in 1 hour");
  expect(due(-120_000)).toBe("overdue by 2 minutes");
});
