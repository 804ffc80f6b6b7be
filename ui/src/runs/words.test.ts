import { expect, test } from "vitest";
import { causeWords, duration } from "./words";

test.each([
  [0, "0 ms"],
  [850, "850 ms"],
  [3210, "3.2 s"],
  [12_600, "13 s"],
  [63_000, "1 m 3 s"],
  [7_500_000, "2 h 5 m"],
  [273_600_000, "3 d 4 h"],
  [-5, "0 ms"],
])("%i milliseconds read as %s", (milliseconds, words) => expect(duration(milliseconds)).toBe(words));

test("a function's failure is told by its message, any other cause as it is", () => {
  const cause = '{"errorMessage": "reading is negative", "errorType": "ValueError", "stackTrace": ["  File a.py, line 2\\n"]}';
  expect(causeWords(cause)).toBe("reading is negative");
  expect(causeWords(cause, true)).toBe("reading is negative\n  File a.py, line 2");
  expect(causeWords("too late")).toBe("too late");
  expect(causeWords('{"reason":1}')).toBe('{"reason":1}');
  expect(causeWords("null")).toBe("null");
});
