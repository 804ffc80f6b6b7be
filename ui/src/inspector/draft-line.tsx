import { splitProps, type JSX } from "solid-js";
import type { Draft } from "./draft";

/** One line that is edited as a draft. Enter writes it at once. */
export function DraftLine(props: JSX.InputHTMLAttributes<HTMLInputElement> & { draft: Draft }) {
  const [{ draft }, rest] = splitProps(props, ["draft"]);
  return (
    <input
      {...rest}
      value={draft.text()}
      spellcheck={false}
      autocomplete="off"
      onInput={(event) => draft.input(event.currentTarget.value)}
      onBlur={() => draft.leave()}
      onKeyDown={(event) => event.key === "Enter" && draft.leave()}
    />
  );
}
