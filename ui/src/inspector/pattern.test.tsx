import { render, screen } from "@solidjs/testing-library";
import user from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Client } from "../api/client";
import type { DescribeActionReply } from "../api/generated";
import { FakePlatform } from "../testing/fake-platform";
import { Workflow } from "../workflow/workflow";
import { Desk } from "./desk";
import { Pattern } from "./pattern";

const sendMessage: DescribeActionReply = {
  resource: "arn:aws:states:::sqs:sendMessage",
  service: "Amazon SQS",
  title: "SendMessage",
  purpose: "",
  optimised: true,
  twin: null,
  patterns: ["waitForTaskToken"],
  token: "/MessageBody",
  form: { root: null, shapes: [] },
  errors: [],
  starter: { json_path: "{}", jsonata: "{}" },
};

const text = JSON.stringify({
  StartAt: "Send",
  States: { Send: { Type: "Task", Resource: sendMessage.resource, Parameters: { QueueUrl: "q" }, End: true } },
});

test("a callback chosen before the catalogue has answered hands out the token all the same", async () => {
  const platform = new FakePlatform();
  let answer: (action: DescribeActionReply) => void = () => {};
  const catalogue = new Promise<DescribeActionReply>((resolve) => (answer = resolve));
  const call = platform.call.bind(platform);
  vi.spyOn(platform, "call").mockImplementation((operation, request) =>
    operation === "describe_action" ? (catalogue as never) : call(operation, request),
  );
  const document = { path: null, name: "Orders", text, fingerprint: null, handlers_folder: null, input: null };
  const workflow = new Workflow(new Client(platform), document);
  await workflow.analysis.refresh();
  render(() => <Pattern desk={new Desk(workflow, "/States/Send", () => {})} />);
  await user.selectOptions(screen.getByLabelText("Waits for"), "waitForTaskToken");
  answer(sendMessage);
  await vi.waitFor(() => expect(workflow.buffer.text).toContain("waitForTaskToken"));
  const { States } = JSON.parse(workflow.buffer.text) as { States: { Send: { Parameters: unknown } } };
  expect(States.Send.Parameters).toEqual({ QueueUrl: "q", MessageBody: { "TaskToken.$": "$$.Task.Token" } });
});
