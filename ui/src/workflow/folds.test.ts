import { expect, test, vi } from "vitest";
import { Client } from "../api/client";
import { FakePlatform } from "../testing/fake-platform";
import { Workflow } from "./workflow";

const inner =
  '"Inner": { "Type": "Parallel", "Branches": [{ "StartAt": "Deep", "States": { "Deep": { "Type": "Pass", "End": true } } }], "End": true }';
const text = `{ "StartAt": "Outer", "States": { "Outer": { "Type": "Parallel", "Branches": [{ "StartAt": "Inner", "States": { ${inner} } }], "End": true } } }`;
const within = "/States/Outer/Branches/0/States/Inner";
const deep = `${within}/Branches/0/States/Deep`;

async function open() {
  const document = { path: null, name: "Nested", text, fingerprint: null, handlers_folder: null, input: null };
  const workflow = new Workflow(new Client(new FakePlatform()), document);
  await workflow.analysis.refresh();
  return workflow;
}

test("what is folded away hands its selection to the card that stands for it", async () => {
  const { folds, selection, analysis } = await open();
  expect(analysis.state(deep)?.name).toBe("Deep");
  selection.select([deep], "canvas");
  folds.set([within, "/States/Outer"]);
  await vi.waitFor(() => expect(selection.states()).toEqual(["/States/Outer"]));
  folds.set([]);
  expect(selection.states()).toEqual(["/States/Outer"]);
});

test("the text of a container is its own without that of the states inside", async () => {
  const { analysis, buffer } = await open();
  const own = (path: string) =>
    analysis
      .ownPlaces(path)
      .map(({ from, to }) => buffer.slice(from, to))
      .join("");
  expect(own("/States/Outer")).toContain('"StartAt": "Inner"');
  expect(own("/States/Outer")).not.toContain("Deep");
  expect(own(within)).toContain('"StartAt": "Deep"');
  expect(own(deep)).toContain('"Type": "Pass"');
});
