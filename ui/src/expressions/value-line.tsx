import { For, Show, createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { ExpressionValue } from "../api/generated";
import { latestOnly } from "../api/live";
import type { Desk } from "../inspector/desk";
import { useSamples, type Sample } from "./samples";
import { evaluate } from "./trial";

/** Fields that see what is known only after the work; a run's data has no such stage. */
const afterwards = new Set(["OutputPath", "ResultPath"]);
/** Pause after a key before expressions are tried, in milliseconds. */
const pause = 120;

export interface Tried {
  values: readonly ExpressionValue[];
  origin: Sample["origin"];
  /** What was tried. */
  text: string;
}

/** What the expressions of a field give over the sample data, always of the newest text; null without data or expressions. */
export function createTrial(desk: Desk, field: () => string, text: Accessor<string>, isJson: boolean): Accessor<Tried | null> {
  const samples = useSamples();
  const [tried, setTried] = createSignal<Tried | null>(null);
  const ask = latestOnly(async () => {
    const sample = samples.of(desk.name);
    const now = text();
    if (!sample || afterwards.has(field()) || !/\$|\{%/.test(now)) return void setTried(null);
    try {
      const values = await evaluate(desk.workflow, desk.body, sample, { field: field(), text: now, isJson });
      setTried(values.length > 0 ? { values, origin: sample.origin, text: now } : null);
    } catch {
      setTried(null);
    }
  }, pause);
  createEffect(on([text, () => samples.of(desk.name)], () => void ask()));
  onCleanup(() => setTried(null));
  return tried;
}

/** Below a field: the value of each expression, or what AWS would say. */
export function ValueLines(props: { tried: Tried | null }) {
  return (
    <Show when={props.tried}>
      {(tried) => (
        <div class="value-lines" role="status" aria-label="Value of the expressions">
          <For each={tried().values.slice(0, 12)}>
            {(one) => (
              <div class="value-line" classList={{ failed: one.value === null }}>
                <Show when={tried().values.length > 1}>
                  <code class="value-of ellipsis">{tried().text.slice(one.from, one.to)}</code>
                </Show>
                <Show
                  when={one.value !== null}
                  fallback={
                    <span>
                      <strong>{one.error ?? "Not valid"}</strong> {one.cause}
                    </span>
                  }
                >
                  <span class="value" title={one.value ?? ""}>
                    <span aria-hidden="true">→ </span>
                    <code>{short(one.value ?? "")}</code>
                    <Show when={one.bytes > 200}>
                      <span class="faint"> {one.bytes.toLocaleString("en")} bytes</span>
                    </Show>
                  </span>
                </Show>
              </div>
            )}
          </For>
          <div class="faint small">{tried().origin === "run" ? "with the data of this run" : "with pinned data"}</div>
        </div>
      )}
    </Show>
  );
}

function short(value: string): string {
  return value.length > 160 ? `${value.slice(0, 160)}…` : value;
}
