import Plus from "lucide-solid/icons/plus";
import Trash2 from "lucide-solid/icons/trash";
import { For, Index, Show } from "solid-js";
import type { Json } from "../api/generated";
import { useSamples } from "../expressions/samples";
import { Button } from "../parts/button";
import { Field } from "../parts/field";
import { Control } from "./controls";
import { comparisonOf, exampleFor, operators } from "./comparison";
import { example, joined, joiningOf, membersOf, negated, negatedBy, type Joining, type Placed } from "./condition";
import type { Desk } from "./desk";
import { createDraft } from "./draft";
import { DraftLine } from "./draft-line";
import { Offered } from "./offered";
import { valuesFor } from "./offers";

interface ConditionProps {
  desk: Desk;
  placed: Placed;
  /** For screen readers: "Rule 1, test 2". */
  name: string;
  /** Takes it out of the list it stands in. */
  onRemove?: (() => void) | undefined;
}

const joinings: readonly [Joining, string][] = [
  ["Test", "One test"],
  ["And", "All of"],
  ["Or", "Any of"],
];

/** A condition under JSONPath: a test, or several joined by And and Or, each of them possibly turned by Not. */
export function ConditionForm(props: ConditionProps) {
  const inner = () => negatedBy(props.placed) ?? props.placed;
  const members = () => membersOf(inner());
  const single = () => joiningOf(inner().condition) === "Test";
  return (
    <div class="condition" role="group" aria-label={props.name}>
      <ConditionHead {...props} inner={inner()} />
      <Show
        when={single()}
        fallback={
          <>
            <ol class="rows">
              <Index each={members()}>
                {(member, index) => (
                  <li>
                    <ConditionForm
                      desk={props.desk}
                      placed={member()}
                      name={`${props.name}, test ${index + 1}`}
                      onRemove={members().length > 1 ? () => props.desk.write(member().at, undefined) : undefined}
                    />
                  </li>
                )}
              </Index>
            </ol>
            <div>
              <Button
                kind="quiet"
                size="small"
                icon={Plus}
                name={`Add a test to ${props.name}`}
                onClick={() => props.desk.write(`${inner().at}/${joiningOf(inner().condition)}/-`, example)}
              >
                Add test
              </Button>
            </div>
          </>
        }
      >
        <Test desk={props.desk} placed={inner()} />
      </Show>
    </div>
  );
}

/** A condition with its pointer within the document. */
const whole = (desk: Desk, { condition, at }: Placed): Placed => ({ condition, at: desk.path + at });

function ConditionHead(props: ConditionProps & { inner: Placed }) {
  const joining = () => joiningOf(props.inner.condition);
  const many = () => membersOf(props.inner).length > 1;
  const pick = (wanted: string) => {
    const found = joinings.find(([key]) => key === wanted);
    if (found) props.desk.edit(joined(whole(props.desk, props.inner), found[0]));
  };
  return (
    <div class="row">
      <select class="input grow" aria-label={`How ${props.name} is joined`} onChange={(event) => pick(event.currentTarget.value)}>
        <For each={joinings}>
          {([key, words]) => (
            <option value={key} selected={key === joining()} disabled={key === "Test" && many()}>
              {words}
            </option>
          )}
        </For>
      </select>
      <label class="row">
        <input
          type="checkbox"
          checked={negatedBy(props.placed) !== null}
          aria-label={`Not: ${props.name}`}
          onChange={() => props.desk.edit(negated(whole(props.desk, props.placed)))}
        />
        Not
      </label>
      <Show when={props.onRemove}>
        {(remove) => <Button kind="quiet" size="small" icon={Trash2} name={`Remove ${props.name}`} onClick={remove()} />}
      </Show>
    </div>
  );
}

/** One comparison; whatever else stands there is shown as it is. */
function Test(props: { desk: Desk; placed: Placed }) {
  return (
    <Show
      when={comparisonOf(props.placed.condition)}
      fallback={
        <Control desk={props.desk} field={{ at: props.placed.at, label: "Rule", required: true, control: { kind: "json" } }} />
      }
    >
      {(comparison) => <Comparison desk={props.desk} at={props.placed.at} {...comparison()} />}
    </Show>
  );
}

function Comparison(props: { desk: Desk; at: string; variable: string; operator: string; value: Json }) {
  const change = (operator: string) => {
    const value = exampleFor(operator, props.value);
    const [from, to] = [props.desk.path + props.at + `/${props.operator}`, props.desk.path + props.at + `/${operator}`];
    if (from === to) return;
    props.desk.edit(
      value === props.value
        ? { kind: "move_field", from, to }
        : [
            { kind: "move_field", from, to },
            { kind: "set_field", at: to, value },
          ],
    );
  };
  const read = (text: string) => {
    const fitting = exampleFor(props.operator, props.value);
    if (typeof fitting === "string") return { value: text as Json };
    if (typeof fitting === "boolean")
      return text === "true" || text === "false" ? { value: text === "true" } : { wrong: "true or false" };
    return text.trim() !== "" && Number.isFinite(Number(text)) ? { value: Number(text) } : { wrong: "must be a number" };
  };
  const draft = createDraft(
    () => String(props.value),
    read,
    (value) => props.desk.write(`${props.at}/${props.operator}`, value),
  );
  const samples = useSamples();
  const known = () => valuesFor(samples.of(props.desk.name), props.desk.body, props.variable, props.operator);
  return (
    <>
      <Control
        desk={props.desk}
        field={{
          at: `${props.at}/Variable`,
          label: "Value to test",
          required: true,
          control: { kind: "path" },
          placeholder: "$.total",
        }}
      />
      <div class="pair">
        <Field label="Test">
          {(control) => (
            <select {...control} class="input" onChange={(event) => change(event.currentTarget.value)}>
              <For each={operators}>
                {(operator) => (
                  <option value={operator.key} selected={operator.key === props.operator}>
                    {operator.words}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
        <Field label="Against" wrong={draft.wrong()}>
          {(control) => (
            <>
              <DraftLine {...control} draft={draft} class="input mono" list={`${control.id}-known`} />
              <Offered id={`${control.id}-known`} values={known()} />
            </>
          )}
        </Field>
      </div>
    </>
  );
}
