import { Dialog as Base } from "@kobalte/core/dialog";
import X from "lucide-solid/icons/x";
import { Show, type JSX } from "solid-js";
import { Button } from "./button";

export interface DialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  children: JSX.Element;
  footer?: JSX.Element;
  /** Width in pixels, if the window is wide enough. */
  width?: number;
}

/** What a person does first in a dialog is write, not close it. */
function focusFirst(event: Event): void {
  event.preventDefault();
  const dialog = event.currentTarget ?? event.target;
  if (!(dialog instanceof HTMLElement)) return;
  (dialog.querySelector<HTMLElement>(".body :is(input, textarea, .cm-content), footer .primary") ?? dialog).focus();
}

/** A modal dialog: holds the focus, closes with Escape. */
export function Dialog(props: DialogProps) {
  return (
    <Base open={props.open} onOpenChange={(open) => !open && props.onClose()} modal>
      <Base.Portal>
        <Base.Overlay class="scrim" />
        <div class="dialog-place">
          <Base.Content class="dialog" onOpenAutoFocus={focusFirst} style={{ "--dialog-width": `${props.width ?? 520}px` }}>
            <header>
              <Base.Title>{props.title}</Base.Title>
              <Button kind="quiet" size="small" icon={X} name="Close" shortcut="Esc" onClick={() => props.onClose()} />
            </header>
            <div class="body">{props.children}</div>
            <Show when={"footer" in props}>
              <footer>{props.footer}</footer>
            </Show>
          </Base.Content>
        </div>
      </Base.Portal>
    </Base>
  );
}
