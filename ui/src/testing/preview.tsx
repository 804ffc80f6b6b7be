import { render } from "solid-js/web";
import type { HistoryEvent } from "../api/generated";
import { App } from "../shell/app";
import { Shell } from "../shell/shell";
import { setTheme } from "../shell/theme";
import "../styles";
import { FakePlatform } from "./fake-platform";

// Shows the interface without a back end: `npm run dev`, then /preview.html?screen=design&theme=dark. Not part of a build.
const wanted = new URLSearchParams(location.search);
const texts = import.meta.glob("../../../assets/workflows/*/workflow.asl.json", {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;
const inputs = import.meta.glob("../../../assets/workflows/*/input.json", {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;

setTheme(wanted.get("theme") === "dark" ? "dark" : "light");

const platform = new FakePlatform();
platform.samples = Object.entries(texts).map(([path, text]) => {
  const id = path.split("/").at(-2) ?? "";
  const name = id.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
  return {
    id,
    title: name,
    document: {
      path: null,
      name,
      text,
      fingerprint: null,
      handlers_folder: "/opt/functions",
      input: inputs[path.replace("workflow.asl.json", "input.json")] ?? "{}",
    },
  };
});
platform.files.set("/home/ada/orders.asl.json", texts[Object.keys(texts)[0] ?? ""] ?? "{}");
platform.files.set("/home/ada/old.asl.json", "{}");

const screen = wanted.get("screen") ?? "gate";
if (screen !== "gate") platform.signIn("Ada Lovelace");
if (screen === "inbox" || screen === "run") {
  const evidence = { orderId: "A-1042", total: 1840.5, items: [{ sku: "K-1", amount: 2 }], shipTo: { country: "NO" } };
  platform.approvals = [1, 2].map((id) => ({
    id: String(id),
    execution_arn: "run-1",
    workflow: "Order fulfilment",
    state: "Approve order",
    title: "Ship order A-1042 for 1840.50 EUR?",
    instructions: "Check the address and the total.",
    evidence,
    status: "pending",
    requested_at: Date.now() - 600_000,
    due_at: Date.now() + 86_400_000 * id,
    decided_by: null,
    decided_at: null,
    comment: null,
    closed_reason: null,
  }));
}
if (screen === "run")
  platform.runs.set("run-1", {
    workflow: "Order fulfilment",
    definition: "",
    input: '{"orderId":"A-1042"}',
    events: sampleHistory(),
    status: "RUNNING",
    output: null,
  });

function preview() {
  const app = new App(platform);
  if (screen === "design" || screen === "run")
    void app.openSample("order-fulfilment").then(() => screen === "run" && app.tabs.active()?.bench.watch("run-1"));
  if (screen === "inbox") app.go("inbox");
  return <Shell app={app} />;
}

const root = document.getElementById("root");
if (root) render(preview, root);

function sampleHistory(): HistoryEvent[] {
  const started = Date.now() - 4000;
  const list: [type: string, details: HistoryEvent[string], previous?: number][] = [
    ["ExecutionStarted", { executionStartedEventDetails: {} }],
    ["TaskStateEntered", { stateEnteredEventDetails: { name: "Check order", input: '{"orderId":"A-1042"}' } }, 0],
    ["LambdaFunctionScheduled", {}],
    ["LambdaFunctionFailed", { lambdaFunctionFailedEventDetails: { error: "Busy", cause: "too many" } }],
    ["LambdaFunctionScheduled", {}],
    ["LambdaFunctionSucceeded", {}],
    [
      "TaskStateExited",
      { stateExitedEventDetails: { name: "Check order", output: '{"orderId":"A-1042","totals":{"total":1840.5}}' } },
    ],
    ["ParallelStateEntered", { stateEnteredEventDetails: { name: "Prepare", input: "{}" } }],
    ["ParallelStateStarted", {}],
    ["TaskStateEntered", { stateEnteredEventDetails: { name: "Reserve stock", input: "{}" } }, 9],
    ["TaskStateEntered", { stateEnteredEventDetails: { name: "Score risk", input: "{}" } }, 9],
  ];
  return list.map(([type, details, previous], index) => ({
    id: index + 1,
    previousEventId: previous ?? index,
    timestamp: started + index * 300,
    type,
    ...(details as object),
  }));
}
