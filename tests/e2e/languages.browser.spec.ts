// From JSONPath to JSONata: from the menu, the form of a state and the form of the workflow. What a run gives stays the same.

import { expect, test } from "./drivers/world.ts";

/** Gathers an order, looks at it, and says what came of it. */
const orders = `{
  "StartAt": "Gather",
  "States": {
    "Gather": {"Type": "Pass", "Parameters": {"total": 2, "name.$": "$.who", "lines.$": "$.lines[*].sku"}, "ResultPath": "$.order", "Next": "Large?"},
    "Large?": {
      "Type": "Choice",
      "Choices": [{"And": [{"Variable": "$.order.total", "NumericGreaterThan": 1}, {"Variable": "$.who", "StringMatches": "A*"}], "Next": "Tell"}],
      "Default": "No"
    },
    "Tell": {"Type": "Pass", "Parameters": {"text.$": "States.Format('{} has {} lines', $.who, States.ArrayLength($.order.lines))"}, "OutputPath": "$.text", "End": true},
    "No": {"Type": "Fail", "Error": "Small"}
  }
}
`;
const input = `{"who": "Ada", "lines": [{"sku": "a"}, {"sku": "b"}]}`;

test("a state is converted from its menu, and taken back byte for byte", async ({ drawing }) => {
  await drawing.open(orders);
  await drawing.change(() => drawing.choose("Gather", "Write in JSONata"));
  const text = await drawing.text();
  expect(text).toContain(`"QueryLanguage": "JSONata"`);
  expect(text).toContain(`$merge([$states.input, {'order': {'total': 2, 'name': $states.input.who`);
  await drawing.hands.rightClick(await drawing.on("Gather"));
  await drawing.hands.see("menuitem", "Rename");
  await drawing.hands.miss("menuitem", "Write in JSONata");
});

test("the form converts one state, and the form of the workflow the rest; a run gives what it gave", async ({ app, drawing }) => {
  const { hands } = drawing;
  await drawing.open(orders);
  const outcome = async () => {
    await hands.press("button", "Run");
    await hands.see("dialog", "Run ");
    await hands.click(await hands.where(".start-input .cm-content").then(({ x, y }) => ({ x: x + 30, y: y + 8 })));
    await hands.hit("Control", "a");
    await hands.type(input);
    await hands.press("button", "Start run");
    await app.seesOutcome("Succeeded");
    await hands.read("Ada has 2 lines");
    await hands.press("button", "Leave the run");
  };
  await outcome();
  await drawing.select("Large?");
  await drawing.change(() => hands.press("button", "Write this state in JSONata"));
  await drawing.change(async () => {
    await drawing.select("Tell");
    await hands.hit("Escape");
    await hands.press("button", "Write all states in JSONata");
  });
  const text = await drawing.text();
  expect(JSON.parse(text).QueryLanguage).toBe("JSONata");
  expect(text.match(/QueryLanguage/g), "said once").toHaveLength(1);
  await outcome();
});

test("what JSONata cannot say is named, and nothing is changed", async ({ drawing }) => {
  const text = orders.replace("$.lines[*].sku", "$.lines[-2:]");
  await drawing.open(text);
  await drawing.choose("Gather", "Write in JSONata");
  await drawing.hands.read("in “Parameters” of “Gather” has no counterpart in JSONata");
  await drawing.hands.read("rewrite that field by hand");
  expect(await drawing.text()).toBe(text);
});
