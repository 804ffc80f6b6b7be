import { render, screen } from "@solidjs/testing-library";
import user from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Client } from "../api/client";
import { FakePlatform } from "../testing/fake-platform";
import { StartDialog } from "./start-dialog";
import { wrongInput } from "./starting";

function dialog(platform: FakePlatform, input = "{}") {
  const started = vi.fn();
  render(() => (
    <StartDialog
      client={new Client(platform)}
      open
      input={input}
      what={{ text: "text", workflow: "Orders", handlersFolder: "/h" }}
      onClose={() => {}}
      onStarted={started}
    />
  ));
  return started;
}

const operations = (platform: FakePlatform) => platform.asked.map(({ operation }) => operation);
const start = () => screen.getByRole("button", { name: "Start run" });

test("nothing starts before every program is allowed", async () => {
  const platform = new FakePlatform();
  const started = dialog(platform, '{"a":1}');
  const box = await screen.findByRole("checkbox", { name: "Allow all 1" });
  expect((box as HTMLInputElement).checked).toBe(false);
  await user.click(start());
  expect(operations(platform)).toEqual(["list_needed_grants"]);
  await user.click(box);
  await user.click(start());
  await vi.waitFor(() => expect(started).toHaveBeenCalledWith("run-1", '{"a":1}'));
  expect(operations(platform).slice(1)).toEqual(["grant_functions", "start_execution"]);
});

test("programs that are allowed already are not asked about", async () => {
  const platform = new FakePlatform();
  platform.granted = true;
  const started = dialog(platform);
  await screen.findByText(/1 local program is allowed/);
  await user.click(start());
  await vi.waitFor(() => expect(started).toHaveBeenCalledOnce());
  expect(operations(platform)).not.toContain("grant_functions");
});

test("an input that is not JSON holds the start back", async () => {
  const platform = new FakePlatform();
  platform.granted = true;
  dialog(platform, "{");
  await screen.findByRole("alert");
  await user.click(start());
  expect(operations(platform)).not.toContain("start_execution");
  expect(wrongInput("[1, 2]")).toBeNull();
});

test("a run that skips waiting is started so", async () => {
  const platform = new FakePlatform();
  platform.granted = true;
  const started = dialog(platform);
  await screen.findByText(/1 local program is allowed/);
  const skip = screen.getByRole("checkbox", { name: "Skip waiting", description: /clock jumps over waits/ });
  expect((skip as HTMLInputElement).checked).toBe(false);
  await user.click(skip);
  await user.click(start());
  await vi.waitFor(() => expect(started).toHaveBeenCalledOnce());
  const request = platform.asked.find(({ operation }) => operation === "start_execution")?.request;
  expect(request).toMatchObject({ virtual_time: true });
});
