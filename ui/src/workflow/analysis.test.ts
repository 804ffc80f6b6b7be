import { createEffect, createRoot } from "solid-js";
import { expect, test, vi } from "vitest";
import { Client } from "../api/client";
import { FakePlatform } from "../testing/fake-platform";
import { Workflow } from "./workflow";

const text = `{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Pass", "Next": "B" },
    "B": { "Type": "Pass", "End": true }
  }
}`;

async function open() {
  const platform = new FakePlatform();
  const document = { path: null, name: "Orders", text, fingerprint: null, handlers_folder: null, input: null };
  const workflow = new Workflow(new Client(platform), document);
  await workflow.analysis.refresh();
  const asked = () => platform.asked.filter(({ operation }) => operation === "view_workflow").length;
  const type = (at: number, insert: string) =>
    workflow.buffer.take([workflow.buffer.state.update({ changes: { from: at, insert }, userEvent: "input.type" })]);
  return { platform, workflow, asked, type };
}

test("an edit is asked about once, and waits for that answer", async () => {
  const { workflow, asked } = await open();
  const before = asked();
  await workflow.edit({ kind: "set_field", at: "/States/B/Comment", value: "last" });
  expect(workflow.analysis.of()).toBe(workflow.buffer.revision());
  expect(asked()).toBe(before + 1);
});

test("what was refused is asked again", async () => {
  const { platform, workflow, asked, type } = await open();
  const call = platform.call.bind(platform);
  const refuse = vi.spyOn(platform, "call").mockRejectedValueOnce(new Error("no answer"));
  type(text.length, "\n");
  await vi.waitFor(() => expect(workflow.analysis.refusal()).not.toBeNull());
  refuse.mockImplementation(call);
  const before = asked();
  await workflow.analysis.refresh();
  expect([asked(), workflow.analysis.refusal()]).toEqual([before + 1, null]);
});

test("a key that only moves states wakes nobody who looks at them, but their places are known", async () => {
  const { workflow, type } = await open();
  const { analysis } = workflow;
  let woken = 0;
  const dispose = createRoot((off) => {
    createEffect(() => (analysis.outline(), analysis.problems(), analysis.state("/States/A"), (woken += 1)));
    return off;
  });
  const before = analysis.place("/States/B")?.from ?? 0;
  type(1, "\n\n");
  await analysis.refresh();
  expect(woken).toBe(1);
  expect(analysis.place("/States/B")?.from).toBe(before + 2);
  type(text.indexOf('"Next": "B"') + 2 + '"Next": "B'.length, "x");
  await analysis.refresh();
  expect([woken, analysis.problems().length]).toEqual([2, 1]);
  dispose();
});

test("rules that need longer are asked again until they have looked at every state, and other rules at once", async () => {
  const { platform, workflow, asked } = await open();
  const call = platform.call.bind(platform);
  let left = 3;
  vi.spyOn(platform, "call").mockImplementation(async (name, request) => {
    const answer = await call(name, request);
    return name === "view_workflow" ? { ...answer, rules: "r", rules_left: (left -= 1) } : answer;
  });
  const before = asked();
  await workflow.analysis.obey("r");
  await vi.waitFor(() => expect(left).toBe(0));
  await workflow.analysis.obey("r");
  expect(asked()).toBe(before + 3);
});
