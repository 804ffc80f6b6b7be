import { render, screen } from "@solidjs/testing-library";
import user from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Client } from "../api/client";
import type { Edited } from "../api/generated";
import { ToastRegion, Toasts } from "../parts/toast";
import { FakePlatform } from "../testing/fake-platform";
import { Workflow } from "../workflow/workflow";
import { Editing } from "./editing";

const text = JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass", End: true } } });

/** A workflow whose back end puts a blank before the text, whatever is asked, and tells that a transition has changed. */
function begin() {
  const platform = new FakePlatform();
  const call = platform.call.bind(platform);
  const edited: Omit<Edited, "summary"> = {
    changes: [{ from: 0, to: 0, insert: " " }],
    select: [],
    effects: [{ kind: "relinked", text: "`A` leads to `B`", state: null }],
    extracted: null,
  };
  platform.call = (operation, request) =>
    operation === "edit_workflow"
      ? (Promise.resolve({ ...edited, summary: summaries.shift() ?? "" }) as never)
      : call(operation, request);
  const summaries: string[] = [];
  const document = { path: null, name: "Orders", text, fingerprint: null, handlers_folder: null, input: null };
  const workflow = new Workflow(new Client(platform), document);
  const toasts = new Toasts();
  const editing = new Editing(workflow, (toast) => toasts.show(toast), String);
  render(() => <ToastRegion toasts={toasts} />);
  return { workflow, editing, summaries };
}

test("only the last edit is told, and taken back only while it is the last step", async () => {
  const { workflow, editing, summaries } = begin();
  summaries.push("Move A", "Move B");
  editing.edit({ kind: "move_states", states: ["/States/A"], on: "/StartAt" });
  editing.edit({ kind: "move_states", states: ["/States/B"], on: "/StartAt" });
  await screen.findByText("Moved B");
  expect(screen.queryByText("Moved A")).toBeNull();
  workflow.buffer.take([workflow.buffer.state.update({ changes: { from: 0, insert: "x" }, userEvent: "input.type" })]);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  workflow.undo();
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(workflow.buffer.undoStep()?.summary).toBe("Move A");
});

test("a state that was put between two others is seen, and not told", async () => {
  const { workflow, editing, summaries } = begin();
  summaries.push("Move A", "Insert B");
  editing.edit({ kind: "move_states", states: ["/States/A"], on: "/StartAt" });
  await screen.findByText("Moved A");
  editing.edit({ kind: "insert_state", on: "/StartAt", name: "B", body: {} });
  await workflow.settled();
  expect(workflow.buffer.undoStep()?.summary).toBe("Insert B");
  expect(screen.queryByText("Moved A")).not.toBeNull();
});
