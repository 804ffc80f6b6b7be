import X from "lucide-solid/icons/x";
import { For, Show, createMemo, createSignal, onMount } from "solid-js";
import { Portal } from "solid-js/web";
import type { Edit, StatePath } from "../api/generated";
import { type Colour, colours, groupName, isIn, tagsOf, withColour, withGroup } from "../canvas/tags";
import { Button } from "../parts/button";
import { TextField } from "../parts/field";
import { bodyOf } from "../workflow/body";
import { showNotes } from "../workflow/notes-shown";
import { closeOutside, placed } from "./popup";
import type { Workbench } from "./workbench";

/** A state's comment: as it is, and as it is to be. */
interface Draft {
  path: StatePath;
  old: string;
  now: string;
}

/**
 * The note, the colour and the groups of states. All of them are in the comment, so the note is shown with its tags, and
 * what is pressed below writes there. Ctrl+Enter and a press outside keep it, Escape drops it.
 */
export function NotePopup(props: {
  bench: Workbench;
  states: readonly StatePath[];
  at: { x: number; y: number };
  onClose: () => void;
}) {
  const { bench } = props;
  let box: HTMLDivElement | undefined;
  const [drafts, setDrafts] = createSignal(props.states.map((path) => draftOf(bench, path)));
  const change = (by: (comment: string) => string) => setDrafts(drafts().map((draft) => ({ ...draft, now: by(draft.now) })));
  const same = createMemo(() => (new Set(drafts().map(({ now }) => now)).size === 1 ? (drafts()[0]?.now ?? "") : null));
  const close = (keep: boolean) => {
    const edits = keep ? drafts().flatMap(editOf) : [];
    props.onClose();
    if (edits.length === 0) return;
    if (drafts().some(({ old, now }) => tagsOf(now).words !== tagsOf(old).words && tagsOf(now).words !== "")) showNotes(true);
    bench.edit(edits);
  };
  closeOutside(
    () => box,
    () => close(true),
  );
  onMount(() => {
    const field = box?.querySelector("textarea");
    (field ?? box?.querySelector("button"))?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  });
  const key = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") close(false);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) close(true);
  };
  return (
    <Portal>
      <div
        ref={box}
        class="menu canvas-menu note-popup"
        role="dialog"
        aria-label={props.states.length === 1 ? "Note of the state" : `Note of ${props.states.length} states`}
        tabindex="-1"
        style={placed(props.at, { width: 320, height: 330 })}
        onKeyDown={key}
      >
        <Show when={same() !== null} fallback={<p class="help">Their notes differ. Colour and groups go to all of them.</p>}>
          <TextField
            label="Note"
            value={same() ?? ""}
            lines={4}
            placeholder="What others should know"
            onInput={(text) => change(() => text)}
          />
        </Show>
        <Swatches chosen={commonColour(drafts())} onPick={(colour) => change((comment) => withColour(comment, colour))} />
        <Groups bench={bench} drafts={drafts()} onChange={change} />
        <div class="row note-foot">
          <span class="help grow">It is the Comment of the state: #words colour and group it.</span>
          <Button kind="primary" size="small" shortcut="Ctrl+Enter" onClick={() => close(true)}>
            Keep
          </Button>
        </div>
      </div>
    </Portal>
  );
}

function Swatches(props: { chosen: Colour | null; onPick: (colour: Colour | null) => void }) {
  return (
    <div class="row swatches" role="group" aria-label="Colour">
      <For each={colours}>
        {(colour) => (
          <button
            type="button"
            class={`swatch tag-${colour}`}
            aria-label={colour}
            data-tip={colour}
            aria-pressed={props.chosen === colour}
            onClick={() => props.onPick(props.chosen === colour ? null : colour)}
          />
        )}
      </For>
      <Button kind="quiet" size="small" icon={X} name="No colour" onClick={() => props.onPick(null)} />
    </div>
  );
}

/** The groups of the workflow to be in or not, and a field for a new one. */
function Groups(props: { bench: Workbench; drafts: readonly Draft[]; onChange: (by: (comment: string) => string) => void }) {
  const [fresh, setFresh] = createSignal("");
  const inAll = (group: string) => props.drafts.every(({ now }) => isIn(now, group));
  const known = createMemo(() => groupsIn(props.bench, props.drafts));
  const toggle = (group: string) => {
    const within = !inAll(group);
    props.onChange((comment) => withGroup(comment, group, within));
  };
  const add = () => {
    const name = groupName(fresh());
    if (name !== "" && !inAll(name)) toggle(name);
    setFresh("");
  };
  return (
    <div class="field">
      <Show when={known().length > 0}>
        <div class="row group-chips" role="group" aria-label="Groups">
          <For each={known()}>
            {(group) => (
              <Button size="small" kind="quiet" pressed={inAll(group)} onClick={() => toggle(group)}>
                {group}
              </Button>
            )}
          </For>
        </div>
      </Show>
      <input
        class="input"
        aria-label="New group"
        placeholder="New group, then Enter"
        value={fresh()}
        spellcheck={false}
        onInput={(event) => setFresh(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && !event.ctrlKey && !event.metaKey && add()}
        onBlur={add}
      />
    </div>
  );
}

function draftOf({ workflow }: Workbench, path: StatePath): Draft {
  const comment = bodyOf(workflow, path)?.["Comment"];
  const old = typeof comment === "string" ? comment : "";
  return { path, old, now: old };
}

function editOf({ path, old, now }: Draft): Edit[] {
  const [at, text] = [`${path}/Comment`, now.trim()];
  if (text === old) return [];
  return [text === "" ? { kind: "remove_field", at } : { kind: "set_field", at, value: text }];
}

function commonColour(drafts: readonly Draft[]): Colour | null {
  const found = new Set(drafts.map(({ now }) => tagsOf(now).colour));
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

/** The groups of all states, as the picture has them, and of what is being written. */
function groupsIn({ workflow }: Workbench, drafts: readonly Draft[]): string[] {
  const shown = workflow.analysis.scene()?.nodes.map(({ state }) => state?.comment ?? "") ?? [];
  const all = [...shown, ...drafts.map(({ now }) => now)].flatMap((comment) => tagsOf(comment).groups);
  return [...new Map(all.map((group) => [group.toLowerCase(), group])).values()].sort((one, other) => one.localeCompare(other));
}
