// Switching states off and on again: from the key, the menu and the form. What is off gives its input on, here as on AWS.

import { expect, test } from "./drivers/world.ts";

/** Asks somebody who is not there, and says what came of it. */
const asking = `{
  "StartAt": "Ask",
  "States": {
    "Ask": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {"QueueUrl": "nobody", "MessageBody": {"n":   1.00}},
      "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Complain"}],
      "Next": "Tell"
    },
    "Tell": {"Type": "Pass", "Parameters": {"text.$": "States.Format('heard of {}', $.who)"}, "End": true},
    "Complain": {"Type": "Fail", "Error": "Nobody"}
  }
}
`;

test("a step that is off is passed over by a run, and comes back byte for byte", async ({ app, drawing }) => {
  const { hands } = drawing;
  await drawing.open(asking);
  await drawing.select("Ask");
  const off = await drawing.change(() => hands.hit("d"));
  expect(off).toContain("Switched off: ");
  await hands.read("This state is switched off");
  await hands.press("button", "Run");
  await hands.see("dialog", "Run ");
  await hands.click(await hands.where(".start-input .cm-content").then(({ x, y }) => ({ x: x + 30, y: y + 8 })));
  await hands.hit("Control", "a");
  await hands.type(`{"who": "Ada"}`);
  await hands.press("button", "Start run");
  await app.seesOutcome("Succeeded");
  await hands.read("heard of Ada");
  await hands.press("button", "Leave the run");
  await drawing.select("Ask");
  await hands.press("button", "Switch on");
  await expect.poll(() => drawing.text()).toBe(asking);
});

test("a selection goes off together, and one that decides is refused by name", async ({ drawing }) => {
  const { hands } = drawing;
  await drawing.open(asking);
  await drawing.select("Ask", "Tell");
  await drawing.change(() => hands.hit("d"));
  expect(Object.values(await drawing.states()).map((state) => (state as { Type: string }).Type)).toEqual(["Parallel", "Pass", "Fail"]);
  await drawing.choose("Complain", "Switch off or on");
  await hands.read("only states with a next one can be switched off");
});
