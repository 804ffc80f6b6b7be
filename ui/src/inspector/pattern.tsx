import { For, Show } from "solid-js";
import { withoutPattern } from "../catalogue/catalogue";
import { Field } from "../parts/field";
import { languageOf } from "../workflow/body";
import { actionOf, describedAction } from "./action";
import { outputEdits, tokenEdits } from "./callback";
import type { Desk } from "./desk";

/** What an ending of the resource waits for. */
const words: Readonly<Record<string, string>> = {
  "": "the answer to the request",
  sync: "the job it starts (.sync)",
  "sync:2": "the job, its output as JSON (.sync:2)",
  waitForTaskToken: "a person or system with the task token",
};

/** Which way of waiting the resource names by its ending. */
export function patternOf(resource: string): string {
  return resource.slice(withoutPattern(resource).length + 1);
}

/** How the task waits for its answer; written as the ending of the resource. Only service integrations have the choice. */
export function Pattern(props: { desk: Desk }) {
  const { desk } = props;
  const action = actionOf(desk);
  const resource = () => String(desk.body["Resource"] ?? "");
  const now = () => patternOf(resource());
  const offered = () => {
    const patterns = ["", ...(action()?.patterns ?? ["sync", "waitForTaskToken"])];
    return patterns.includes(now()) ? patterns : [...patterns, now()];
  };
  const pick = async (wanted: string) => {
    const isCallback = wanted === "waitForTaskToken";
    const token = isCallback ? ((await describedAction(desk))?.token ?? null) : null;
    const written = withoutPattern(resource()) + (wanted === "" ? "" : `.${wanted}`);
    const language = languageOf(desk.workflow, desk.body);
    desk.edit([
      { kind: "set_field", at: `${desk.path}/Resource`, value: written },
      ...(isCallback ? tokenEdits(desk.body, desk.path, language, token) : []),
      ...(isCallback ? outputEdits(desk.body, desk.path) : []),
    ]);
  };
  const help = () => {
    if (now() !== "waitForTaskToken") return undefined;
    return "It goes on when SendTaskSuccess or SendTaskFailure comes with the token. Give it a timeout or a heartbeat.";
  };
  return (
    <Show when={resource().includes(":states:::") && offered().length > 1}>
      <Field label="Waits for" help={help()}>
        {(control) => (
          <select {...control} class="input" onChange={(event) => void pick(event.currentTarget.value)}>
            <For each={offered()}>
              {(pattern) => (
                <option value={pattern} selected={pattern === now()}>
                  {words[pattern] ?? pattern}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
    </Show>
  );
}
