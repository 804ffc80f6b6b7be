import Copy from "lucide-solid/icons/copy";
import { Show, createMemo, createSignal } from "solid-js";
import { Button } from "../parts/button";
import { exactOf } from "../parts/exact-json";
import { JsonTree } from "../parts/json-tree";
import { pretty } from "../parts/pretty-json";

/** Data of a step: as a tree, or as text, with a way to copy it. */
export function DataView(props: { name: string; text: string | null; absent: string }) {
  const [raw, setRaw] = createSignal(false);
  const [copied, setCopied] = createSignal(false);
  const value = createMemo(() => exactOf(props.text));
  const copy = () => {
    void navigator.clipboard?.writeText(pretty(props.text ?? "")).then(
      () => {
        setCopied(true);
        setTimeout(() => setCopied(false), 1500);
      },
      () => {},
    );
  };
  return (
    <Show when={props.text !== null} fallback={<p class="pad soft">{props.absent}</p>}>
      <div class="data-view">
        <div class="data-tools">
          <Button kind="quiet" size="small" pressed={raw()} onClick={() => setRaw(!raw())}>
            Text
          </Button>
          <Button
            kind="quiet"
            size="small"
            icon={Copy}
            name={copied() ? "Copied" : `Copy ${props.name.toLowerCase()}`}
            onClick={copy}
          />
        </div>
        <Show when={value() !== undefined && !raw()} fallback={<pre class="raw">{pretty(props.text ?? "")}</pre>}>
          <JsonTree name={props.name} value={value() ?? "null"} />
        </Show>
      </div>
    </Show>
  );
}
