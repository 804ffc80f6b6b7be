// The form of a task, made from the request of its action. Each change is taken back and made again, byte for byte.

import { expect, test } from "./drivers/world.ts";

/** With habits of its own, which edits must keep. */
const order = `{
   "StartAt" : "Send",
   "States" : {
      "Send" : {"Type" : "Task", "Resource" : "arn:aws:states:::sqs:sendMessage",
         "Parameters": {"QueueUrl": "q", "Extra": 1.00, "MessageBody.$": "$.order"},
         "Retry" : [ {"ErrorEquals" : ["States.Timeout"], "IntervalSeconds": 5, "MaxAttempts": 4, "BackoffRate": 3, "MaxDelaySeconds": 20} ],
         "Next" : "Each"},
      "Each" : {"Type" : "Map", "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}, "End" : true}
   }
}
`;

test("parameters have fields: a fixed value, an expression, one more of the optional ones", async ({ drawing }) => {
  const { hands } = drawing;
  await drawing.open(order);
  await drawing.select("Send");
  await hands.read("Also given: Extra");
  await drawing.change(async () => {
    await hands.page.getByLabel("Add a parameter to SendMessage").selectOption("DelaySeconds");
    await hands.fill("DelaySeconds", "15");
    await hands.hit("Enter");
  });
  await drawing.change(async () => {
    await hands.press("button", "Expression for QueueUrl");
    await hands.fill("QueueUrl", "$.queue");
    await hands.hit("Enter");
  });
  const text = await drawing.text();
  expect(text).toContain('"Parameters": {"QueueUrl.$": "$.queue", "Extra": 1.00, "MessageBody.$": "$.order", "DelaySeconds" : 15}');
});

test("waiting for a callback hands out the task token in the same step", async ({ drawing }) => {
  await drawing.open(order);
  await drawing.select("Send");
  await drawing.change(async () => {
    await drawing.hands.page.getByLabel("Waits for").selectOption("waitForTaskToken");
  });
  const state = (await drawing.states())["Send"] as { Resource?: string; Parameters?: unknown } | undefined;
  expect(state?.Resource).toBe("arn:aws:states:::sqs:sendMessage.waitForTaskToken");
  expect(state?.Parameters).toMatchObject({ MessageBody: { "TaskToken.$": "$$.Task.Token", "Input.$": "$.order" } });
});

test("a retrier shows its waits and is offered the errors of the action", async ({ drawing }) => {
  const { hands } = drawing;
  await drawing.open(order);
  await drawing.select("Send");
  await hands.press("tab", "Error handling");
  await expect(hands.page.getByLabel("Waits before each attempt").getByRole("listitem")).toHaveText(["5 s", "15 s", "20 s", "20 s"]);
  await expect(hands.page.locator('datalist option[value="SQS.QueueDoesNotExistException"]')).toHaveCount(1);
  await drawing.change(async () => {
    await hands.page.getByRole("combobox", { name: "Errors" }).fill("SQS.QueueDoesNotExistException");
    await hands.hit("Enter");
  });
  expect(await drawing.text()).toContain('["States.Timeout", "SQS.QueueDoesNotExistException"]');
});

test("a Map becomes distributed, reads a CSV file and goes back", async ({ drawing }) => {
  const { hands } = drawing;
  await drawing.open(order);
  await drawing.select("Each");
  await drawing.change(async () => {
    await hands.page.getByLabel("Processing mode").selectOption("DISTRIBUTED");
  });
  await drawing.change(async () => {
    await hands.page.getByLabel("Items come from").selectOption("CSV");
  });
  expect((await drawing.states())["Each"]).toMatchObject({
    ItemReader: { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" } },
    ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } },
  });
  await drawing.app.seesNoProblems();
  await drawing.change(async () => {
    await hands.page.getByLabel("Processing mode").selectOption("INLINE");
  });
  expect((await drawing.states())["Each"]).not.toHaveProperty("ItemReader");
});

test("a map has a row for each key: added, renamed, computed, removed", async ({ drawing }) => {
  await drawing.open(`{
  "StartAt": "Get",
  "States": {
    "Get": {
      "Type": "Task",
      "Resource": "arn:aws:states:::dynamodb:getItem",
      "Parameters": { "TableName": "orders", "Key": { "id": { "S.$": "$.id" } } },
      "End": true
    }
  }
}
`);
  await drawing.select("Get");
  const { page } = drawing.hands;
  const key = page.getByRole("group", { name: "Key", exact: true });
  const parameters = async (act: () => Promise<void>) => JSON.parse(await drawing.change(act)).States.Get.Parameters;
  const type = async (label: string, text: string) => {
    await page.getByRole("textbox", { name: label }).fill(text);
    await page.keyboard.press("Enter");
  };
  expect((await parameters(() => type("New key of Key", "day"))).Key).toEqual({ id: { "S.$": "$.id" }, day: {} });
  expect(Object.keys((await parameters(() => type("Key of day", "date"))).Key)).toEqual(["id", "date"]);
  await key.getByRole("textbox", { name: "Key of date" }).fill("id");
  await expect(key.getByText("there is a key id already")).toBeVisible();
  await key.getByRole("textbox", { name: "Key of date" }).fill("date");
  const removed = await parameters(() => key.getByRole("button", { name: "Remove date" }).click());
  expect(removed.Key).toEqual({ id: { "S.$": "$.id" } });
});

test("several states are given a timeout together, as one step; a path that said it goes", async ({ drawing }) => {
  const task = (more: string) => `{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, ${more}}`;
  await drawing.open(`{
  "StartAt": "Charge",
  "States": {
    "Charge": ${task('"TimeoutSecondsPath": "$.limit", "Next": "Send"')},
    "Send": ${task('"TimeoutSeconds": 1.20e1, "Next": "Done"')},
    "Done": {"Type": "Succeed"}
  }
}
`);
  const { page } = drawing.hands;
  await drawing.select("Charge");
  await drawing.hands.hit("Control", "a");
  await drawing.hands.see("heading", "3 states selected");
  const field = page.getByRole("textbox", { name: /^Timeout in seconds, 2 of 3/ });
  await expect(field).toHaveAttribute("placeholder", "different");
  await field.fill("soon");
  await expect(page.getByText("must be a whole number")).toBeVisible();
  const after = await drawing.change(async () => {
    await field.fill("30");
    await field.blur();
  });
  const { Charge: charge, Send: send, Done: done } = JSON.parse(after).States;
  expect([charge.TimeoutSeconds, charge.TimeoutSecondsPath, send.TimeoutSeconds, done.TimeoutSeconds]).toEqual([30, undefined, 30, undefined]);
  await drawing.hands.see("heading", "3 states selected");
});
