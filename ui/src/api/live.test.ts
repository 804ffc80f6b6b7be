import { createRoot } from "solid-js";
import { expect, test, vi } from "vitest";
import { Client, Refusal } from "./client";
import type { Change } from "./generated";
import { Live, latestOnly } from "./live";

function world(answers: (operation: string) => unknown) {
  const asked: string[] = [];
  let hear: (change: Change) => void = () => {};
  let connected: (now: boolean) => void = () => {};
  const client = new Client({
    call: async (operation) => {
      asked.push(operation);
      const answer = answers(operation);
      if (answer instanceof Error) throw answer;
      return answer as never;
    },
    watch: (ear, link) => {
      [hear, connected] = [ear, link];
      return () => {};
    },
  });
  return { live: new Live(client), asked, say: (change: Change) => hear(change), link: (now: boolean) => connected(now) };
}

const settled = () => vi.waitFor(() => {}, 0);

test("a change of its tag makes a watched query ask again", async () => {
  const { live, asked, say } = world(() => ({ recents: [] }));
  await createRoot(async () => {
    live.query("list_recents", {});
    await settled();
    say({ tag: "approvals", id: null });
    expect(asked).toEqual(["list_recents"]);
    say({ tag: "recents", id: null });
    await vi.waitFor(() => expect(asked).toEqual(["list_recents", "list_recents"]));
  });
});

test("a query that nobody watches waits until it is wanted", async () => {
  const { live, asked, say } = world(() => ({ recents: [] }));
  createRoot((dispose) => (live.query("list_recents", {}), dispose()));
  await settled();
  say({ tag: "recents", id: null });
  expect(asked).toHaveLength(1);
  live.query("list_recents", {});
  await vi.waitFor(() => expect(asked).toHaveLength(2));
});

test("what was missed while disconnected is asked again", async () => {
  const { live, asked, link } = world(() => ({ approvals: [] }));
  await createRoot(async () => {
    live.query("list_approvals", {});
    await settled();
    link(false);
    expect(live.connected()).toBe(false);
    link(true);
    await vi.waitFor(() => expect(asked).toHaveLength(2));
  });
});

test("a failed answer keeps the last good one and says why", async () => {
  let fails = false;
  const { live } = world(() => (fails ? new Error("gone") : { samples: [] }));
  const query = live.query("list_samples", {});
  await query.refresh();
  fails = true;
  await query.refresh();
  expect(query.value()).toEqual({ samples: [] });
  expect(query.refusal()).toBeInstanceOf(Refusal);
  expect(query.refusal()?.code).toBe("unavailable");
});

test("calls during a run make one more run", async () => {
  let runs = 0;
  let finish: () => void = () => {};
  const ask = latestOnly(() => new Promise<void>((done) => ((runs += 1), (finish = done))));
  const first = ask();
  const later = [ask(), ask(), ask()];
  expect(runs).toBe(1);
  finish();
  await first;
  await vi.waitFor(() => expect(runs).toBe(2));
  finish();
  await Promise.all(later);
  expect(runs).toBe(2);
});

test("who asks right after an answer waits for the pause too", async () => {
  vi.useFakeTimers();
  let runs = 0;
  const ask = latestOnly(async () => void (runs += 1), 100);
  await ask();
  void ask();
  await vi.advanceTimersByTimeAsync(99);
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(runs).toBe(2);
  await vi.advanceTimersByTimeAsync(1000);
  await ask();
  expect(runs).toBe(3);
  vi.useRealTimers();
});
