// Data: expressions show what they give, fields are dragged from it, variables are listed, sizes stand on the lines.

import type { Drawing } from "./drivers/drawing.ts";
import { expect, test } from "./drivers/world.ts";

const jsonata = `{
  "QueryLanguage": "JSONata",
  "StartAt": "Read",
  "States": {
    "Read": { "Type": "Pass", "Output": { "order": { "id": 7, "lines": [1, 2] } }, "Assign": { "total": 12 }, "Next": "Show" },
    "Show": { "Type": "Pass", "Output": { "id": "{% $states.input.order.id + $total %}" }, "End": true }
  }
}
`;

const jsonpath = `{
  "StartAt": "Read",
  "States": {
    "Read": { "Type": "Pass", "Result": { "order": { "id": 7 } }, "Next": "Show" },
    "Show": { "Type": "Pass", "Parameters": {}, "End": true }
  }
}
`;

/** Runs the workflow and opens the data of a state's form. */
async function runAndOpen(drawing: Drawing, state: string, tab: string): Promise<void> {
  await drawing.app.run();
  await drawing.app.seesOutcome("Succeeded");
  await drawing.select(state);
  await drawing.hands.press("tab", tab);
}

/** Opens the form of `Show` and writes into the dialog of its pinned data. */
async function writePin(drawing: Drawing, text: string): Promise<void> {
  const { page } = drawing.hands;
  await drawing.open(jsonata);
  await drawing.select("Show");
  await drawing.hands.press("tab", "Arguments & Output");
  await page.getByRole("button", { name: "Pin data …" }).click();
  await page.getByLabel("Pinned input").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}

const values = (drawing: Drawing) => drawing.hands.page.getByRole("status", { name: "Value of the expressions" }).first();

test("an expression shows its value while it is typed, and what fails in AWS's words", async ({ drawing }) => {
  await drawing.open(jsonata);
  await runAndOpen(drawing, "Show", "Arguments & Output");
  await expect(values(drawing)).toContainText("19");
  const { page } = drawing.hands;
  const editor = page.locator(".inspector .json-editor .cm-content").first();
  await editor.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText('{ "id": "{% $states.input.order.price %}" }');
  await expect(values(drawing)).toContainText("States.QueryEvaluationError");
  await expect(values(drawing)).toContainText("returned nothing (undefined).");
  await expect(page.locator(".inspector .cm-fault")).toHaveText("price");
});

test("the code tells what an expression gives", async ({ drawing }) => {
  await drawing.open(jsonata);
  await drawing.app.run();
  await drawing.app.seesOutcome("Succeeded");
  const { page } = drawing.hands;
  // The text is wider than its panel: what is looked at must come into sight first.
  await page.locator(".code-text .cm-line").filter({ hasText: "$total %}" }).getByText("{% $states").hover();
  await expect(page.locator(".code-card-value")).toContainText("→ 19");
});

test("a field of the data is dragged into the parameters as a path", async ({ drawing }) => {
  await drawing.open(jsonpath);
  await runAndOpen(drawing, "Show", "Input");
  const { page } = drawing.hands;
  const data = page.getByRole("region", { name: "Incoming data" });
  const after = await drawing.change(() =>
    data.locator(".incoming-row").filter({ hasText: /^id/ }).dragTo(page.locator(".inspector .json-editor .cm-content").first()),
  );
  expect(JSON.parse(after).States.Show.Parameters).toEqual({ "id.$": "$.order.id" });
  await expect(values(drawing)).toContainText("7");
});

test("pinned data stands in for a run, and a field of it is inserted by keyboard", async ({ drawing }) => {
  const { page } = drawing.hands;
  await writePin(drawing, '{ "order": { "id": 3, "weight kg": 2 } }');
  await page.getByRole("button", { name: "Pin", exact: true }).click();
  await page.locator(".inspector .json-editor .cm-content").first().click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.getByRole("button", { name: "Insert {% $states.input.order.`weight kg` %}" }).focus();
  await page.keyboard.press("Enter");
  await expect(values(drawing)).toContainText("2");
  await expect(page.locator(".code-text .cm-content")).toContainText("weight kg");
  expect((await drawing.states())["Show"]).toMatchObject({ Output: { "weight kg": "{% $states.input.order.`weight kg` %}" } });
});

test("pinned data says what is wrong with it, goes along with a new name, and is taken away again", async ({ drawing }) => {
  const { page } = drawing.hands;
  await writePin(drawing, '{ "order": ');
  await drawing.hands.read("not valid JSON");
  await page.keyboard.insertText('{ "id": 3 } }');
  await expect(page.getByText("not valid JSON")).toHaveCount(0);
  await page.getByRole("button", { name: "Pin", exact: true }).click();
  const incoming = page.getByRole("region", { name: "Incoming data" });
  await expect(incoming).toContainText("pinned");
  await drawing.on("Show");
  await drawing.hands.hit("F6");
  await drawing.hands.hit("F2");
  await drawing.hands.where(".rename-field");
  await drawing.hands.type("Show all 보기");
  await drawing.hands.hit("Enter");
  await drawing.sees("Show all 보기");
  await expect(incoming).toContainText("pinned");
  await drawing.app.undo();
  await drawing.sees("Show");
  await expect(incoming).toContainText("pinned");
  await page.getByRole("button", { name: "Unpin the data" }).click();
  await expect(incoming).toContainText("Run the workflow, or pin data");
});

test("variables name who sets and who reads them; lines say how much data passed", async ({ drawing }) => {
  await drawing.open(jsonata);
  await drawing.app.run();
  await drawing.app.seesOutcome("Succeeded");
  const { page } = drawing.hands;
  await expect(page.locator('.canvas [data-size="/States/Read/Next"]')).toContainText("B");
  await drawing.hands.press("tab", "Variables");
  const row = page.getByRole("row").filter({ hasText: "$total" });
  await row.getByRole("button", { name: "Show" }).click();
  await drawing.sees("Show");
});

test("an argument of an action takes a field of the data and shows its value", async ({ drawing }) => {
  await drawing.open(`{
  "StartAt": "Read",
  "States": {
    "Read": { "Type": "Pass", "Result": { "order": { "id": 9007199254740993 } }, "Next": "Tell" },
    "Tell": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sns:publish",
      "Parameters": { "TopicArn": "arn:aws:sns:us-east-1:111111111111:t", "Message": "hello", "Subject": "hi" },
      "End": true
    }
  }
}
`);
  await drawing.app.run();
  await drawing.app.seesOutcome("Failed");
  await drawing.select("Tell");
  const { page } = drawing.hands;
  const data = page.getByRole("region", { name: "Incoming data" });
  const id = data.locator(".incoming-row").filter({ hasText: /^id/ });
  // More digits than a number of the page has.
  await expect(id).toContainText("9007199254740993");
  const after = await drawing.change(async () => {
    await page.getByRole("textbox", { name: /^Subject/ }).click();
    await id.getByRole("button", { name: "Insert $.order.id" }).click();
  });
  expect(JSON.parse(after).States.Tell.Parameters).toMatchObject({ "Subject.$": "$.order.id" });
  // A text where JSON may stand is one value too: the field takes its place.
  const dropped = await drawing.change(() => id.dragTo(page.getByRole("textbox", { name: /^Message/ }).first()));
  expect(JSON.parse(dropped).States.Tell.Parameters).toEqual({
    TopicArn: "arn:aws:sns:us-east-1:111111111111:t",
    "Message.$": "$.order.id",
    "Subject.$": "$.order.id",
  });
  await expect(values(drawing)).toContainText("9007199254740993");
});
