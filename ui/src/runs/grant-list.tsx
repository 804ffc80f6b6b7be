import FileTerminal from "lucide-solid/icons/file-terminal";
import ShieldCheck from "lucide-solid/icons/shield-check";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Show } from "solid-js";
import type { Grants, HandlerNeed } from "../api/generated";

/** The programs a run would start on this machine. Each is denied until its box is ticked. */
export function GrantList(props: {
  grants: Grants;
  allowed: ReadonlySet<string>;
  onChange: (allowed: ReadonlySet<string>) => void;
}) {
  const found = () => props.grants.needs.filter(({ file }) => file !== null);
  const lacking = () => props.grants.needs.filter(({ file }) => file === null);
  const turn = (name: string, on: boolean) => {
    const next = new Set(props.allowed);
    if (on) next.add(name);
    else next.delete(name);
    props.onChange(next);
  };
  return (
    <>
      <Show when={found().length > 0}>
        <Show
          when={!props.grants.granted}
          fallback={
            <p class="note">
              <ShieldCheck size={15} aria-hidden="true" />
              <span>
                {found().length} local {found().length === 1 ? "program is" : "programs are"} allowed for this definition.
              </span>
            </p>
          }
        >
          <fieldset class="grants">
            <legend>This run starts programs on your computer</legend>
            <p class="help">
              They come with the workflow and can do what you can do. Allow only what you trust; a changed definition asks again.
            </p>
            <label class="grant all">
              <input
                type="checkbox"
                checked={found().every(({ name }) => props.allowed.has(name))}
                onChange={(event) => props.onChange(new Set(event.currentTarget.checked ? found().map(({ name }) => name) : []))}
              />
              Allow all {found().length}
            </label>
            <For each={found()}>
              {(need) => <Grant need={need} on={props.allowed.has(need.name)} onTurn={(on) => turn(need.name, on)} />}
            </For>
            <p class="help ellipsis" title={props.grants.handlers_folder ?? ""}>
              in {props.grants.handlers_folder}
            </p>
          </fieldset>
        </Show>
      </Show>
      <Show when={props.grants.needs.length === 0}>
        <p class="note">
          <ShieldCheck size={15} aria-hidden="true" />
          <span>This run starts no programs on your computer.</span>
        </p>
      </Show>
      <For each={lacking()}>
        {(need) => (
          <p class="note warning">
            <TriangleAlert size={15} aria-hidden="true" />
            <span>
              <strong>{need.name}</strong> has no handler{need.problem ? `: ${need.problem}` : ""}. The run fails when it reaches{" "}
              {need.states.join(", ")}.
            </span>
          </p>
        )}
      </For>
    </>
  );
}

function Grant(props: { need: HandlerNeed; on: boolean; onTurn: (on: boolean) => void }) {
  return (
    <label class="grant">
      <input type="checkbox" checked={props.on} onChange={(event) => props.onTurn(event.currentTarget.checked)} />
      <FileTerminal size={15} aria-hidden="true" />
      <span class="mono grow ellipsis">{props.need.file}</span>
      <span class="badge">{props.need.runtime}</span>
      <span class="faint small ellipsis" title={props.need.states.join(", ")}>
        {props.need.states.join(", ")}
      </span>
    </label>
  );
}
