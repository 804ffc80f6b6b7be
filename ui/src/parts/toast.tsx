import X from "lucide-solid/icons/x";
import { For, Show, createSignal } from "solid-js";
import { Button } from "./button";

export interface Toast {
  tone: "good" | "bad" | "plain";
  title: string;
  text?: string | null;
  action?: {
    label: string;
    run: () => void;
    /** False once it is too late for it. */
    possible?: () => boolean;
  };
  /** The newest message takes the place of an older one about the same. */
  topic?: string;
}

/** Short messages at the edge. Bad news stays until it is closed. */
export class Toasts {
  readonly #list = createSignal<readonly Toast[]>([]);
  #held = false;

  all(): readonly Toast[] {
    return this.#list[0]();
  }

  show(toast: Toast): void {
    const same = (other: Toast) =>
      (other.topic !== undefined && other.topic === toast.topic) || (other.title === toast.title && other.text === toast.text);
    this.#list[1]((now) => [...now.filter((other) => !same(other)), toast].slice(-4));
    if (toast.tone !== "bad") setTimeout(() => this.#expire(toast), 5000);
  }

  /** Somebody points at the messages or has the keyboard in them: none goes away under their hand. */
  hold(on: boolean): void {
    this.#held = on;
  }

  #expire(toast: Toast): void {
    if (this.#held) setTimeout(() => this.#expire(toast), 1000);
    else this.close(toast);
  }

  close(toast: Toast): void {
    this.#list[1]((now) => now.filter((other) => other !== toast));
  }
}

/** `above` is the height in pixels of what lies at the bottom of the window and must stay in reach. */
export function ToastRegion(props: { toasts: Toasts; above?: number }) {
  const hold = (on: boolean) => () => props.toasts.hold(on);
  // What is gone is pointed at no longer, and no event says so.
  const close = (toast: Toast) => (props.toasts.hold(false), props.toasts.close(toast));
  return (
    <div
      onPointerOver={hold(true)}
      onPointerLeave={hold(false)}
      onFocusIn={hold(true)}
      onFocusOut={hold(false)}
      class="toasts"
      role="region"
      aria-label="Messages"
      aria-live="polite"
      style={{ "--toasts-above": `${props.above ?? 0}px` }}
    >
      <For each={props.toasts.all()}>
        {(toast) => (
          <div class={`toast ${toast.tone}`} role={toast.tone === "bad" ? "alert" : "status"}>
            <div class="words">
              <strong>{toast.title}</strong>
              <Show when={toast.text}>
                <p>{toast.text}</p>
              </Show>
            </div>
            <Show when={toast.action?.possible?.() !== false && toast.action}>
              {(action) => (
                <Button size="small" onClick={() => (action().run(), close(toast))}>
                  {action().label}
                </Button>
              )}
            </Show>
            <Button kind="quiet" size="small" icon={X} name="Dismiss" onClick={() => close(toast)} />
          </div>
        )}
      </For>
    </div>
  );
}
