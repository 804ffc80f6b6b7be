import { Show } from "solid-js";
import type { DescribeActionReply } from "../api/generated";
import { IncomingData } from "../expressions/incoming";
import { Field } from "../parts/field";
import { languageOf } from "../workflow/body";
import { at } from "../workflow/pointer";
import { actionOf } from "./action";
import { isExpression } from "./argument";
import { Members } from "./argument-group";
import type { Desk } from "./desk";
import { patternOf } from "./pattern";

/** What a task asks of its action: a field for each parameter, made from the form of the request. */
export function RequestForm(props: { desk: Desk }) {
  const action = actionOf(props.desk);
  return (
    <Show when={action()} keyed>
      {(found) => <Request desk={props.desk} action={found} />}
    </Show>
  );
}

function Request(props: { desk: Desk; action: DescribeActionReply }) {
  const { desk } = props;
  const place = () => (languageOf(desk.workflow, desk.body) === "JSONata" ? "/Arguments" : "/Parameters");
  const value = () => at(desk.body, place());
  const shape = () => props.action.form.shapes[props.action.form.root ?? -1];
  return (
    <section class="request-form" aria-label="Parameters of the action">
      <h3>
        {props.action.service}: {props.action.title}
      </h3>
      <Show when={props.action.purpose}>
        <p class="help">{props.action.purpose}</p>
      </Show>
      <IntegrationType desk={desk} action={props.action} />
      <Show when={shape()} fallback={<p class="help">It takes no parameters.</p>}>
        {(found) => (
          <Show
            when={!isExpression(value())}
            fallback={<p class="help">All parameters come from one expression; see Arguments &amp; Output.</p>}
          >
            <IncomingData desk={desk} />
            <Members
              desk={desk}
              form={props.action.form}
              shape={found()}
              place={place()}
              label={props.action.title}
              value={value()}
            />
          </Show>
        )}
      </Show>
    </section>
  );
}

/** The two ways to the same operation. A job can be waited for only in the optimised one. */
function IntegrationType(props: { desk: Desk; action: DescribeActionReply }) {
  const pattern = () => patternOf(String(props.desk.body["Resource"] ?? ""));
  const pick = (twin: string) =>
    props.desk.write("/Resource", twin + (pattern() === "waitForTaskToken" ? ".waitForTaskToken" : ""));
  return (
    <Show when={props.action.twin}>
      {(twin) => (
        <Field label="Integration type">
          {(control) => (
            <select {...control} class="input" onChange={(event) => pick(event.currentTarget.value)}>
              <option value={props.action.optimised ? props.action.resource : twin()} selected={props.action.optimised}>
                Optimised
              </option>
              <option value={props.action.optimised ? twin() : props.action.resource} selected={!props.action.optimised}>
                AWS SDK
              </option>
            </select>
          )}
        </Field>
      )}
    </Show>
  );
}
