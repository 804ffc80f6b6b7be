import X from "lucide-solid/icons/x";
import { For, Show, createSignal, onMount } from "solid-js";
import { Refusal } from "../api/client";
import { Button } from "../parts/button";
import { count } from "../parts/count";
import { RefusalNote } from "../parts/refusal-note";
import type { Named, Names } from "./names";

/** Under the text: where a name stands, or a field for its new name. */
export function NamesPanel(props: { names: Names }) {
  return (
    <>
      <div class="visually-hidden" role="status">
        {props.names.said()}
      </div>
      <Show when={props.names.shown()} keyed>
        {(named) => (
          <section
            class="names-panel"
            aria-label={named.renaming ? `New name of ${named.name}` : `Places of ${named.name}`}
            onKeyDown={(event) => event.key === "Escape" && props.names.close()}
          >
            <header>
              <strong class="ellipsis" title={named.name}>
                {named.name}
              </strong>
              <span class="faint">{count(named.references.length, "place")}</span>
              <span class="grow" />
              <Button kind="quiet" size="small" icon={X} name="Close the list" onClick={() => props.names.close()} />
            </header>
            <Show when={named.renaming} fallback={<Places names={props.names} named={named} />}>
              <NewName names={props.names} named={named} />
            </Show>
          </section>
        )}
      </Show>
    </>
  );
}

function Places(props: { names: Names; named: Named }) {
  let list: HTMLUListElement | undefined;
  onMount(() => list?.querySelector("button")?.focus());
  return (
    <ul ref={list} class="names-places">
      <For each={props.named.references}>
        {(one) => {
          const line = props.names.line(one.from);
          return (
            <li>
              <button type="button" class="names-place" title={one.location} onClick={() => props.names.jump(one.from, one.to)}>
                <span class="faint number">{line.number}</span>
                <code class="ellipsis">{line.text}</code>
                <Show when={one.is_definition}>
                  <span class="badge">definition</span>
                </Show>
              </button>
            </li>
          );
        }}
      </For>
    </ul>
  );
}

function NewName(props: { names: Names; named: Named }) {
  let field: HTMLInputElement | undefined;
  const [name, setName] = createSignal(props.named.name);
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  onMount(() => field?.select());
  const rename = () => {
    if (name() === props.named.name) return props.names.close();
    props.names.rename(name()).catch((reason: unknown) => setRefusal(Refusal.from(reason)));
  };
  return (
    <form
      class="names-rename"
      onSubmit={(event) => {
        event.preventDefault();
        rename();
      }}
    >
      <input
        ref={field}
        class="input"
        aria-label={`New name of ${props.named.name}`}
        value={name()}
        spellcheck={false}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <Button kind="primary" size="small" type="submit">
        Rename
      </Button>
      <Show when={refusal()}>{(refused) => <RefusalNote refusal={refused()} />}</Show>
    </form>
  );
}
