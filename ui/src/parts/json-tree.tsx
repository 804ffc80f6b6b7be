import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { For, Show, createSignal } from "solid-js";
import type { Json } from "./json-of";

/** JSON as a tree whose objects and lists fold. Long lists show their first hundred members until asked. */
export function JsonTree(props: { value: Json; name: string }) {
  return (
    <div class="json-tree" role="group" aria-label={props.name}>
      <Show
        when={isObject(props.value) && Object.keys(props.value).length > 0 && props.value}
        fallback={<Member value={props.value} depth={0} />}
      >
        {(top) => <For each={Object.entries(top())}>{([key, value]) => <Member label={key} value={value} depth={1} />}</For>}
      </Show>
    </div>
  );
}

function isObject(value: Json): value is { [key: string]: Json } {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function Member(props: { label?: string; value: Json; depth: number }) {
  const inner = () => (props.value !== null && typeof props.value === "object" ? props.value : null);
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
          <Scalar value={props.value} />
        </div>
      }
    >
      {(members) => <Members label={props.label} members={members()} depth={props.depth} />}
    </Show>
  );
}

function Members(props: { label?: string; members: Json[] | { [key: string]: Json }; depth: number }) {
  const entries = () => Object.entries(props.members);
  const [open, setOpen] = createSignal(props.depth < 3 && Object.keys(props.members).length <= 50);
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

function Scalar(props: { value: Json }) {
  const kind = () => (typeof props.value === "string" ? "string" : typeof props.value === "number" ? "number" : "word");
  return <span class={kind()}>{JSON.stringify(props.value)}</span>;
}
