import { Show } from "solid-js";
import { quoted, readable } from "./sentence";

/** Says inside a form or dialog why something was refused, and what to do about it. */
export function RefusalNote(props: { refusal: { message: string; hint: string | null } | null }) {
  return (
    <Show when={props.refusal}>
      {(refusal) => (
        <p class="note danger" role="alert">
          {readable(refusal().message)}
          {refusal().hint ? ` — ${quoted(refusal().hint ?? "")}` : ""}
        </p>
      )}
    </Show>
  );
}
