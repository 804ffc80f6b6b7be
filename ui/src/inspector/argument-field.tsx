import Braces from "lucide-solid/icons/braces";
import FunctionSquare from "lucide-solid/icons/square-function";
import Trash2 from "lucide-solid/icons/trash";
import { For, Match, Show, Switch, createSignal } from "solid-js";
import type { Form, FormShape, Json } from "../api/generated";
import { Button } from "../parts/button";
import { Field } from "../parts/field";
import { ExpressionEditor } from "../expressions/expression-editor";
import { valueOf, type Keys } from "../expressions/paths";
import { languageOf } from "../workflow/body";
import { leaf } from "../workflow/pointer";
import { argumentAt, argumentEdits, mayCompute, readExpression, readLiteral, suits, type Mode } from "./argument";
import { Group, List } from "./argument-group";
import { MapRows } from "./argument-map";
import { readJson } from "./controls";
import type { Desk } from "./desk";
import { createDraft } from "./draft";
import { DataLine } from "./data-line";

/** One argument of an action. */
export interface ArgumentProps {
  desk: Desk;
  form: Form;
  shape: FormShape;
  /** Pointer within the state, without `.$`. */
  place: string;
  label: string;
  required: boolean;
  help?: string | null;
  /** Takes an item out of its list. */
  onRemove?: () => void;
}

/** An argument by the form of its value, each written down or computed. */
export function ArgumentField(props: ArgumentProps) {
  const language = () => languageOf(props.desk.workflow, props.desk.body);
  const spoken = () => argumentAt(props.desk.body, props.place, language());
  const [wanted, setWanted] = createSignal<Mode | null>(null);
  const mode = () => wanted() ?? spoken().mode;
  const value = () => (mode() === spoken().mode ? spoken().value : undefined);
  const write = (written: Json | undefined, as: Mode = mode()) => {
    setWanted(null);
    props.desk.edit(argumentEdits(props.desk.body, props.desk.path, props.place, language(), as, written));
  };
  const compute = (keys: Keys) => write(valueOf(language(), keys), "expression");
  const tool = () => (
    <span class="argument-tools">
      <Show when={mayCompute(props.place, language())}>
        <Button
          kind="quiet"
          size="small"
          icon={mode() === "expression" ? Braces : FunctionSquare}
          name={mode() === "expression" ? `Fixed value for ${props.label}` : `Expression for ${props.label}`}
          tip={mode() === "expression" ? "Write a fixed value" : "Compute it from the input"}
          onClick={() => setWanted(mode() === "expression" ? "value" : "expression")}
        />
      </Show>
      <Show when={props.onRemove ?? (!props.required && spoken().value !== undefined)}>
        <Button
          kind="quiet"
          size="small"
          icon={Trash2}
          name={`Remove ${props.label}`}
          onClick={() => (props.onRemove ? props.onRemove() : write(undefined))}
        />
      </Show>
    </span>
  );
  return (
    <div class="argument">
      {tool()}
      <Switch fallback={<LineControl argument={props} value={value()} write={write} compute={compute} />}>
        <Match when={mode() === "expression"}>
          <ExpressionControl argument={props} language={language()} value={value()} write={(now) => write(now, "expression")} />
        </Match>
        <Match when={!suits(props.shape, value()) || props.shape.kind === "json"}>
          <ValueControl argument={props} value={value()} write={write} compute={compute} />
        </Match>
        <Match when={props.shape.kind === "structure"}>
          <Group argument={props} value={value()} />
        </Match>
        <Match when={props.shape.kind === "list" && props.shape}>
          {(list) => <List argument={props} of={list().of} value={value()} />}
        </Match>
        <Match when={props.shape.kind === "map" && props.shape}>
          {(map) => <MapRows argument={props} of={map().of} value={value()} />}
        </Match>
        <Match when={props.shape.kind === "boolean" || (props.shape.kind === "text" && props.shape.words.length > 0)}>
          <PickControl argument={props} value={value()} write={write} />
        </Match>
      </Switch>
    </div>
  );
}

