import { For, createMemo, createSignal, onMount } from "solid-js";
import { Dialog } from "../parts/dialog";
import { kinds } from "../workflow/kinds";
import { Dynamic } from "solid-js/web";
import type { OutlineState } from "../api/generated";
import type { Workbench } from "./workbench";

/** States whose names hold the letters in order; those that begin with them come first. */
export function matching(outline: readonly OutlineState[], wanted: string): OutlineState[] {
  const query = wanted.trim().toLowerCase();
  const rank = (name: string): number => {
    if (name.startsWith(query)) return 0;
    if (name.includes(query)) return 1;
    let next = 0;
    for (const letter of name) if (letter === query[next]) next += 1;
    return next === query.length ? 2 : 9;
  };
  return outline
    .map((state) => ({ state, rank: rank(state.name.toLowerCase()) }))
    .filter((each) => each.rank < 9)
    .sort((one, other) => one.rank - other.rank)
    .map(({ state }) => state)
    .slice(0, 50);
}

/** Jumps to a state by name: type, arrows, Enter. */
export function GoToState(props: { bench: Workbench; onClose: () => void }) {
  let field: HTMLInputElement | undefined;
  const [wanted, setWanted] = createSignal("");
  const [here, setHere] = createSignal(0);
  const found = createMemo(() => matching(props.bench.workflow.analysis.view()?.outline ?? [], wanted()));
  onMount(() => field?.focus());
  const pick = (state: OutlineState | undefined) => {
    if (!state) return;
    props.onClose();
    props.bench.workflow.selection.select([state.path], "panel");
    props.bench.picture()?.reveal([state.path]);
    requestAnimationFrame(() => props.bench.picture()?.focus());
  };
  const key = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter") pick(found()[here()]);
    if (step === 0) return;
    event.preventDefault();
    setHere((here() + step + found().length) % Math.max(1, found().length));
  };
  return (
    <Dialog open title="Go to a state" width={480} onClose={props.onClose}>
      <input
        ref={field}
        class="input"
        type="search"
        role="combobox"
        aria-label="Name of the state"
        aria-expanded="true"
        aria-controls="go-to-options"
        value={wanted()}
        onKeyDown={key}
        onInput={(event) => {
          setWanted(event.currentTarget.value);
          setHere(0);
        }}
      />
      <ul id="go-to-options" role="listbox" aria-label="States" class="scroll go-to">
        <For each={found()} fallback={<li class="menu-note">No such state</li>}>
          {(state, index) => (
            <li
              role="option"
              aria-selected={index() === here()}
              class="menu-item"
              data-highlighted={index() === here() ? "" : undefined}
              onPointerMove={() => setHere(index())}
              onClick={() => pick(state)}
            >
              <span class="kind-tile tiny" style={{ "--hue": `var(--kind-${kinds[state.type].hue})` }}>
                <Dynamic component={kinds[state.type].icon} size={14} aria-hidden="true" />
              </span>
              <span class="grow ellipsis">{state.name}</span>
              <span class="faint">{state.subtitle}</span>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
}
