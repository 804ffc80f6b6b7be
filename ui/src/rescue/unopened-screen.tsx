import RotateCw from "lucide-solid/icons/rotate-cw";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show } from "solid-js";
import type { Refusal } from "../api/client";
import { Button } from "../parts/button";
import { readable } from "../parts/sentence";

export interface UnopenedScreenProps {
  /** Why there is nothing to show: a database of a newer version, a full disk, a back end that does not answer. */
  refusal: Refusal;
  /** Begins again; absent where only a new start of the program can help. */
  onRetry?: (() => void) | undefined;
}

/** The window while the back end could not open its data: what is in the way, and what can be done about it. */
export function UnopenedScreen(props: UnopenedScreenProps) {
  return (
    <main class="rescue-place">
      <article class="rescue-card" aria-labelledby="unopened">
        <header>
          <TriangleAlert size={22} aria-hidden="true" />
          <h1 id="unopened">Signalbox could not open its data</h1>
        </header>
        <dl class="rescue-facts">
          <dt>Reason</dt>
          <dd>{readable(props.refusal.message)}</dd>
          <Show when={props.refusal.hint}>
            {(hint) => (
              <>
                <dt>What to do</dt>
                <dd>{readable(hint())}</dd>
              </>
            )}
          </Show>
        </dl>
        <p>Your workflow files lie elsewhere and are not affected. Nothing was changed.</p>
        <Show when={props.onRetry} fallback={<p>Then close this window and start Signalbox again.</p>}>
          {(retry) => (
            <div class="rescue-ways">
              <Button kind="primary" size="large" icon={RotateCw} onClick={() => retry()()}>
                Try again
              </Button>
            </div>
          )}
        </Show>
      </article>
    </main>
  );
}
