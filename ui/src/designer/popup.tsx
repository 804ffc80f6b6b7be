import { For, Show, onCleanup, onMount } from "solid-js";
import { Portal } from "solid-js/web";

export interface PopupItem {
  label: string;
  keys?: string;
  run: () => void;
}

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

/** A menu at a point: arrows move, Enter chooses, Escape closes. */
export function Popup(props: { name: string; items: PopupItem[]; at: { x: number; y: number }; onClose: () => void }) {
  let box: HTMLDivElement | undefined;
  closeOutside(
    () => box,
    () => props.onClose(),
  );
  onMount(() => box?.querySelector("button")?.focus());
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape") props.onClose();
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(box?.querySelectorAll("button") ?? [])];
    const here = buttons.findIndex((button) => button === document.activeElement);
    buttons.at((here + step) % buttons.length)?.focus();
  };
  return (
    <Portal>
      <div
        ref={box}
        class="menu canvas-menu"
        role="menu"
        aria-label={props.name}
        tabindex="-1"
        style={placed(props.at, { width: 200, height: props.items.length * 30 + 10 })}
        onKeyDown={key}
      >
        <For each={props.items}>
          {(item) => (
            <button
              type="button"
              role="menuitem"
              class="menu-item"
              onClick={() => {
                props.onClose();
                item.run();
              }}
            >
              {item.label}
              <Show when={item.keys}>
                <span class="kbd">{item.keys}</span>
              </Show>
            </button>
          )}
        </For>
      </div>
    </Portal>
  );
}
