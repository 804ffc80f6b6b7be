import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { Show, createSignal, createUniqueId, onMount, type JSX } from "solid-js";
import { Button } from "./button";

export interface FieldProps {
  label: string;
  optional?: boolean;
  help?: string;
  /** What is wrong with the value; null or absent if nothing. */
  wrong?: string | null;
  children: (control: { id: string; "aria-invalid": "true" | undefined; "aria-describedby": string | undefined }) => JSX.Element;
}

/** A label, a control, what it is for, and what is wrong with it. */
export function Field(props: FieldProps) {
  const id = createUniqueId();
  const words = () => (props.wrong || props.help ? `${id}-words` : undefined);
  return (
    <div class="field">
      <label for={id}>
        {props.label}
        <Show when={props.optional}>
          <span class="optional"> – optional</span>
        </Show>
      </label>
      {props.children({
        id,
        get "aria-invalid"() {
          return props.wrong ? ("true" as const) : undefined;
        },
        get "aria-describedby"() {
          return words();
        },
      })}
      <Show when={words()}>
        <div id={words()} class={props.wrong ? "wrong" : "help"}>
          {props.wrong || props.help}
        </div>
      </Show>
    </div>
  );
}

export interface TextFieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  optional?: boolean;
  help?: string;
  wrong?: string | null;
  placeholder?: string;
  lines?: number;
  mono?: boolean;
  autocomplete?: string;
  autofocus?: boolean;
  onBlur?: () => void;
}

/** One line of text, or several if `lines` is given. */
export function TextField(props: TextFieldProps) {
  const focus = (element: HTMLElement) => {
    if (props.autofocus) onMount(() => element.focus());
  };
  return (
    <Field label={props.label} optional={props.optional} help={props.help} wrong={props.wrong}>
      {(control) => (
        <Show
          when={props.lines}
          fallback={
            <input
              {...control}
              ref={focus}
              class="input"
              classList={{ mono: props.mono }}
              value={props.value}
              placeholder={props.placeholder}
              spellcheck={false}
              autocomplete={props.autocomplete ?? "off"}
              onInput={(event) => props.onInput(event.currentTarget.value)}
              onBlur={() => props.onBlur?.()}
            />
          }
        >
          <textarea
            {...control}
            ref={focus}
            class="input"
            classList={{ mono: props.mono }}
            rows={props.lines}
            value={props.value}
            placeholder={props.placeholder}
            spellcheck={false}
            onInput={(event) => props.onInput(event.currentTarget.value)}
            onBlur={() => props.onBlur?.()}
          />
        </Show>
      )}
    </Field>
  );
}

/** A secret that can be shown for a moment. */
export function PasswordField(props: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  autocomplete: string;
  help?: string;
  wrong?: string | null;
}) {
  const [shown, setShown] = createSignal(false);
  return (
    <Field label={props.label} help={props.help} wrong={props.wrong}>
      {(control) => (
        <div class="password">
          <input
            {...control}
            class="input"
            type={shown() ? "text" : "password"}
            autocomplete={props.autocomplete}
            value={props.value}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
          <Button
            kind="quiet"
            size="small"
            icon={shown() ? EyeOff : Eye}
            name={shown() ? "Hide password" : "Show password"}
            onClick={() => setShown(!shown())}
          />
        </div>
      )}
    </Field>
  );
}
