import { For, Show, onCleanup, onMount } from "solid-js";
import { Portal } from "solid-js/web";
import { ready, type Action } from "../actions/action";
import { keymap } from "../actions/keymap";
import { DrawnIcon } from "../parts/drawn-icon";

/** Puts a floating box where it fits into the window. */
export function placed(at: { x: number; y: number }, size: { width: number; height: number }): { left: string; top: string } {
  return {
    left: `${Math.max(8, Math.min(at.x, window.innerWidth - size.width - 8))}px`,
    top: `${Math.max(8, Math.min(at.y, window.innerHeight - size.height - 8))}px`,
  };
}

/** Calls `close` on a press outside of an element, as long as the component lives. */
export function closeOutside(element: () => HTMLElement | undefined, close: () => void): void {
  onMount(() => {
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && !element()?.contains(event.target)) close();
    };
    window.addEventListener("pointerdown", press, true);
    onCleanup(() => window.removeEventListener("pointerdown", press, true));
  });
}

/** What can be done now of a menu's list, as blocks between lines. */
export function blocksOf(list: readonly string[], actions: readonly Action[]): Action[][] {
  const byId = new Map(actions.map((action) => [action.id, action]));
  const blocks: Action[][] = [[]];
  for (const id of list) {
    const action = byId.get(id);
    if (id === "-") blocks.push([]);
    else if (action && ready(action)) blocks.at(-1)?.push(action);
  }
  return blocks.filter((block) => block.length > 0);
}

/** A menu at a point: arrows move, letters jump, Enter chooses, Escape closes. */
export function Popup(props: { name: string; blocks: Action[][]; at: { x: number; y: number }; onClose: () => void }) {
  let box: HTMLDivElement | undefined;
  closeOutside(
    () => box,
    () => props.onClose(),
  );
  const buttons = () => [...(box?.querySelectorAll("button") ?? [])];
  onMount(() => buttons()[0]?.focus());
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape" || event.key === "Tab") return (event.preventDefault(), props.onClose());
    const all = buttons();
    const here = all.findIndex((button) => button === document.activeElement);
    const letter = event.key.length === 1 ? event.key.toLowerCase() : null;
    const begins = (button: HTMLElement) => letter !== null && button.textContent.toLowerCase().startsWith(letter);
    const to =
      { ArrowDown: all[(here + 1) % all.length], ArrowUp: all.at(here - 1), Home: all[0], End: all.at(-1) }[event.key] ??
      [...all.slice(here + 1), ...all.slice(0, here + 1)].find(begins);
    if (!to || event.key === " ") return;
    event.preventDefault();
    event.stopPropagation();
    to.focus();
  };
  const height = () => props.blocks.reduce((sum, block) => sum + block.length * 28 + 9, 10);
  return (
    <Portal mount={document.querySelector("main") ?? document.body}>
      <div
        ref={box}
        class="menu canvas-menu"
        role="menu"
        aria-label={props.name}
        tabindex="-1"
        style={placed(props.at, { width: 280, height: height() })}
        onKeyDown={key}
      >
        <For each={props.blocks}>
          {(block, index) => (
            <>
              <Show when={index() > 0}>
                <div class="menu-line" role="separator" />
              </Show>
              <For each={block}>{(action) => <Line action={action} onClose={() => props.onClose()} />}</For>
            </>
          )}
        </For>
      </div>
    </Portal>
  );
}

function Line(props: { action: Action; onClose: () => void }) {
  const keys = () => keymap.label(props.action);
  const run = () => {
    props.onClose();
    props.action.run();
  };
  return (
    <button type="button" role="menuitem" class="menu-item" onClick={run}>
      <Show when={props.action.icon} fallback={<span class="menu-gap" />}>
        {(icon) => <DrawnIcon of={icon()} size={15} />}
      </Show>
      <span class="grow ellipsis">{props.action.title}</span>
      <Show when={keys()}>
        {(label) => (
          <span class="kbd" aria-hidden="true">
            {label()}
          </span>
        )}
      </Show>
    </button>
  );
}
