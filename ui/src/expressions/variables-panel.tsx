import Pencil from "lucide-solid/icons/pencil";
import Variable from "lucide-solid/icons/variable";
import { For, Show, createEffect, createSignal, on } from "solid-js";
import type { Variable as Found, VariableUse } from "../api/generated";
import { latestOnly } from "../api/live";
import type { Workbench } from "../designer/workbench";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";
import { leaf, split } from "../workflow/pointer";

/** Every variable of the workflow, with the states that set it and those that read it. */
export function VariablesPanel(props: { bench: Workbench }) {
  const { workflow } = props.bench;
  const [variables, setVariables] = createSignal<readonly Found[] | null>(null);
  const ask = latestOnly(async () => {
    try {
      setVariables((await workflow.client.call("list_variables", { text: workflow.buffer.text })).variables);
    } catch (reason) {
      props.bench.refused(reason);
    }
  }, 100);
  createEffect(on(workflow.buffer.revision, () => void ask()));
  return (
    <Show
      when={(variables() ?? []).length > 0}
      fallback={
        <Show when={variables()}>
          <Empty icon={Variable} title="No variables">
            A state sets variables with Assign; later states read them as $name.
          </Empty>
        </Show>
      }
    >
      <table class="variables">
        <thead>
          <tr>
            <th scope="col">Variable</th>
            <th scope="col">Set by</th>
            <th scope="col">Read by</th>
          </tr>
        </thead>
        <tbody>
          <For each={variables()}>
            {(one) => (
              <tr>
                <th scope="row">
                  <Name bench={props.bench} variable={one} />
                </th>
                <td>
                  <Uses bench={props.bench} uses={one.written} none="nobody" />
                </td>
                <td>
                  <Uses bench={props.bench} uses={one.read} none="nobody" />
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Show>
  );
}

/** The name of a variable; the pencil beside it makes it a field, and Enter changes it everywhere. */
function Name(props: { bench: Workbench; variable: Found }) {
  const [renaming, setRenaming] = createSignal(false);
  let field: HTMLInputElement | undefined;
  const rename = () => {
    const { name, scope } = props.variable;
    const to = field?.value.trim().replace(/^\$/, "") ?? name;
    setRenaming(false);
    if (to !== name) props.bench.edit({ kind: "rename_variable", name, scope, to });
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") rename();
    else setRenaming(false);
  };
  const begin = () => {
    setRenaming(true);
    field?.select();
  };
  return (
    <Show
      when={renaming()}
      fallback={
        <span class="variable-name">
          <code>${props.variable.name}</code>
          <Show when={props.variable.scope}>
            <span class="faint small"> in {ownerOf(props.variable.scope)}</span>
          </Show>
          <Button kind="quiet" size="small" icon={Pencil} name={`Rename $${props.variable.name}`} onClick={begin} />
        </span>
      }
    >
      <input
        ref={field}
        class="input mono"
        aria-label={`New name of $${props.variable.name}`}
        value={props.variable.name}
        spellcheck={false}
        onKeyDown={key}
        onBlur={() => setRenaming(false)}
      />
    </Show>
  );
}

/** The container whose branch or processor a scope is. */
function ownerOf(scope: string): string {
  const keys = split(scope);
  return keys[keys.lastIndexOf("States") + 1] ?? "";
}

function Uses(props: { bench: Workbench; uses: readonly VariableUse[]; none: string }) {
  const states = () => [...new Set(props.uses.map(({ state }) => state))];
  return (
    <Show when={states().length > 0} fallback={<span class="faint">{props.none}</span>}>
      <span class="variable-uses">
        <For each={states()}>
          {(state) => (
            <button type="button" class="link" onClick={() => props.bench.goTo(state, true)}>
              {leaf(state)}
            </button>
          )}
        </For>
      </span>
    </Show>
  );
}