interface ControlProps {
  argument: ArgumentProps;
  value: Json | undefined;
  write: (value: Json | undefined) => void;
}

/** The label and help of an argument around its control. */
const around = (argument: ArgumentProps) => ({
  label: argument.label,
  get optional() {
    return !argument.required;
  },
  get help() {
    return argument.help ?? undefined;
  },
});

function ExpressionControl(props: ControlProps & { language: "JSONPath" | "JSONata" }) {
  const draft = createDraft<Json>(
    () => (typeof props.value === "string" ? props.value : ""),
    (text) => readExpression(text, props.language),
    (value) => props.write(value),
  );
  return (
    <Field {...around(props.argument)} wrong={draft.wrong()}>
      {(control) => (
        <DataLine
          {...control}
          desk={props.argument.desk}
          draft={draft}
          label={props.argument.label}
          tries={props.language === "JSONata" ? props.argument.place.slice(1) : `${leaf(props.argument.place)}.$`}
          take={(keys) => draft.input(valueOf(props.language, keys))}
          class="input mono computed"
          placeholder={props.language === "JSONata" ? "{% $states.input.id %}" : "$.id"}
        />
      )}
    </Field>
  );
}

function LineControl(props: ControlProps & { compute: (keys: Keys) => void }) {
  const language = () => languageOf(props.argument.desk.workflow, props.argument.desk.body);
  const take = (keys: Keys) => mayCompute(props.argument.place, language()) && props.compute(keys);
  const draft = createDraft<Json>(
    () => (props.value === undefined ? "" : String(props.value)),
    (text) => readLiteral(props.argument.shape, text),
    (value) => props.write(value),
  );
  return (
    <Field {...around(props.argument)} wrong={draft.wrong()}>
      {(control) => (
        <DataLine
          {...control}
          desk={props.argument.desk}
          draft={draft}
          label={props.argument.label}
          tries={null}
          take={take}
          class="input"
          inputmode={props.argument.shape.kind === "number" ? "numeric" : undefined}
          placeholder={props.argument.shape.kind === "timestamp" ? "2030-01-01T00:00:00Z" : undefined}
        />
      )}
    </Field>
  );
}

function ValueControl(props: ControlProps & { compute: (keys: Keys) => void }) {
  const language = () => languageOf(props.argument.desk.workflow, props.argument.desk.body);
  const draft = createDraft<Json>(
    () => (props.value === undefined ? "" : JSON.stringify(props.value, null, 2)),
    readJson,
    (value) => props.write(value),
  );
  return (
    <Field {...around(props.argument)} wrong={draft.wrong()}>
      {() => (
        <ExpressionEditor
          desk={props.argument.desk}
          field={props.argument.place.slice(1)}
          label={props.argument.label}
          text={draft.text}
          onInput={(text) => draft.input(text)}
          onBlur={() => draft.leave()}
          onTake={mayCompute(props.argument.place, language()) ? props.compute : undefined}
        />
      )}
    </Field>
  );
}

function PickControl(props: ControlProps) {
  const words = () => (props.argument.shape.kind === "text" ? props.argument.shape.words : ["true", "false"]);
  const options = () => {
    const value = props.value === undefined ? null : String(props.value);
    return value === null || words().includes(value) ? words() : [value, ...words()];
  };
  const pick = (text: string) =>
    props.write(text === "" ? undefined : props.argument.shape.kind === "text" ? text : text === "true");
  return (
    <Field {...around(props.argument)}>
      {(control) => (
        <select {...control} class="input" onChange={(event) => pick(event.currentTarget.value)}>
          <option value="" selected={props.value === undefined}>
            Not set
          </option>
          <For each={options()}>
            {(word) => (
              <option value={word} selected={String(props.value) === word}>
                {word}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
  );
}
