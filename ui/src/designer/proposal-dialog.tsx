import { For, Show, createSignal } from "solid-js";
import type { StatePath } from "../api/generated";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { leaf } from "../workflow/pointer";
import { EffectList } from "./effect-list";
import type { Editing, Proposal } from "./editing";

/** Says what an edit takes with it, and lets choose what becomes of states that are cut off by it. */
export function ProposalDialog(props: { editing: Editing }) {
  return (
    <Show when={props.editing.proposal()} keyed>
      {(proposal) => <Question proposal={proposal} editing={props.editing} />}
    </Show>
  );
}

function Question(props: { proposal: Proposal; editing: Editing }) {
  const { edited } = props.proposal;
  const cut = edited.effects.filter(({ kind, state }) => kind === "unreachable" && state !== null);
  const [also, setAlso] = createSignal<readonly StatePath[]>(cut.flatMap(({ state }) => state ?? []));
  const others = edited.effects.filter((effect) => !cut.includes(effect));
  const turn = (state: StatePath, on: boolean) => setAlso((now) => (on ? [...now, state] : now.filter((each) => each !== state)));
  const verb = () => edited.summary.split(" ")[0] ?? "Do it";
  const footer = (
    <>
      <Button onClick={() => props.editing.decide(null)}>Cancel</Button>
      <Button kind="primary" shortcut="Ctrl+Enter" onClick={() => props.editing.decide(props.proposal.edits(also()))}>
        {verb()}
      </Button>
    </>
  );
  return (
    <Dialog open title={`${edited.summary}?`} width={480} onClose={() => props.editing.decide(null)} footer={footer}>
      <Show when={others.length > 0}>
        <p>This also changes:</p>
        <EffectList effects={others} />
      </Show>
      <Show when={cut.length > 0}>
        <p>Nothing would lead to {cut.length === 1 ? "this state" : "these states"} any more. Delete too:</p>
        <ul class="effects">
          <For each={cut}>
            {({ state }) => (
              <li>
                <label class="check">
                  <input
                    type="checkbox"
                    checked={state !== null && also().includes(state)}
                    onChange={(event) => state !== null && turn(state, event.currentTarget.checked)}
                  />
                  <span class="ellipsis">{leaf(state ?? "")}</span>
                </label>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Dialog>
  );
}
