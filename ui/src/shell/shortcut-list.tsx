import { For } from "solid-js";
import type { Shortcut } from "./shortcuts";

const onCanvas: readonly (readonly [keys: string, title: string])[] = [
  ["Delete", "Delete the selection and join its neighbours"],
  ["F2", "Rename the selected state"],
  ["Arrows", "Move along the graph"],
  ["+ − 0 1", "Zoom in, out, 100 %, fit"],
  ["Shift+drag", "Select several"],
  ["Esc", "Stop dragging, clear the selection"],
];

/** Every shortcut that works now. */
export function ShortcutList(props: { shortcuts: readonly Shortcut[] }) {
  return (
    <div class="shortcut-list">
      <dl>
        <For each={props.shortcuts}>
          {(shortcut) => (
            <div>
              <dt>{shortcut.title}</dt>
              <dd>
                <span class="kbd">{shortcut.keys}</span>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <h3>On the canvas</h3>
      <dl>
        <For each={onCanvas}>
          {([keys, title]) => (
            <div>
              <dt>{title}</dt>
              <dd>
                <span class="kbd">{keys}</span>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </div>
  );
}
