import { expect, test } from "vitest";
import type { Client } from "../api/client";
import type { Document, WorkflowView } from "../api/generated";
import { bodyOf, machineOf } from "./body";
import { Workflow } from "./workflow";

const TEXT = `# why
Retries: &retries
- ErrorEquals: [States.ALL]
StartAt: A b
States:
  A b:
    Type: Task
    Resource: !Sub "\${Arn}"
    Retry: *retries
    Parameters: {n: 0x10, "t": 'it''s'}
`;

test("a state of a YAML text has the members that its text says, aliases included", async () => {
  const state = { path: "/States/A b", name: "A b", type: "Task", subtitle: "", scope: "" };
  const view = { notation: "yaml", problems: [], scene: null, outline: [state], places: [[80, 90]] } as unknown as WorkflowView;
  const client = { call: () => Promise.resolve(view) } as unknown as Client;
  const document = { name: "w", path: null, text: TEXT } as unknown as Document;
  const workflow = new Workflow(client, document);
  await workflow.analysis.refresh();
  expect(machineOf(workflow)?.["StartAt"]).toBe("A b");
  expect(bodyOf(workflow, "/States/A b")).toEqual({
    Type: "Task",
    Resource: "${Arn}",
    Retry: [{ ErrorEquals: ["States.ALL"] }],
    Parameters: { n: 16, t: "it's" },
  });
  workflow.buffer.replaceAll("a: [", "break it");
  expect(machineOf(workflow)).toBeNull();
  workflow.close();
});
