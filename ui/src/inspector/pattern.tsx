import { Show } from "solid-js";
import { Field } from "../parts/field";
import type { Desk } from "./desk";

const ends = { answer: "", job: ".sync", token: ".waitForTaskToken" } as const;
type Pattern = keyof typeof ends;

/** Which way of waiting the resource names by its ending. */
export function patternOf(resource: string): Pattern {
  if (resource.endsWith(".waitForTaskToken")) return "token";
  return /\.sync(:2)?$/.test(resource) ? "job" : "answer";
}

/** How the task waits for its answer; written as the ending of the resource. Only service integrations have the choice. */
export function Pattern(props: { desk: Desk }) {
  const resource = () => String(props.desk.body["Resource"] ?? "");
  const pick = (wanted: Pattern) =>
    props.desk.write("/Resource", resource().replace(/(\.sync(:2)?|\.waitForTaskToken)$/, "") + ends[wanted]);
  return (
    <Show when={resource().startsWith("arn:aws:states:::")}>
      <Field
        label="Waits for"
        help={patternOf(resource()) === "token" ? "The arguments must carry the task token: $$.Task.Token." : undefined}
      >
        {(control) => (
          <select
            {...control}
            class="input"
            value={patternOf(resource())}
            onChange={(event) => pick(event.currentTarget.value as Pattern)}
          >
            <option value="answer">the answer to the request</option>
            <option value="job">the job it starts (.sync)</option>
            <option value="token">a person or system with the task token</option>
          </select>
        )}
      </Field>
    </Show>
  );
}
