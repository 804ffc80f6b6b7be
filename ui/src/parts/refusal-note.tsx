import { Show } from "solid-js";
import { sentence } from "./sentence";

/** Says inside a form or dialog why something was refused, and what to do about it. */
export function RefusalNote(props: { refusal: { message: string; hint: string | null } | null }) {
  return (
    <Show when={props.refusal}>
      {(refusal) => (
        <p class="note danger" role="alert">
          {sentence(refusal().message)}
          {refusal().hint ? ` — ${refusal().hint}` : ""}
        </p>
      )}
    </Show>
  );
}
