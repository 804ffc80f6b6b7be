import { For } from "solid-js";

/** What the browser offers for a field whose `list` names it. */
export function Offered(props: { id: string; values: readonly string[] }) {
  return (
    <datalist id={props.id}>
      <For each={props.values}>{(value) => <option value={value} />}</For>
    </datalist>
  );
}
