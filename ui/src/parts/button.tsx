import { Show, children, createMemo, type JSX } from "solid-js";
import { DrawnIcon } from "./drawn-icon";
import type { Icon } from "./icon";
import { useShortcut } from "./shortcut";

export interface ButtonProps {
  /** Visible words; without them `name` must be given. */
  children?: JSX.Element;
  /** Accessible name; also the tooltip's text of a button without words. */
  name?: string;
  kind?: "primary" | "plain" | "quiet" | "danger";
  size?: "small" | "normal" | "large";
  icon?: Icon;
  /** Explains the button, or why it cannot be used now. */
  tip?: string;
  /** Keys that are the same for everybody. */
  shortcut?: string | undefined;
  /** Id of the action that the button does: its keys are shown. */
  action?: string;
  disabled?: boolean;
  /** Shows that the action is under way; a second press does nothing. */
  busy?: boolean;
  pressed?: boolean;
  type?: "button" | "submit";
  testid?: string;
  onClick?: (event: MouseEvent) => void;
}

/** A button. A disabled one stays focusable so that its tooltip can say why. */
export function Button(props: ButtonProps) {
  // Memos, because props may be computed and are read again in event handlers.
  const words = children(() => props.children);
  const tip = createMemo(() => props.tip ?? (words() === undefined ? props.name : undefined));
  const ofAction = useShortcut(() => props.action);
  const keys = createMemo(() => props.shortcut ?? ofAction());
  const off = createMemo(() => props.disabled === true || props.busy === true);
  const press = (event: MouseEvent) => {
    if (off()) event.preventDefault();
    else props.onClick?.(event);
  };
  return (
    <button
      type={props.type ?? "button"}
      class="button"
      classList={{ [props.kind ?? "plain"]: true, [props.size ?? "normal"]: true, icon: words() === undefined }}
      aria-label={props.name}
      aria-disabled={off() ? "true" : undefined}
      aria-busy={props.busy ? "true" : undefined}
      aria-pressed={props.pressed}
      aria-keyshortcuts={keys()?.replaceAll("Ctrl", "Control")}
      data-testid={props.testid}
      data-tip={tip()}
      data-keys={keys()}
      onClick={press}
    >
      <Show when={props.busy} fallback={<Show when={props.icon}>{(icon) => <DrawnIcon of={icon()} size={15} />}</Show>}>
        <span class="spinner" aria-hidden="true" />
      </Show>
      {words()}
    </button>
  );
}
