// States that become a state machine of their own, and back. Each change is taken back and made again, byte for byte.

import { Tabs } from "./drivers/tabs.ts";
import { expect, test } from "./drivers/world.ts";

/** First → Double → Add → Last; what comes out of Double and Add is what the data were. */
const sums = `{
   "StartAt" : "First",
   "States" : {
      "First" : {"Type" : "Pass", "Result" : {"n" : 1.00, "list" : [1]}, "Assign" : {"rate" : 7}, "Next" : "Double"},
      "Double" : {"Type" : "Pass", "Parameters" : {"n.$" : "States.MathAdd($.n, $.n)", "list.$" : "$.list", "rate.$" : "$rate"}, "Next" : "Add"},
      "Add" : {"Type" : "Pass", "Result" : true, "ResultPath" : "$.added", "Next" : "Last"},
      "Last" : {"Type" : "Pass", "End" : true}
   }
}
`;

test("two states become a state machine that runs in their place, and come back", async ({ drawing, world }) => {
  test.setTimeout(120_000);
  const { app, hands } = drawing;
  const tabs = new Tabs(hands);
  await drawing.open(sums);
  const after = await drawing.change(async () => {
    await drawing.select("Double", "Add");
    await drawing.choose("Double", "Extract to a state machine");
    await hands.see("dialog", "Extract 2 states to a state machine");
    await hands.read("“$rate” is handed on");
    await hands.fill("Name", "sums", "[role=dialog]");
    await hands.read("“First” leads to “sums”");
    await hands.picture("extract");
    await hands.press("button", "Extract");
    await hands.read("Extracted 2 states to sums");
  });
  expect(after).toContain(`"First" : {"Type" : "Pass", "Result" : {"n" : 1.00, "list" : [1]}, "Assign" : {"rate" : 7}, "Next" : "sums"}`);
  await drawing.sees("sums");
  await tabs.see("drawing", "•sums");

  // It is kept, so a run here finds it; what comes out is what came out before.
  await app.run();
  await app.seesOutcome("Succeeded");
  await expect(hands.page.locator(".bottom")).toContainText(/n:\s*2.*rate:\s*7.*added:\s*true/s);

  await tabs.press("sums");
  await app.card("Unpack input");
  await app.seesNoProblems();
  await hands.picture("extracted");

  await tabs.press("drawing");
  await hands.page.emulateMedia({ colorScheme: "dark" });
  await hands.rightClick(await drawing.on("sums"));
  await hands.picture("nesting-menu");
  await hands.hit("Escape");
  await drawing.change(async () => {
    await drawing.choose("sums", "Inline the state machine");
    await hands.see("dialog", "Inline sums");
    await hands.press("radio", "Open workflow");
    await hands.read("“First” leads to “Double”");
    await hands.picture("inline");
    await hands.press("button", "Inline");
    await hands.read("Inlined sums");
  });
  expect(await drawing.text()).toBe(sums);
  expect(world.server.said).not.toContain("panicked");
});

test("a task with a retrier and a shape of its own is inlined as a Parallel state, and gives the same", async ({ drawing, world }) => {
  const { app, hands } = drawing;
  const child = { QueryLanguage: "JSONata", StartAt: "Twice", States: { Twice: { Type: "Pass", Output: { n: "{% $states.input.n * 2 %}" }, End: true } } };
  world.home.write("child.asl.json", JSON.stringify(child));
  await drawing.open(`{
  "QueryLanguage": "JSONata",
  "StartAt": "Run",
  "States": {
    "Run": {
      "Type": "Task",
      "Resource": "arn:aws:states:::states:startExecution.sync:2",
      "Arguments": { "StateMachineArn": "arn:aws:states:us-east-1:111111111111:stateMachine:child", "Input": { "n": "{% 20 + 1 %}" } },
      "Retry": [{ "ErrorEquals": ["States.ALL"] }],
      "Assign": { "answer": "{% $states.result.Output.n %}" },
      "Output": { "seen": "{% $states.result.Output %}" },
      "Next": "Last"
    },
    "Last": { "Type": "Pass", "Output": { "all": "{% [$answer, $states.input.seen.n] %}" }, "End": true }
  }
}
`);
  await app.openFile(world.home.documents, "child.asl.json");
  await app.card("Twice");
  await new Tabs(hands).press("drawing");
  await app.card("Run");
  const after = await drawing.change(async () => {
    await drawing.choose("Run", "Inline the state machine");
    await hands.read("“Run” becomes a Parallel state of one branch");
    await hands.read("Errors reach “Run” under their own names");
    await hands.picture("inline-parallel");
    await hands.press("button", "Inline");
    await hands.read("Inlined Run");
  });
  expect(JSON.parse(after).States.Run.Branches).toEqual([{ StartAt: "Twice", States: child.States }]);
  await app.run();
  await app.seesOutcome("Succeeded");
  await expect(hands.page.locator(".bottom")).toContainText(/0:\s*42.*1:\s*42/s);
});

