import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronRight from "lucide-solid/icons/chevron-right";
import CornerDownLeft from "lucide-solid/icons/corner-down-left";
import Pin from "lucide-solid/icons/pin";
import PinOff from "lucide-solid/icons/pin-off";
import { For, Show, createSignal } from "solid-js";
import type { Desk } from "../inspector/desk";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { JsonEditor } from "../parts/json-editor";
import { exactOf, type Exact } from "../parts/exact-json";
import { pretty } from "../parts/pretty-json";
import { wrongInput } from "../runs/starting";
import { languageOf } from "../workflow/body";
import { useInsertion } from "./insertion";
import { drag, valueOf, type Keys, type Language } from "./paths";
import { useSamples } from "./samples";

const [open, setOpen] = createSignal(true);

/** The data that comes into the state, from the last run or pinned. Its fields can be dragged into the form. */
export function IncomingData(props: { desk: Desk }) {
  const samples = useSamples();
  const [pinning, setPinning] = createSignal(false);
  const sample = () => samples.of(props.desk.name);
  const language = () => languageOf(props.desk.workflow, props.desk.body);
  return (
    <section class="incoming" aria-label="Incoming data">
      <header>
        <button type="button" class="toggle" aria-expanded={open()} onClick={() => setOpen(!open())}>
          {open() ? <ChevronDown size={14} aria-hidden="true" /> : <ChevronRight size={14} aria-hidden="true" />}
          Incoming data
        </button>
        <Show when={sample()}>{(found) => <span class="badge">{found().origin === "run" ? "this run" : "pinned"}</span>}</Show>
        <span class="grow" />
        <Show when={sample()?.origin === "pinned"}>
          <Button
            kind="quiet"
            size="small"
            icon={PinOff}
            name="Unpin the data"
            onClick={() => samples.pin(props.desk.name, undefined)}
          />
        </Show>
        <Button kind="quiet" size="small" icon={Pin} name="Pin data …" onClick={() => setPinning(true)} />
      </header>
      <Show when={open()}>
        <Show when={sample()} fallback={<p class="faint small">Run the workflow, or pin data, to see fields and values here.</p>}>
          {(found) => (
            <>
              <ul class="incoming-tree">
                <Entry label="input" keys={[]} value={exactOf(found().input) ?? "null"} language={language()} />
              </ul>
              <p class="faint small">Drag a field into a box below, or press Insert at its row.</p>
            </>
          )}
        </Show>
      </Show>
      <Show when={pinning()}>
        <PinDialog
          desk={props.desk}
          start={sample()?.input}
          onClose={() => setPinning(false)}
          onPin={(value) => samples.pin(props.desk.name, value)}
        />
      </Show>
    </section>
  );
}

function Entry(props: { label: string; keys: Keys; value: Exact; language: Language }) {
  const insertion = useInsertion();
  const inner = () => (typeof props.value === "string" ? null : props.value);
  const [unfolded, setUnfolded] = createSignal(props.keys.length < 2);
  const [max, setMax] = createSignal(50);
  const path = () => valueOf(props.language, props.keys);
  // Names, not pairs: rows stay, and with them the focus, when a run brings new values.
  const names = (): (string | number)[] => [...(inner()?.keys() ?? [])];
  const member = (key: string | number): Exact => {
    const value = inner();
    return (value instanceof Map ? value.get(String(key)) : value?.[Number(key)]) ?? "null";
  };
  const shape = () => (Array.isArray(inner()) ? `[${names().length}]` : `{${names().length}}`);
  const begin = (event: DragEvent) => {
    event.stopPropagation();
    drag(event, props.keys);
    event.dataTransfer?.setData("text/plain", path());
  };
  return (
    <li>
      <div class="incoming-row" draggable="true" title={path()} onDragStart={begin}>
        <Show when={inner()} fallback={<span class="incoming-gap" />}>
          <button
            type="button"
            class="toggle"
            aria-expanded={unfolded()}
            aria-label={`${props.label}: ${unfolded() ? "fold" : "unfold"}`}
            onClick={() => setUnfolded(!unfolded())}
          >
            {unfolded() ? <ChevronDown size={13} aria-hidden="true" /> : <ChevronRight size={13} aria-hidden="true" />}
          </button>
        </Show>
        <span class="key">{props.label}</span>
        <span class="incoming-value ellipsis">{inner() ? shape() : String(props.value)}</span>
        <Button
          kind="quiet"
          size="small"
          icon={CornerDownLeft}
          name={`Insert ${path()}`}
          disabled={insertion.aimed() === null}
          tip={insertion.aimed() ? `Insert into ${insertion.aimed()?.name}` : "Click into a box first"}
          onClick={() => insertion.aimed()?.insert(props.keys)}
        />
      </div>
      <Show when={unfolded() && inner()}>
        <ul>
          <For each={names().slice(0, max())}>
            {(key) => <Entry label={String(key)} keys={[...props.keys, key]} value={member(key)} language={props.language} />}
          </For>
          <Show when={names().length > max()}>
            <li>
              <button type="button" class="toggle" onClick={() => setMax(max() + 500)}>
                {names().length - max()} more …
              </button>
            </li>
          </Show>
        </ul>
      </Show>
    </li>
  );
}

function PinDialog(props: { desk: Desk; start: string | undefined; onClose: () => void; onPin: (value: string) => void }) {
  const [text, setText] = createSignal(pretty(props.start ?? "{}"));
  const wrong = () => (text().trim() === "" ? "nothing is written here" : wrongInput(text()));
  const valid = () => wrong() === null;
  const pin = () => {
    if (!valid()) return;
    props.onPin(text());
    props.onClose();
  };
  return (
    <Dialog
      open
      title={`Pin data for ${props.desk.name}`}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button kind="primary" disabled={!valid()} tip={valid() ? undefined : "Must be valid JSON"} onClick={pin}>
            Pin
          </Button>
        </>
      }
    >
      <p class="soft">Expressions of this state are tried on this input instead of a run's. It is not part of the workflow.</p>
      <div class="field">
        <JsonEditor name="Pinned input" value={text()} onInput={setText} lines />
        <Show when={wrong()}>
          {(words) => (
            <div class="wrong" role="alert">
              {words()}
            </div>
          )}
        </Show>
      </div>
    </Dialog>
  );
}
