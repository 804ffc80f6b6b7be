import { For, Match, Show, Switch, createEffect, createMemo, createSignal, on } from "solid-js";
import type { Json } from "../api/generated";
import { catalogueOf } from "../catalogue/catalogue";
import { Field } from "../parts/field";
import { ExpressionEditor } from "../expressions/expression-editor";
import { valueOf } from "../expressions/paths";
import { useSamples } from "../expressions/samples";
import { languageOf } from "../workflow/body";
import type { FieldSpec } from "../workflow/fields";
import { at } from "../workflow/pointer";
import { createDraft, type Reading } from "./draft";
import { DataLine } from "./data-line";
import type { Desk } from "./desk";
import { CatchList, RetryList } from "./errors";
import { OneOf } from "./one-of";
import { Branches } from "./branches";
import { Credentials } from "./credentials";
import { MapForm } from "./map-form";
import { Offered } from "./offered";
import { pathsIn } from "./offers";
import { Pattern } from "./pattern";
import { RequestForm } from "./request-form";
import { Rules } from "./rules";

export interface ControlProps {
  desk: Desk;
  field: FieldSpec;
}

/** The right control for a field. */
export function Control(props: ControlProps) {
  const kind = () => props.field.control.kind;
  return (
    <Switch fallback={<TextControl {...props} />}>
      <Match when={kind() === "json"}>
        <JsonControl {...props} />
      </Match>
      <Match when={kind() === "pick"}>
        <PickControl {...props} />
      </Match>
      <Match when={kind() === "one_of"}>
        <OneOf {...props} />
      </Match>
      <Match when={kind() === "rules"}>
        <Rules desk={props.desk} />
      </Match>
      <Match when={kind() === "branches"}>
        <Branches desk={props.desk} field={props.field} />
      </Match>
      <Match when={kind() === "retry"}>
        <RetryList desk={props.desk} />
      </Match>
      <Match when={kind() === "catch"}>
        <CatchList desk={props.desk} />
      </Match>
      <Match when={kind() === "pattern"}>
        <Pattern desk={props.desk} />
      </Match>
      <Match when={kind() === "request"}>
        <RequestForm desk={props.desk} />
      </Match>
      <Match when={kind() === "credentials"}>
        <Credentials desk={props.desk} />
      </Match>
      <Match when={kind() === "map"}>
        <MapForm desk={props.desk} />
      </Match>
    </Switch>
  );
}

/** What a field is for: in words of the form, or those that the text of the workflow is explained with. */
export function helpOf({ desk, field }: ControlProps): string | undefined {
  // A choice of several members is explained by the first, which holds for all of them.
  const at = field.at === "" && field.control.kind === "one_of" ? (field.control.of[0]?.at ?? "") : field.at;
  return field.help ?? catalogueOf(desk.workflow.client).fieldText(at);
}

function valueIn(props: ControlProps): Json | undefined {
  return at(props.desk.body, props.field.at);
}

/** Reads what was typed into a line, by the kind of the control. */
export function readText(field: FieldSpec, text: string): Reading<Json> {
  const { control } = field;
  if (text.trim() === "") return field.required ? { wrong: "this field is required" } : { value: undefined };
  if (control.kind === "path") {
    return text.startsWith("$") || text.trim() === "null" || text.startsWith("States.")
      ? { value: text.trim() === "null" ? null : text }
      : { wrong: "a path starts with $" };
  }
  if (control.kind !== "number") return { value: text };
  // JSONata machines may compute a number.
  if (text.startsWith("{%")) return text.trimEnd().endsWith("%}") ? { value: text } : { wrong: "an expression ends with %}" };
  const number = Number(text);
  if (!Number.isFinite(number) || (control.whole && !Number.isInteger(number)))
    return { wrong: control.whole ? "must be a whole number" : "must be a number" };
  if (number < control.min || number > control.max) return { wrong: `must be between ${control.min} and ${control.max}` };
  return { value: number };
}

