import { render, screen, within } from "@solidjs/testing-library";
import user from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Client } from "../api/client";
import { Live } from "../api/live";
import { FakePlatform } from "../testing/fake-platform";
import { belongs } from "./execution-pages";
import { KeepDialog } from "./keep-dialog";
import { Machines } from "./machines";
import { machineName, wrongName } from "./names";

const text = '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}';

function start(prepare: (platform: FakePlatform) => void = () => {}) {
  const platform = new FakePlatform();
  prepare(platform);
  const live = new Live(new Client(platform));
  const props = {
    onConnect: vi.fn(),
    onEdit: vi.fn(),
    onShowRun: vi.fn(),
    onStarted: vi.fn(),
    onChoose: vi.fn(),
    refused: vi.fn(),
  };
  render(() => <Machines live={live} now={0} chosen={null} {...props} />);
  return { platform, live, ...props };
}

async function keep(platform: FakePlatform, name: string): Promise<void> {
  await platform.call("keep_state_machine", { name, text, kind: "STANDARD", replace: false });
}

test("an empty list says where state machines come from", async () => {
  const { onConnect } = start();
  await screen.findByText("No state machines yet");
  await user.click(screen.getAllByRole("button", { name: "Connect AWS clients" }).at(-1)!);
  expect(onConnect).toHaveBeenCalled();
});

test("what a client creates appears by itself", async () => {
  const { platform } = start();
  await screen.findByText("No state machines yet");
  await keep(platform, "orders");
  await screen.findByRole("heading", { name: "orders" });
  await screen.findByText("No executions yet");
});

test("executions are listed, filtered and opened", async () => {
  const { onShowRun } = start((platform) => {
    void keep(platform, "orders");
    for (const [arn, status] of [
      ["good", "SUCCEEDED"],
      ["bad", "FAILED"],
    ] as const)
      platform.runs.set(arn, { workflow: "orders", definition: text, input: "{}", events: [], status, output: null });
  });
  const rows = await screen.findByRole("list", { name: "Executions" });
  await within(rows).findByText("good");
  await user.click(screen.getByRole("radio", { name: "Failed" }));
  await vi.waitFor(() => expect(screen.queryByText("good")).toBeNull());
  await user.click(await screen.findByText("bad"));
  expect(onShowRun).toHaveBeenCalledWith("bad");
});

test("an execution is started, unless its functions are not allowed", async () => {
  const { platform, onStarted } = start((platform) => void keep(platform, "orders"));
  await user.click(await screen.findByRole("button", { name: "Start execution" }));
  const run = await screen.findByRole("button", { name: "Start run" });
  await vi.waitFor(() => expect(screen.getByText("Allow all 1")).toBeTruthy());
  expect(run.getAttribute("aria-disabled")).toBe("true");
  await user.click(screen.getByRole("checkbox", { name: "Allow all 1" }));
  await user.click(run);
  await vi.waitFor(() => expect(onStarted).toHaveBeenCalled());
  expect(platform.asked.map(({ operation }) => operation)).toContain("grant_functions");
});

test("a deleted state machine leaves the list", async () => {
  const { platform } = start((platform) => void keep(platform, "orders"));
  await user.click(await screen.findByRole("button", { name: "Delete the state machine" }));
  await user.click(await screen.findByRole("button", { name: "Delete" }));
  await screen.findByText("No state machines yet");
  expect(platform.machines.size).toBe(0);
});

test("keeping a workflow makes a name of its own, and says if it is taken", async () => {
  const platform = new FakePlatform();
  await keep(platform, "my-orders");
  const onKept = vi.fn();
  const live = new Live(new Client(platform));
  const props = { onKept, onClose: vi.fn(), name: "My orders.asl.json", text: () => text };
  render(() => <KeepDialog live={live} open {...props} />);
  const name = await screen.findByRole("textbox", { name: "Name" });
  await vi.waitFor(() => expect(name).toHaveProperty("value", "My-orders"));
  await user.clear(name);
  await user.type(name, "my-orders");
  await screen.findByText(/There is a state machine of this name/);
  await user.click(screen.getByRole("button", { name: "Change it" }));
  await vi.waitFor(() => expect(onKept).toHaveBeenCalledWith(expect.objectContaining({ name: "my-orders" }), false));
});

test("names are AWS's, and executions know whose they are", () => {
  expect([machineName("My orders.asl.json"), machineName("…"), machineName("a".repeat(99)).length]).toEqual([
    "My-orders",
    "workflow",
    80,
  ]);
  expect([machineName("orders.asl.yaml"), machineName("orders.YML")]).toEqual(["orders", "orders"]);
  expect([wrongName("a_b-1"), wrongName("a b"), wrongName("")]).toEqual([null, expect.any(String), expect.any(String)]);
  const machine = "arn:aws:states:us-east-1:1:stateMachine:a";
  expect(belongs("arn:aws:states:us-east-1:1:execution:a:x", machine)).toBe(true);
  expect(belongs("arn:aws:states:us-east-1:1:express:a:x:y", machine)).toBe(true);
  expect(belongs("arn:aws:states:us-east-1:1:execution:ab:x", machine)).toBe(false);
});
