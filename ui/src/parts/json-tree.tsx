import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { For, Show, createSignal } from "solid-js";
import type { Exact } from "./exact-json";
import { jsonOf } from "./json-of";

/** JSON as a tree whose objects and lists fold. Long lists show their first hundred members until asked. */
export function JsonTree(props: { value: Exact; name: string }) {
  return (
    <div class="json-tree" role="group" aria-label={props.name}>
      <Show
        when={props.value instanceof Map && props.value.size > 0 && props.value}
        fallback={<Member value={props.value} depth={0} />}
      >
        {(top) => <For each={[...top()]}>{([key, value]) => <Member label={key} value={value} depth={1} />}</For>}
      </Show>
    </div>
  );
}

function Member(props: { label?: string; value: Exact; depth: number }) {
  const inner = () => (typeof props.value === "string" ? null : props.value);
  const label = () => (
    <Show when={props.label !== undefined}>
      <span class="key">{props.label}</span>
      {": "}
    </Show>
  );
  return (
    <Show
      when={inner()}
      fallback={
        <div class="leaf">
          {label()}
          <Scalar text={String(props.value)} />
        </div>
      }
    >
      {(members) => <Members label={props.label} members={members()} depth={props.depth} />}
    </Show>
  );
}

function Members(props: { label?: string; members: Exclude<Exact, string>; depth: number }) {
  const entries = () => [...props.members.entries()].map(([key, value]): [string, Exact] => [String(key), value]);
  const [open, setOpen] = createSignal(props.depth < 3 && entries().length <= 50);
  const [max, setMax] = createSignal(100);
  const shape = () => (Array.isArray(props.members) ? `[${entries().length}]` : `{${entries().length}}`);
  return (
    <div>
      <button type="button" class="toggle" aria-expanded={open()} onClick={() => setOpen(!open())}>
        {open() ? <ChevronDown size={14} aria-hidden="true" /> : <ChevronRight size={14} aria-hidden="true" />}
        <Show when={props.label !== undefined}>
          <span class="key">{props.label}</span>:&nbsp;
        </Show>
        {shape()}
      </button>
      <Show when={open()}>
        <ul>
          <For each={entries().slice(0, max())}>
            {([key, value]) => (
              <li>
                <Member label={key} value={value} depth={props.depth + 1} />
              </li>
            )}
          </For>
          <Show when={entries().length > max()}>
            <li>
              <button type="button" class="toggle" onClick={() => setMax(max() + 1000)}>
                {entries().length - max()} more …
              </button>
            </li>
          </Show>
        </ul>
      </Show>
    </div>
  );
}

function Scalar(props: { text: string }) {
  const kind = () => (props.text.startsWith('"') ? "string" : /^[-\d]/.test(props.text) ? "number" : "word");
  // A character that was written as an escape is shown as itself.
  const shown = () => (kind() === "string" ? JSON.stringify(jsonOf(props.text)) : props.text);
  return <span class={kind()}>{shown()}</span>;
}
