import Plus from "lucide-solid/icons/plus";
import { For, Index, Show, createSignal } from "solid-js";
import type { FormShape, Json } from "../api/generated";
import { Button } from "../parts/button";
import { join } from "../workflow/pointer";
import { shownMembers, starterOf } from "./argument";
import { ArgumentField, type ArgumentProps } from "./argument-field";

/** A structure that unfolds; what is inside is drawn when somebody looks, so shapes may contain themselves. */
export function Group(props: { argument: ArgumentProps; value: Json | undefined }) {
  const [open, setOpen] = createSignal(props.argument.required || props.argument.onRemove !== undefined);
  return (
    <details class="argument-group" open={open()} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {props.argument.label}
        <Show when={!props.argument.required}>
          <span class="optional"> – optional</span>
        </Show>
      </summary>
      <Show when={open()}>
        <Show when={props.argument.help}>
          <p class="help">{props.argument.help}</p>
        </Show>
        <Members {...props.argument} value={props.value} />
      </Show>
    </details>
  );
}

/** The members of a structure: those that matter now, and a list of what else there is. */
export function Members(props: Pick<ArgumentProps, "desk" | "form" | "shape" | "place" | "label"> & { value: Json | undefined }) {
  const [added, setAdded] = createSignal<ReadonlySet<string>>(new Set());
  const members = () => (props.shape.kind === "structure" ? props.shape.members : []);
  const split = () => shownMembers(members(), props.value, added());
  return (
    <div class="arguments">
      <For each={split().shown}>
        {(member) => (
          <ArgumentField
            desk={props.desk}
            form={props.form}
            shape={props.form.shapes[member.shape] ?? { kind: "json" }}
            place={join(props.place, member.name)}
            label={member.name}
            required={member.required}
            help={member.help}
          />
        )}
      </For>
      <Show when={split().unknown.length > 0}>
        <p class="help">Also given: {split().unknown.join(", ")}.</p>
      </Show>
      <Show when={split().rest.length > 0}>
        <select
          class="input add-member"
          aria-label={`Add a parameter to ${props.label}`}
          onChange={(event) => {
            setAdded(new Set([...added(), event.currentTarget.value]));
            event.currentTarget.value = "";
          }}
        >
          <option value="">Add a parameter … ({split().rest.length})</option>
          <For each={split().rest}>
            {(member) => (
              <option value={member.name} title={member.help ?? undefined}>
                {member.name}
              </option>
            )}
          </For>
        </select>
      </Show>
    </div>
  );
}

/** The words above the rows of a list or a map. */
export function Heading(props: { argument: ArgumentProps }) {
  return (
    <>
      <div class="field-label">
        {props.argument.label}
        <Show when={!props.argument.required}>
          <span class="optional"> – optional</span>
        </Show>
      </div>
      <Show when={props.argument.help}>
        <div class="help">{props.argument.help}</div>
      </Show>
    </>
  );
}

/** Items of one shape, one below the other. */
export function List(props: { argument: ArgumentProps; of: number; value: Json | undefined }) {
  const items = () => (Array.isArray(props.value) ? props.value : []);
  const shape = (): FormShape => props.argument.form.shapes[props.of] ?? { kind: "json" };
  const { desk, place } = props.argument;
  const remove = (index: number) => {
    const whole = items().length === 1 && !props.argument.required;
    desk.write(whole ? place : `${place}/${index}`, undefined);
  };
  return (
    <div class="field">
      <Heading argument={props.argument} />
      <ol class="rows">
        <Index each={items()}>
          {(_, index) => (
            <li>
              <ArgumentField
                desk={desk}
                form={props.argument.form}
                shape={shape()}
                place={`${place}/${index}`}
                label={`${props.argument.label} ${index + 1}`}
                required
                onRemove={() => remove(index)}
              />
            </li>
          )}
        </Index>
      </ol>
      <div>
        <Button
          size="small"
          icon={Plus}
          name={`Add to ${props.argument.label}`}
          onClick={() => {
            const item = starterOf(props.argument.form.shapes, shape());
            desk.write(props.value === undefined ? place : `${place}/-`, props.value === undefined ? [item] : item);
          }}
        >
          Add
        </Button>
      </div>
    </div>
  );
}
