import { expect, test } from "vitest";
import type { HistoryEvent, Outstanding } from "../api/generated";
import { Cards } from "./cards";
import { advance, emptyReplay } from "./replay";

const entered = (id: number, name: string): HistoryEvent => ({
  id,
  previousEventId: 0,
  timestamp: id,
  type: "WaitStateEntered",
  stateEnteredEventDetails: { name },
});
const waits = (id: number, state: string): Outstanding => ({ state, kind: "wait", entered_event: id, attempt: 0, until: 500 });

test("only cards that may have changed are made anew", () => {
  const [cards, replay] = [new Cards(), emptyReplay()];
  advance(replay, [entered(1, "A"), entered(2, "B")]);
  const first = new Map(cards.take(replay, [waits(1, "A")]));
  expect([first.get("A")?.until, first.get("B")?.until]).toEqual([500, null]);
  const second = new Map(cards.take(replay, []));
  expect(second.get("A"), "it has just waited").toMatchObject({ until: null });
  expect(second.get("B")).toBe(first.get("B"));
  advance(replay, [entered(3, "B")]);
  expect(cards.take(replay, []).get("B")).toMatchObject({ visits: 2 });
  advance(replay, [{ id: 4, previousEventId: 0, timestamp: 9, type: "ExecutionAborted" }]);
  const last = cards.take(replay, []);
  expect([last.get("A")?.status, last.get("B")?.status]).toEqual(["cancelled", "cancelled"]);
});
