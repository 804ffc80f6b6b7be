import { For, Show } from "solid-js";
import type { Body } from "../workflow/body";
import { duration, waitsOf } from "./retry-times";

/** The waits of a retrier one after the other, as long as they are against each other, and how long it may take in all. */
export function RetryStrip(props: { retrier: Body }) {
  const times = () => waitsOf(props.retrier);
  const total = () => times().waits.reduce((sum, wait) => sum + wait, 0);
  const words = () => {
    const { waits, more, jitter } = times();
    if (waits.length === 0) return "It is not tried again.";
    const tries = waits.length + more;
    const rest = more > 0 ? `, the first ${waits.length} of them` : "";
    return `Tried again ${tries === 1 ? "once" : `${tries} times`}${rest} after ${jitter ? "at most " : ""}${duration(total())} of waiting.`;
  };
  return (
    <div class="retry-strip">
      <Show when={times().waits.length > 0}>
        <ol aria-label="Waits before each attempt">
          <For each={times().waits}>
            {(wait, at) => (
              <li
                style={{ "flex-grow": Math.sqrt(wait / Math.max(total(), 0.001)) }}
                title={`Before attempt ${at() + 2}: ${times().jitter ? "up to " : ""}${duration(wait)}`}
              >
                {duration(wait)}
              </li>
            )}
          </For>
          <Show when={times().more > 0}>
            <li class="more">+{times().more}</li>
          </Show>
        </ol>
      </Show>
      <p class="help">{words()}</p>
    </div>
  );
}
