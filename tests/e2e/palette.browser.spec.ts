// What can be put on the canvas: 20,000 actions, states and patterns. Each change is taken back and made again.

import { pathOf } from "./drivers/app.ts";
import { middle } from "./drivers/hands.ts";
import { expect, test } from "./drivers/world.ts";

const two = `{
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Next": "Reserve stock" },
    "Reserve stock": { "Type": "Pass", "End": true }
  }
}
`;

const jsonata = `{
  "QueryLanguage": "JSONata",
  "StartAt": "First",
  "States": { "First": { "Type": "Pass", "End": true } }
}
`;

test("an action of the SDK is searched for and dropped with what it requires", async ({ drawing }) => {
  await drawing.open(two);
  await drawing.change(async () => drawing.bring("S3 GetObject", await drawing.between("First", "Reserve stock")));
  expect((await drawing.states())["GetObject"]).toEqual({
    Type: "Task",
    Resource: "arn:aws:states:::aws-sdk:s3:getObject",
    Parameters: { Bucket: "MyBucket", Key: "MyKey" },
    Next: "Reserve stock",
  });
  await drawing.app.seesNoProblems();
});

test("Enter in the search inserts the best find after the selection, in the workflow's language", async ({ drawing }) => {
  await drawing.open(jsonata);
  await drawing.change(async () => {
    await drawing.select("First");
    await drawing.hands.hit("/");
    await drawing.hands.type("dynamo get");
    await drawing.hands.where('.palette-item[aria-label="DynamoDB GetItem"]');
    await drawing.hands.hit("Enter");
  });
  const state = (await drawing.states())["GetItem"] as { Arguments?: unknown } | undefined;
  expect(state?.Arguments).toEqual({ TableName: "MyTable", Key: { id: { S: "{% $states.input.id %}" } } });
});

test("nothing that is typed right after / is lost, however late the next frame is", async ({ drawing }) => {
  const { hands } = drawing;
  await drawing.open(two);
  await drawing.select("First");
  await hands.page.evaluate(() => (window.requestAnimationFrame = () => 0));
  await hands.hit("/");
  await hands.type("dynamo");
  await expect(hands.page.locator(".palette input")).toHaveValue("dynamo");
});

test("a pattern is dropped as one step, and its states take free names", async ({ drawing }) => {
  await drawing.open(two);
  await drawing.change(async () => drawing.bring("Saga with compensation", await drawing.between("First", "Reserve stock")));
  const states = await drawing.states();
  expect(states["First"]?.Next).toBe("Reserve stock (2)");
  expect(states["Book shipping"]?.Next).toBe("Reserve stock");
  expect(states["Charge payment"]?.Catch).toMatchObject([{ Next: "Release stock" }]);
  await drawing.app.seesNoProblems();
});

test("services unfold by keyboard, and what is starred or used stands on top when one comes back", async ({ drawing }) => {
  const { hands } = drawing;
  await drawing.open(two);
  await drawing.select("First");
  await drawing.app.seek("translate text");
  await hands.press("button", "Favourite: Translate TranslateText");
  await drawing.app.seek(" ");
  await hands.hit("ArrowDown");
  await hands.where('.palette-item[aria-label="Translate TranslateText"]:focus');
  await drawing.change(() => hands.hit("Enter"));
  await drawing.again();
  const row = (number: number) => hands.page.locator(".palette-row").nth(number);
  await expect(row(0)).toHaveText("Favourites");
  await expect(row(1)).toContainText("TranslateText");
  await expect(row(2)).toHaveText("Recent");
  await expect(row(3)).toContainText("TranslateText");
  await hands.press("radio", "Flow");
  const wait = middle(await hands.where('.palette-item[aria-label="Wait"]'));
  await hands.drag(wait, await drawing.between("First", "TranslateText"));
  await hands.where(`[data-state="${pathOf("Wait")}"]`);
});

test("the palette is one stop of the Tab key, in which arrows walk", async ({ drawing, page }) => {
  const { hands } = drawing;
  await drawing.open(two);
  const at = (selector: string) => page.evaluate((wanted) => document.activeElement?.closest(wanted) !== null, selector);
  await page.locator(".palette input").focus();
  let stops = 0;
  while (!(await at(".canvas")) && stops < 20) {
    await hands.hit("Tab");
    stops += 1;
  }
  expect(stops, "from the search to the canvas").toBeLessThan(8);
  await page.locator(".palette input").focus();
  while (!(await at(".palette [role=list]"))) await hands.hit("Tab");
  await hands.hit("ArrowDown");
  await hands.where('.palette-item[aria-label="Human approval"]:focus');
  await hands.hit("ArrowDown");
  await hands.where('.palette-item[aria-label="Activity"]:focus');
  await hands.hit("Tab");
  await hands.hit("Tab");
  await hands.hit("Shift", "Tab");
  await hands.hit("Shift", "Tab");
  await hands.where('.palette-item[aria-label="Activity"]:focus');
});