function TextControl(props: ControlProps) {
  const shown = () => {
    const value = valueIn(props);
    return value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  };
  const draft = createDraft(
    shown,
    (text) => readText(props.field, text),
    (value) => props.desk.write(props.field.at, value),
  );
  const samples = useSamples();
  const known = () => (props.field.control.kind === "path" ? pathsIn(samples.of(props.desk.name)) : []);
  const computes = () => props.field.control.kind === "path" || draft.text().startsWith("{%");
  const mono = () =>
    ["path", "number"].includes(props.field.control.kind) || ("mono" in props.field.control && props.field.control.mono === true);
  return (
    <Field label={props.field.label} optional={!props.field.required} help={helpOf(props)} wrong={draft.wrong()}>
      {(control) => (
        <Show
          when={props.field.control.kind === "lines"}
          fallback={
            <>
              <DataLine
                {...control}
                desk={props.desk}
                draft={draft}
                label={props.field.label}
                tries={computes() ? props.field.at.slice(1) : null}
                take={(keys) => draft.input(valueOf(languageOf(props.desk.workflow, props.desk.body), keys))}
                class="input"
                classList={{ mono: mono() }}
                placeholder={props.field.placeholder}
                inputmode={props.field.control.kind === "number" ? "numeric" : undefined}
                list={known().length > 0 ? `${control.id}-known` : undefined}
              />
              <Offered id={`${control.id}-known`} values={known()} />
            </>
          }
        >
          <textarea
            {...control}
            class="input"
            rows={3}
            value={draft.text()}
            placeholder={props.field.placeholder}
            onInput={(event) => draft.input(event.currentTarget.value)}
            onBlur={() => draft.leave()}
          />
        </Show>
      )}
    </Field>
  );
}

function PickControl(props: ControlProps) {
  const options = () => (props.field.control.kind === "pick" ? props.field.control.options : []);
  return (
    <Field label={props.field.label} optional={!props.field.required} help={helpOf(props)}>
      {(control) => (
        <select
          {...control}
          class="input"
          onChange={(event) =>
            props.desk.write(props.field.at, event.currentTarget.value === "" ? undefined : event.currentTarget.value)
          }
        >
          <option value="" selected={valueIn(props) === undefined}>
            Not set
          </option>
          <For each={options()}>
            {(option) => (
              <option value={option.value} selected={valueIn(props) === option.value}>
                {option.label}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
  );
}

function JsonControl(props: ControlProps) {
  const shown = () => {
    const value = valueIn(props);
    return value === undefined ? "" : JSON.stringify(value, null, 2);
  };
  const draft = createDraft(shown, readJson, (value) => props.desk.write(props.field.at, value));
  return (
    <Field label={props.field.label} optional={!props.field.required} help={helpOf(props)} wrong={draft.wrong()}>
      {() => (
        <ExpressionEditor
          desk={props.desk}
          field={props.field.at.slice(1)}
          label={props.field.label}
          text={draft.text}
          onInput={(text) => draft.input(text)}
          onBlur={() => draft.leave()}
        />
      )}
    </Field>
  );
}

/** Reads a JSON value; an empty text means no value. */
export function readJson(text: string): Reading<Json> {
  if (text.trim() === "") return { value: undefined };
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return { wrong: "must be valid JSON; the workflow keeps the last valid value" };
  }
}

/** More states than this are offered only when somebody is about to choose. */
const manyTargets = 200;

/** A choice among the states a transition may lead to. */
export function TargetPicker(props: {
  desk: Desk;
  label: string;
  value: string | null;
  onPick: (name: string | null) => void;
  mayEnd?: boolean;
}) {
  const value = createMemo(() => props.value);
  const isTarget = (name: string | null) => name !== null && name !== props.desk.name && props.desk.knows(name);
  // Thousands of options take the browser a third of a second: they are made when somebody is about to choose.
  const [choosing, setChoosing] = createSignal(false);
  // Names and not states, which are new with every answer: there may be thousands of them.
  const offered = createMemo(() => {
    const { neighbours, path } = props.desk;
    if (!choosing() && neighbours.length > manyTargets) return [value()].filter(isTarget);
    return neighbours.filter((state) => state.path !== path).map(({ name }) => name);
  });
  let picker: HTMLSelectElement | undefined;
  // An option that moves to its place among the others is no longer the selected one.
  createEffect(
    on([offered, value], ([, chosen]) => {
      if (picker) picker.value = chosen === null ? "" : `=${chosen}`;
    }),
  );
  const missing = createMemo(() => value() !== null && value() !== props.desk.name && !isTarget(value()));
  return (
    <Field label={props.label} wrong={missing() && props.value !== "" ? `“${props.value}” does not exist` : null}>
      {(control) => (
        <select
          {...control}
          ref={picker}
          class="input"
          onPointerDown={() => setChoosing(true)}
          onFocus={() => setChoosing(true)}
          onChange={(event) => props.onPick(event.currentTarget.value === "" ? null : event.currentTarget.value.slice(1))}
        >
          <Show when={props.mayEnd || props.value === null}>
            <option value="" selected={props.value === null}>
              {props.mayEnd ? `End of ${props.desk.around}` : "Choose a state"}
            </option>
          </Show>
          <Show when={missing()}>
            <option value={`=${props.value}`} selected>
              {props.value}
            </option>
          </Show>
          <For each={offered()}>
            {(name) => (
              <option value={`=${name}`} selected={name === value()}>
                {name}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
  );
}
