import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import { For, Show, type JSX } from "solid-js";
import { DrawnIcon } from "./drawn-icon";
import type { Icon } from "./icon";

export interface MenuItem {
  label: string;
  icon?: Icon;
  shortcut?: string | undefined;
  disabled?: boolean;
  /** Draws a line above. */
  apart?: boolean;
  onSelect: () => void;
}

export interface MenuProps {
  /** Accessible name of the button that opens the menu. */
  name: string;
  trigger: JSX.Element;
  /** Class of the button; default: a quiet button. */
  class?: string;
  note?: string;
  items: MenuItem[];
  testid?: string;
}

/** A button with a menu under it. */
export function Menu(props: MenuProps) {
  return (
    <DropdownMenu gutter={4} placement="bottom-end">
      <DropdownMenu.Trigger class={props.class ?? "button quiet"} aria-label={props.name} data-testid={props.testid}>
        {props.trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content class="menu">
          <Show when={props.note}>{(note) => <div class="menu-note">{note()}</div>}</Show>
          <For each={props.items}>
            {(item) => (
              <>
                <Show when={item.apart}>
                  <DropdownMenu.Separator class="menu-line" />
                </Show>
                <DropdownMenu.Item class="menu-item" disabled={item.disabled ?? false} onSelect={() => item.onSelect()}>
                  <Show when={item.icon}>{(icon) => <DrawnIcon of={icon()} size={15} />}</Show>
                  <DropdownMenu.ItemLabel>{item.label}</DropdownMenu.ItemLabel>
                  <Show when={item.shortcut}>{(keys) => <span class="kbd">{keys()}</span>}</Show>
                </DropdownMenu.Item>
              </>
            )}
          </For>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}
