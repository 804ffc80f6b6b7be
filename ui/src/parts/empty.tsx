import { Show, type JSX } from "solid-js";
import { DrawnIcon } from "./drawn-icon";
import type { Icon } from "./icon";

/** What stands where nothing is yet: what would be here, and how to get it. */
export function Empty(props: { icon?: Icon; title: string; children?: JSX.Element; action?: JSX.Element }) {
  return (
    <div class="empty">
      <Show when={props.icon}>{(icon) => <DrawnIcon of={icon()} size={22} />}</Show>
      <strong>{props.title}</strong>
      <Show when={props.children}>
        <p>{props.children}</p>
      </Show>
      {props.action}
    </div>
  );
}