test("what cannot leave says why, before anything is done", async ({ drawing }) => {
  const { hands } = drawing;
  await drawing.open(sums.replace(`"Type" : "Pass", "End"`, `"Type" : "Pass", "Parameters" : {"r.$" : "$rate"}, "End"`));
  await drawing.select("First");
  await drawing.choose("First", "Extract to a state machine");
  await hands.read("“First” assigns “$rate”, which “Double” uses outside");
  await expect(hands.page.getByRole("button", { name: "Extract" })).toBeDisabled();
  await hands.hit("Escape");
  await hands.miss("dialog", "Extract 1 state to a state machine");

  // Nothing here runs a state machine, so nothing can be inlined.
  await hands.rightClick(await drawing.on("Double"));
  await hands.see("menuitem", "Extract to a state machine");
  await hands.miss("menuitem", "Inline the state machine …");
});

test("by keyboard alone, heard and with a state machine that is kept", async ({ drawing, world }) => {
  const { hands } = drawing;
  await drawing.open(sums);
  await drawing.select("Double");
  await drawing.change(async () => {
    await hands.hit("Control", "Alt", "x");
    await hands.see("dialog", "Extract 1 state to a state machine");
    await hands.read("“First” leads to “drawing-Double”");
    await hands.hit("Enter");
    await hands.read("Extracted Double to drawing-Double");
  });
  await drawing.sees("drawing-Double");
  // Its tab is closed; the kept state machine is found.
  await new Tabs(hands).pressWheel("drawing-Double");
  await hands.press("button", "Discard");
  await drawing.sees("drawing-Double");
  await drawing.change(async () => {
    await hands.hit("Control", "k");
    await hands.type("inline the");
    await hands.hit("Enter");
    await hands.see("dialog", "Inline drawing-Double");
    await hands.read("“First” leads to “Double”");
    await hands.hit("Enter");
    await hands.miss("dialog", "Inline drawing-Double");
  });
  await drawing.sees("Double");
  expect(await drawing.text()).toBe(sums);
  expect(world.server.said).not.toContain("panicked");
});

test("a task whose state machine is nowhere, or unknown, stays", async ({ drawing }) => {
  const { hands } = drawing;
  const task = (arn: string) => `"Resource" : "arn:aws:states:::states:startExecution.sync:2", "Parameters" : {${arn}}, "OutputPath" : "$.Output"`;
  const one = task(`"StateMachineArn" : "arn:aws:states:us-east-1:1:stateMachine:gone"`);
  const other = task(`"StateMachineArn.$" : "$.which"`);
  await drawing.open(`{"StartAt" : "One", "States" : {"One" : {"Type" : "Task", ${one}, "Next" : "Other"}, "Other" : {"Type" : "Task", ${other}, "End" : true}}}`);
  await drawing.choose("One", "Inline the state machine");
  await hands.read("No open workflow and no state machine here is called “gone”");
  await hands.hit("Escape");
  await hands.miss("dialog", "Inline One");
  await drawing.choose("Other", "Inline the state machine");
  await hands.read("is known only while it runs");
});
