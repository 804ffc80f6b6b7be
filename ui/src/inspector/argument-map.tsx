import Plus from "lucide-solid/icons/plus";
import { For, Show, createSignal } from "solid-js";
import type { FormShape, Json } from "../api/generated";
import { Button } from "../parts/button";
import { Field } from "../parts/field";
import { languageOf } from "../workflow/body";
import { join } from "../workflow/pointer";
import { keysOf, marksOf, renameEdits, starterOf } from "./argument";
import { ArgumentField, type ArgumentProps } from "./argument-field";
import { Heading } from "./argument-group";
import { createDraft, type Reading } from "./draft";
import { DraftLine } from "./draft-line";

/** A map as rows of a key and a value, each value written down or computed. */
export function MapRows(props: { argument: ArgumentProps; of: number; value: Json | undefined }) {
  const { desk, place } = props.argument;
  const language = () => languageOf(desk.workflow, desk.body);
  const keys = () => keysOf(props.value, language());
  const shape = (): FormShape => props.argument.form.shapes[props.of] ?? { kind: "json" };
  const read = (own: string | null, text: string): Reading<string> => {
    const key = text.trim();
    if (key === "") return { wrong: "a key has at least one character" };
    return key !== own && keys().includes(key) ? { wrong: `there is a key ${key} already` } : { value: key };
  };
  const remove = (key: string) => {
    const whole = keys().length === 1 && !props.argument.required;
    const gone = whole ? [place] : marksOf(desk.body, place, key).map((mark) => join(place, key + mark));
    desk.edit(gone.map((at) => ({ kind: "remove_field", at: desk.path + at })));
  };
  return (
    <div class="field" role="group" aria-label={props.argument.label}>
      <Heading argument={props.argument} />
      <ol class="rows">
        <For each={keys()}>
          {(key) => (
            <li class="map-row">
              <KeyLine
                label={`Key of ${key}`}
                value={key}
                read={(text) => read(key, text)}
                write={(now) => desk.edit(renameEdits(desk.body, desk.path, place, key, now))}
              />
              <ArgumentField
                desk={desk}
                form={props.argument.form}
                shape={shape()}
                place={join(place, key)}
                label={key}
                required
                onRemove={() => remove(key)}
              />
            </li>
          )}
        </For>
      </ol>
      <NewKey
        label={props.argument.label}
        read={(text) => read(null, text)}
        add={(key) => desk.write(join(place, key), starterOf(props.argument.form.shapes, shape()))}
      />
    </div>
  );
}

function KeyLine(props: { label: string; value: string; read: (text: string) => Reading<string>; write: (key: string) => void }) {
  const draft = createDraft<string>(
    () => props.value,
    (text) => props.read(text),
    (key) => key !== undefined && props.write(key),
  );
  return (
    <>
      <DraftLine
        draft={draft}
        class="input mono map-key"
        aria-label={props.label}
        aria-invalid={draft.wrong() ? "true" : undefined}
      />
      <Show when={draft.wrong()}>
        <div class="wrong">{draft.wrong()}</div>
      </Show>
    </>
  );
}

function NewKey(props: { label: string; read: (text: string) => Reading<string>; add: (key: string) => void }) {
  const [text, setText] = createSignal("");
  const reading = () => props.read(text());
  const wrong = () => {
    const found = reading();
    return text().trim() !== "" && "wrong" in found ? found.wrong : null;
  };
  const add = () => {
    const found = reading();
    if ("wrong" in found || found.value === undefined) return;
    props.add(found.value);
    setText("");
  };
  return (
    <Field label={`New key of ${props.label}`} wrong={wrong()}>
      {(control) => (
        <div class="map-new">
          <input
            {...control}
            class="input mono"
            value={text()}
            spellcheck={false}
            autocomplete="off"
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Enter" && add()}
          />
          <Button size="small" icon={Plus} name={`Add to ${props.label}`} disabled={"wrong" in reading()} onClick={add}>
            Add
          </Button>
        </div>
      )}
    </Field>
  );
}
