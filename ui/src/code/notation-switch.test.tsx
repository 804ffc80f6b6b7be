import { render, screen } from "@solidjs/testing-library";
import user from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Client } from "../api/client";
import { FakePlatform } from "../testing/fake-platform";
import { Workflow } from "../workflow/workflow";
import { NotationSwitch } from "./notation-switch";

const json = '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Comment": "# one", "End": true } } }\n';
const yaml = (comment: string) => `StartAt: A\nStates:\n  A:${comment}\n    Type: Pass\n    Comment: "# one"\n    End: true\n`;

test.each([
  ["comments are said to be left out, until they are back", " # the first", true],
  ["a text that looks like a comment is none", "", false],
])("%s", async (_, comment, told) => {
  const platform = new FakePlatform({ convert_workflow: () => ({ text: json }) });
  const document = { path: null, name: "Orders", text: yaml(comment), fingerprint: null, handlers_folder: null, input: null };
  const workflow = new Workflow(new Client(platform), document);
  vi.spyOn(workflow.analysis, "notation", "get").mockReturnValue("yaml");
  render(() => <NotationSwitch workflow={workflow} />);
  await user.click(screen.getByRole("radio", { name: "JSON" }));
  await vi.waitFor(() => expect(workflow.buffer.text).toBe(json));
  const note = () => screen.queryByText(/JSON has no comments/);
  expect(note() !== null).toBe(told);
  workflow.undo();
  expect(workflow.buffer.text).toBe(yaml(comment));
  expect(note()).toBeNull();
});
