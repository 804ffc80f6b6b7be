import { render, screen, within } from "@solidjs/testing-library";
import user from "@testing-library/user-event";
import { createRoot } from "solid-js";
import { beforeEach, expect, test, vi } from "vitest";
import { FakePlatform, refusal } from "../testing/fake-platform";
import { App } from "./app";
import { Shell } from "./shell";

const text = '{\n  "StartAt": "A",\n  "States": { "A": { "Type": "Pass", "End": true } }\n}\n';

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

function start(prepare: (platform: FakePlatform) => void = (platform) => platform.signIn("Ada")) {
  const platform = new FakePlatform();
  platform.files.set("/home/ada/a.asl.json", text);
  prepare(platform);
  let app: App | undefined;
  render(() => <Shell app={(app = new App(platform))} />);
  if (!app) throw new Error("the shell was not drawn");
  return { platform, app, operations: () => platform.asked.map(({ operation }) => operation) };
}

test("without an account the sign-in form comes first, and a guest gets past it", async () => {
  const { app } = start(() => {});
  await screen.findByRole("heading", { name: "Create your account" });
  await user.click(screen.getByRole("button", { name: "Continue as guest" }));
  await screen.findByRole("heading", { name: "Ready workflows" });
  await screen.findByRole("button", { name: "Account: guest" });
  expect(app.account()).toBeNull();
});

