import { expect, test } from "vitest";
import { Client } from "../api/client";
import type { Operation, Operations } from "../api/generated";
import { FakePlatform } from "../testing/fake-platform";
import { Workflow } from "../workflow/workflow";
import { save } from "./saving";

const path = "/home/ada/a.asl.json";
const text = '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }';

/** Writes at once and answers when told, the last asked first. */
class SlowDisk extends FakePlatform {
  readonly #waiting: (() => void)[] = [];

  override async call<Name extends Operation>(operation: Name, request: Operations[Name][0]): Promise<Operations[Name][1]> {
    const answer = await super.call(operation, request);
    if (operation === "save_document") await new Promise<void>((go) => this.#waiting.push(go));
    return answer;
  }

  /** Answers until nothing is left to answer. */
  async answer(work: Promise<unknown>): Promise<void> {
    let over = false;
    void work.finally(() => (over = true));
    while (!over) {
      await new Promise((go) => setTimeout(go));
      this.#waiting.pop()?.();
    }
  }
}

test("a text saved twice in a row is saved, whichever answer comes first", async () => {
  const platform = new SlowDisk();
  platform.files.set(path, text);
  const workflow = new Workflow(new Client(platform), await platform.call("open_document", { path }));
  const first = save(workflow);
  workflow.buffer.replaceAll(`${text}\n`, "Add a line");
  await platform.answer(Promise.all([first, save(workflow)]));
  expect(platform.files.get(path)).toBe(`${text}\n`);
  expect(workflow.dirty()).toBe(false);
});
