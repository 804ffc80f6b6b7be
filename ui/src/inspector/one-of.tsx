import { For, Show } from "solid-js";
import type { FieldSpec } from "../workflow/fields";
import { at } from "../workflow/pointer";
import { languageOf } from "../workflow/body";
import { Field } from "../parts/field";
import { Control, helpOf } from "./controls";
import type { Desk } from "./desk";

/** A value that one of several members gives: first which, then the value. */
export function OneOf(props: { desk: Desk; field: FieldSpec }) {
  const options = () => {
    const { control } = props.field;
    const language = languageOf(props.desk.workflow, props.desk.body);
    return control.kind === "one_of" ? control.of.filter((option) => !option.language || option.language === language) : [];
  };
  const chosen = () => options().find((option) => at(props.desk.body, option.at) !== undefined);
  const starter = (option: FieldSpec) =>
    option.control.kind === "number" ? Number(option.placeholder ?? 5) : (option.placeholder ?? "value");
  const pick = (wanted: string) => {
    const option = options().find((each) => each.at === wanted);
    const now = chosen();
    if (!option && now) props.desk.write(now.at, undefined);
    if (option && option.at !== now?.at) props.desk.exchange(now?.at ?? null, option.at, starter(option));
  };
  return (
    <div class="group">
      <Field label={props.field.label} optional={!props.field.required} help={helpOf(props)}>
        {(control) => (
          <select {...control} class="input" onChange={(event) => pick(event.currentTarget.value)}>
            <Show when={!chosen() || !props.field.required}>
              <option value="" selected={!chosen()}>
                Not set
              </option>
            </Show>
            <For each={options()}>
              {(option) => (
                <option value={option.at} selected={option.at === chosen()?.at}>
                  {option.label}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <Show when={chosen()} keyed>
        {(option) => <Control desk={props.desk} field={{ help: "", ...option, required: true }} />}
      </Show>
    </div>
  );
}
