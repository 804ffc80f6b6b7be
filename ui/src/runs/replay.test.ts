import { describe, expect, test } from "vitest";
import type { HistoryEvent, Json } from "../api/generated";
import { advance, cardOf, emptyReplay, type Replay } from "./replay";

/** Reads a history written as `id<previous Type name`, one event per line. */
function history(text: string): HistoryEvent[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [ids = "", type = "", ...rest] = line.trim().split(" ");
      const [id = 0, previousEventId = 0] = ids.split("<").map(Number);
      const name = rest.join(" ");
      const key = type.endsWith("StateEntered")
        ? "stateEnteredEventDetails"
        : type.endsWith("StateExited")
          ? "stateExitedEventDetails"
          : `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
      const details: Record<string, Json> =
        type.includes("Failed") || type.includes("TimedOut")
          ? { error: name || null }
          : type.startsWith("MapIteration")
            ? { name: "M", index: Number(name) }
            : { name };
      return { id, previousEventId, timestamp: id * 10, type, [key]: details };
    });
}

function check(text: string, expected: Record<string, string>): Replay {
  const replay = emptyReplay();
  advance(replay, history(text));
  const seen = Object.fromEntries(
    [...replay.byState].map(([name, visits]) => [name, visits.map((visit) => visit.status).join(" ")]),
  );
  expect(seen).toEqual(expected);
  return replay;
}

describe("replay", () => {
  test("a chain is green behind and running at its head", () => {
    const replay = check(
      `1<0 ExecutionStarted
       2<0 PassStateEntered A
       3<2 PassStateExited A
       4<3 TaskStateEntered B
       5<4 TaskScheduled`,
      { A: "succeeded", B: "running" },
    );
    expect(replay.passages).toEqual([{ from: "A", to: "B", caught: false }]);
    expect(replay.visits.get(4)?.attempts).toHaveLength(1);
  });

  test("a caught error is amber and its way is marked", () => {
    const replay = check(
      `1<0 ExecutionStarted
       2<0 TaskStateEntered A
       3<2 TaskScheduled
       4<3 TaskFailed Card.Declined
       5<4 TaskStateExited A
       6<5 PassStateEntered Refund`,
      { A: "caught", Refund: "running" },
    );
    expect(replay.passages).toEqual([{ from: "A", to: "Refund", caught: true }]);
    expect(replay.visits.get(2)?.error).toBe("Card.Declined");
  });

  test("a retry counts attempts and forgets the error", () => {
    const replay = check(
      `1<0 ExecutionStarted
       2<0 TaskStateEntered A
       3<2 TaskScheduled
       4<3 TaskFailed Busy
       5<4 TaskScheduled
       6<5 TaskSucceeded
       7<6 TaskStateExited A`,
      { A: "succeeded" },
    );
    expect(replay.visits.get(2)?.attempts.map(({ error }) => error)).toEqual(["Busy", null]);
  });

  test("a branch that fails cancels its sibling and fails the parallel state", () => {
    const replay = check(
      `1<0 ExecutionStarted
       2<0 ParallelStateEntered P
       3<2 ParallelStateStarted
       4<3 TaskStateEntered L
       5<3 TaskStateEntered R
       6<4 TaskScheduled
       7<5 TaskScheduled
       8<7 TaskFailed Boom
       9<8 ParallelStateFailed Boom
       10<9 ExecutionFailed Boom`,
      { P: "failed", L: "cancelled", R: "failed" },
    );
    expect(replay.end?.status).toBe("FAILED");
    expect(replay.visits.get(replay.culprit ?? 0)?.name).toBe("R");
  });

  test("a parallel state inside a branch ends before the outer one", () => {
    check(
      `1<0 ExecutionStarted
       2<0 ParallelStateEntered Outer
       3<2 ParallelStateStarted
       4<3 ParallelStateEntered Inner
       5<4 ParallelStateStarted
       6<5 PassStateEntered A
       7<6 PassStateExited A
       8<7 ParallelStateSucceeded
       9<8 ParallelStateExited Inner
       10<9 ParallelStateSucceeded
       11<10 ParallelStateExited Outer
       12<11 ExecutionSucceeded`,
      { Outer: "succeeded", Inner: "succeeded", A: "succeeded" },
    );
  });

  test("items of a map keep their index and show the worst of them", () => {
    const replay = check(
      `1<0 ExecutionStarted
       2<0 MapStateEntered M
       3<2 MapStateStarted
       4<3 MapIterationStarted 0
       5<3 MapIterationStarted 1
       6<4 PassStateEntered X
       7<5 TaskStateEntered X
       8<6 PassStateExited X
       9<8 MapIterationSucceeded 0`,
      { M: "running", X: "succeeded running" },
    );
    expect(replay.byState.get("X")?.map(({ iteration, parent }) => [iteration, parent])).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(cardOf(replay.byState.get("X") ?? [], [])?.status).toBe("running");
    expect(
      cardOf(replay.byState.get("X") ?? [], [{ state: "X", kind: "retry", entered_event: 7, attempt: 1, until: 5 }])?.status,
    ).toBe("retrying");
  });

  test("a fail state is the culprit", () => {
    const replay = check(
      `1<0 ExecutionStarted
       2<0 FailStateEntered No
       3<2 ExecutionFailed Refused`,
      { No: "failed" },
    );
    expect(replay.culprit).toBe(2);
    expect(replay.visits.get(2)?.error).toBe("Refused");
  });

  test("an expression that fails on entry is the fault of its state, not of the one before", () => {
    const events = history(`
      1<0 ExecutionStarted
      2<0 ChoiceStateEntered C
      3<2 ChoiceStateExited C
      4<3 PassStateEntered P
      5<3 EvaluationFailed States.QueryEvaluationError
      6<5 ExecutionFailed States.QueryEvaluationError`);
    const replay = emptyReplay();
    const failed = { evaluationFailedEventDetails: { state: "P", error: "States.QueryEvaluationError" } };
    advance(
      replay,
      events.map((event) => (event.type === "EvaluationFailed" ? { ...event, ...failed } : event)),
    );
    const seen = [...replay.visits.values()].map(({ name, status, error }) => `${name} ${status} ${error ?? ""}`.trim());
    expect(seen).toEqual(["C succeeded", "P failed States.QueryEvaluationError"]);
    expect(replay.culprit).toBe(4);
  });

  test("a Map Run that fails makes its Map the culprit, unless the Map tries again", () => {
    const started = `
      1<0 ExecutionStarted
      2<0 MapStateEntered M
      3<2 MapStateStarted
      4<3 MapRunStarted
      5<4 MapRunFailed States.ItemReaderFailed`;
    const failed = check(`${started}\n6<5 MapStateFailed\n7<6 ExecutionFailed States.ItemReaderFailed`, { M: "failed" });
    expect(failed.visits.get(2)?.error).toBe("States.ItemReaderFailed");
    expect(failed.culprit).toBe(2);
    check(`${started}\n6<5 MapStateStarted\n7<6 MapRunStarted`, { M: "running" });
  });

  test("stopping cancels what was running", () => {
    check(
      `1<0 ExecutionStarted
       2<0 WaitStateEntered W
       3<2 ExecutionAborted`,
      { W: "cancelled" },
    );
  });

  test("events that arrive twice change nothing", () => {
    const events = history(`1<0 ExecutionStarted
       2<0 PassStateEntered A
       3<2 PassStateExited A`);
    const once = emptyReplay();
    advance(once, events);
    const twice = emptyReplay();
    advance(twice, events.slice(0, 2));
    advance(twice, events);
    expect(twice).toEqual(once);
  });

  test("a redriven task goes on in its visit", () => {
    const replay = check(
      `1<0 ExecutionStarted
       2<0 TaskStateEntered A
       3<2 TaskScheduled
       4<3 TaskFailed Broken
       5<4 ExecutionFailed Broken
       6<5 ExecutionRedriven
       7<4 TaskScheduled`,
      { A: "running" },
    );
    expect([replay.end, replay.culprit, replay.redrives]).toEqual([null, null, 1]);
    expect(replay.visits.get(2)?.attempts).toHaveLength(2);
    advance(replay, history(`8<7 TaskSucceeded\n9<8 TaskStateExited A\n10<9 ExecutionSucceeded`));
    expect([replay.end?.status, replay.visits.get(2)?.status]).toEqual(["SUCCEEDED", "succeeded"]);
  });

  test("only what was cut off goes on: what succeeded stays, what was caught before stays", () => {
    check(
      `1<0 ExecutionStarted
       2<0 MapStateEntered M
       3<2 MapStateStarted
       4<3 MapIterationStarted 0
       5<3 MapIterationStarted 1
       6<4 TaskStateEntered T
       7<5 TaskStateEntered T
       8<6 TaskScheduled
       9<7 TaskScheduled
       10<8 TaskSucceeded
       11<10 TaskStateExited T
       12<9 TaskFailed Broken
       13<12 MapIterationFailed 1
       14<12 MapStateFailed Broken
       15<14 ExecutionFailed Broken
       16<15 ExecutionRedriven
       17<12 TaskScheduled`,
      { M: "running", T: "succeeded running" },
    );
  });

  test("a state without work is entered again", () => {
    const replay = check(
      `1<0 ExecutionStarted
       2<0 PassStateEntered P
       3<2 PassStateExited P
       4<3 FailStateEntered F
       5<4 ExecutionFailed E
       6<5 ExecutionRedriven
       7<3 FailStateEntered F
       8<7 ExecutionFailed E`,
      { P: "succeeded", F: "failed failed" },
    );
    expect(replay.culprit).toBe(7);
  });
});