test("keys do nothing before one has come in", async () => {
  start(() => {});
  await screen.findByRole("heading", { name: "Create your account" });
  await user.keyboard("{Control>}o{/Control}");
  expect(screen.queryByRole("dialog")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Continue as guest" }));
  await user.keyboard("{Control>}o{/Control}");
  await screen.findByRole("dialog", { name: "Open a workflow" });
});

test("a recent file opens; its text is saved as it is; typing makes it unsaved", async () => {
  const { platform, app, operations } = start();
  await user.click(await screen.findByRole("button", { name: /^a\.asl\.json/ }));
  await screen.findByRole("application", { name: "Workflow canvas" });
  const workflow = app.workflow()!;
  expect(workflow.dirty()).toBe(false);
  workflow.buffer.take([workflow.buffer.state.update({ changes: { from: text.length, insert: "\n" }, userEvent: "input.type" })]);
  expect(workflow.dirty()).toBe(true);
  await vi.waitFor(() => expect(platform.title).toBe("• a.asl.json – Signalbox"));
  await user.keyboard("{Control>}s{/Control}");
  await vi.waitFor(() => expect(workflow.dirty()).toBe(false));
  expect(platform.files.get("/home/ada/a.asl.json")).toBe(`${text}\n`);
  expect(operations()).toContain("save_document");
});

test("a form edit is one step that undo takes back", async () => {
  const { app } = start();
  await user.click(await screen.findByRole("button", { name: /^a\.asl\.json/ }));
  await vi.waitFor(() => expect(app.workflow()?.analysis.answered).toBe(true));
  app.workflow()!.selection.select(["/States/A"], "canvas");
  const form = await screen.findByRole("region", { name: "Form of A" });
  const comment = within(form).getByRole("textbox", { name: /Comment/ });
  await user.type(comment, "hello");
  await user.tab();
  await vi.waitFor(() => expect(app.workflow()!.buffer.text).toContain('"Comment": "hello"'));
  expect(app.workflow()!.buffer.undoStep()?.summary).toBe("Change Comment");
  await user.click(screen.getByRole("button", { name: "Undo" }));
  expect(app.workflow()!.buffer.text).toBe(text);
});

test("closing unsaved work asks; discarding leaves no draft", async () => {
  const { platform, app } = start();
  await user.click(await screen.findByRole("button", { name: /^a\.asl\.json/ }));
  app.workflow()!.buffer.replaceAll("{}", "Empty");
  await user.keyboard("{Control>}{F4}{/Control}");
  await screen.findByRole("dialog", { name: "Save your changes?" });
  await user.click(screen.getByRole("button", { name: "Discard changes" }));
  await screen.findByRole("heading", { name: "Ready workflows" });
  expect(platform.drafts.size).toBe(0);
  expect(platform.files.get("/home/ada/a.asl.json")).toBe(text);
});

test("what is typed is kept, and brought back with the tabs at the next start", async () => {
  const { platform, app } = start();
  await user.click(await screen.findByRole("button", { name: /^a\.asl\.json/ }));
  app.workflow()!.buffer.replaceAll("{ }", "Empty");
  app.showNew();
  await vi.waitFor(() => expect(platform.drafts.get("/home/ada/a.asl.json")?.text).toBe("{ }"));
  await vi.waitFor(() => expect(platform.openDocuments.keys).toHaveLength(2));
  const later = createRoot(() => new App(platform));
  await vi.waitFor(() => expect(later.tabs.all().map(({ name }) => name)).toEqual(["a.asl.json", "Untitled"]));
  expect(later.tabs.active()?.name).toBe("Untitled");
  expect(later.tabs.all().map(({ workflow }) => workflow.dirty())).toEqual([true, false]);
  later.tabs.all()[0]!.workflow.buffer.replaceAll(text, "As it was");
  await vi.waitFor(() => expect([...platform.drafts.keys()]).toEqual([later.tabs.all()[1]!.workflow.draftKey]));
});

test("tabs are walked, moved and closed; the neighbour is seen next", async () => {
  const { app } = start();
  await screen.findByRole("heading", { name: "Ready workflows" });
  for (let count = 0; count < 3; count += 1) app.showNew();
  const names = () => app.tabs.all().map(({ name }) => name);
  expect(names()).toEqual(["Untitled", "Untitled 2", "Untitled 3"]);
  await user.keyboard("{Control>}{Tab}{/Control}");
  expect(app.tabs.active()?.name).toBe("Untitled");
  await user.keyboard("{Alt>}{Shift>}{PageDown}{/Shift}{/Alt}");
  expect(names()).toEqual(["Untitled 2", "Untitled", "Untitled 3"]);
  await user.keyboard("{Alt>}w{/Alt}");
  expect(names()).toEqual(["Untitled 2", "Untitled 3"]);
  expect(app.tabs.active()?.name).toBe("Untitled 3");
  screen.getByRole("tab", { name: "Untitled 3" }).focus();
  await user.keyboard("{ArrowLeft}{Enter}");
  expect(app.tabs.active()?.name).toBe("Untitled 2");
  await user.keyboard("{Delete}{Control>}w{/Control}");
  await screen.findByRole("heading", { name: "Ready workflows" });
});

test("closing the other tabs leaves what is not saved open, and says so", async () => {
  const { app } = start();
  await user.click(await screen.findByRole("button", { name: /^a\.asl\.json/ }));
  app.workflow()!.buffer.replaceAll("{ }", "Empty");
  app.show({ path: null, name: "Kept", text, fingerprint: null, handlers_folder: null, input: null });
  app.show({ path: null, name: "Seen", text: `${text} `, fingerprint: null, handlers_folder: null, input: null });
  await user.keyboard("{Control>}k{/Control}");
  await user.keyboard("close the other");
  await user.keyboard("{Enter}");
  await screen.findByText("Closed 1 tab");
  await screen.findByText("1 tab with unsaved changes stayed open.");
  expect(app.tabs.all().map(({ name }) => name)).toEqual(["a.asl.json", "Seen"]);
});

test("a workflow with errors does not run but shows its problems", async () => {
  const { app } = start((platform) => {
    platform.signIn("Ada");
    platform.files.set("/home/ada/a.asl.json", text.replace('"End": true', '"Next": "B"'));
  });
  await user.click(await screen.findByRole("button", { name: /^a\.asl\.json/ }));
  await vi.waitFor(() => expect(app.workflow()?.analysis.count("error")).toBe(1));
  await user.click(screen.getByRole("button", { name: "Run" }));
  await screen.findByText("This workflow cannot run yet");
  expect(screen.queryByRole("dialog", { name: /^Run/ })).toBeNull();
});

test("a refusal for lack of a session brings the sign-in form with the reason", async () => {
  const { app } = start();
  app.refused({ code: "signed_out", message: "sign in to decide", hint: null, retry_after_seconds: null });
  await screen.findByText("sign in to decide");
  await screen.findByRole("heading", { name: "Sign in" });
});

test("any other refusal is a message with its hint", async () => {
  const { app } = start();
  app.refused({ code: "conflict", message: "`a.json` has changed", hint: "reload it", retry_after_seconds: null });
  await screen.findByText("“a.json” has changed");
  await screen.findByText("Reload it");
});

test("a back end that cannot open its data says why and what to do, in place of screens that would be empty", async () => {
  start((platform) => {
    platform.answers.describe_session = () => {
      const hint = "install the newer version; the file was left as it is";
      throw { ...refusal("unavailable", "the database `/data/signalbox.db` is from a newer version"), hint };
    };
  });
  await screen.findByRole("heading", { name: "Signalbox could not open its data" });
  screen.getByText("The database “/data/signalbox.db” is from a newer version");
  screen.getByText("Install the newer version; the file was left as it is");
  screen.getByRole("button", { name: "Try again" });
  expect(screen.queryByRole("heading", { name: "Ready workflows" })).toBeNull();
});
