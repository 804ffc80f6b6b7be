import { render, screen } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import { Client } from "../api/client";
import { FakePlatform } from "../testing/fake-platform";
import { Workflow } from "../workflow/workflow";
import { TargetPicker } from "./controls";
import { Desk } from "./desk";

const names = Array.from({ length: 500 }, (_, number) => `State ${number}`);
const text = JSON.stringify({
  StartAt: "State 0",
  States: Object.fromEntries(names.map((name) => [name, { Type: "Pass", Next: "State 7" }])),
});

test("of hundreds of states only the chosen one is an option until somebody is about to choose", async () => {
  const document = { path: null, name: "Large", text, fingerprint: null, handlers_folder: null, input: null };
  const workflow = new Workflow(new Client(new FakePlatform()), document);
  await workflow.analysis.refresh();
  render(() => {
    const desk = new Desk(workflow, "/States/State 3", String);
    return <TargetPicker desk={desk} label="Next state" value="State 7" mayEnd onPick={String} />;
  });
  const picker = screen.getByRole<HTMLSelectElement>("combobox", { name: "Next state" });
  expect([...picker.options].map(({ text: shown }) => shown)).toEqual(["End of workflow", "State 7"]);
  picker.focus();
  expect(picker.options).toHaveLength(500);
  expect(picker.selectedOptions[0]?.text).toBe("State 7");
});
