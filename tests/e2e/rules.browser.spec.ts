// The rules of a Choice, built without typing JSON. What a rule said before stays as it was written.

import { expect, test } from "./drivers/world.ts";

const choice = `{
  "StartAt": "Which",
  "States": {
    "Which": {
      "Type": "Choice",
      "Choices": [
        { "Variable": "$.total", "NumericGreaterThan": 1e3, "Next": "Large" },
        { "Variable": "$.kind", "StringMatches": "gift*", "Next": "Small" }
      ],
      "Default": "Small"
    },
    "Large": { "Type": "Succeed" },
    "Small": { "Type": "Succeed" }
  }
}
`;

test("a rule is joined with another test, turned round, and goes first", async ({ drawing }) => {
  await drawing.open(choice);
  await drawing.select("Which");
  const { page } = drawing.hands;
  const first = () => page.getByRole("group", { name: "rule 1", exact: true });
  await drawing.change(() => page.getByLabel("How rule 1 is joined").selectOption("Any of").then(() => {}));
  const second = first().getByRole("group", { name: "rule 1, test 2" });
  await drawing.change(() => second.getByRole("checkbox", { name: "Not" }).click());
  await drawing.change(() => page.getByLabel("How rule 1 is joined").selectOption("All of").then(() => {}));
  const after = await drawing.change(() => page.getByRole("button", { name: "Move rule 1 down" }).click());
  expect(after).toContain(`"NumericGreaterThan": 1e3`);
  expect((await drawing.states())["Which"]?.Choices).toEqual([
    { Variable: "$.kind", StringMatches: "gift*", Next: "Small" },
    {
      And: [{ Variable: "$.total", NumericGreaterThan: 1000 }, { Not: { Variable: "$.value", IsPresent: true } }],
      Next: "Large",
    },
  ]);
});

test("a list of one test becomes that test again", async ({ drawing }) => {
  await drawing.open(choice);
  await drawing.select("Which");
  const { page } = drawing.hands;
  await drawing.change(() => page.getByLabel("How rule 2 is joined").selectOption("All of").then(() => {}));
  await drawing.change(() => page.getByRole("button", { name: "Remove rule 2, test 2" }).click());
  await drawing.change(() => page.getByLabel("How rule 2 is joined").selectOption("One test").then(() => {}));
  const rules = (await drawing.states())["Which"]?.Choices as unknown[];
  expect(rules[1]).toEqual({ Variable: "$.kind", StringMatches: "gift*", Next: "Small" });
});

test("a condition is offered the fields that come in, and what they are", async ({ drawing }) => {
  const read = `"Read": { "Type": "Pass", "Result": { "kind": "book", "total": 5 }, "Next": "Which" },`;
  await drawing.open(choice.replace('"StartAt": "Which"', '"StartAt": "Read"').replace('"States": {', `"States": {\n    ${read}`));
  await drawing.select("Which");
  const { page } = drawing.hands;
  const rule = page.getByRole("group", { name: "rule 2", exact: true });
  /** What the browser offers in a field. */
  const offered = (label: string) =>
    rule.getByLabel(label).evaluate((field) => [...((field as HTMLInputElement).list?.options ?? [])].map(({ value }) => value));
  // Without any data, what tests of the field say is all that is known.
  await expect.poll(() => offered("Against")).toEqual(["gift*"]);
  await drawing.app.run();
  await drawing.app.seesOutcome("Succeeded");
  await drawing.select("Which");
  await expect.poll(() => offered("Value to test")).toEqual(["$", "$.kind", "$.total"]);
  await expect.poll(() => offered("Against")).toEqual(["book", "gift*"]);
  await drawing.change(async () => {
    await rule.getByLabel("Against").fill("book");
    await page.keyboard.press("Enter");
  });
  const rules = (await drawing.states())["Which"]?.Choices as unknown[];
  expect(rules[1]).toEqual({ Variable: "$.kind", StringMatches: "book", Next: "Small" });
});
