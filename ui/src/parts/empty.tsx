import { Show, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Icon } from "./icon";

/** What stands where nothing is yet: what would be here, and how to get it. */
export function Empty(props: { icon?: Icon; title: string; children?: JSX.Element; action?: JSX.Element }) {
  return (
    <div class="empty">
      <Show when={props.icon}>{(icon) => <Dynamic component={icon()} size={22} aria-hidden="true" />}</Show>
      <strong>{props.title}</strong>
      <Show when={props.children}>
        <p>{props.children}</p>
      </Show>
      {props.action}
    </div>
  );
}
