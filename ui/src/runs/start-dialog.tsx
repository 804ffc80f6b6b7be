import Play from "lucide-solid/icons/play";
import { Show, createEffect, createUniqueId, on } from "solid-js";
import type { Client } from "../api/client";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { TextField } from "../parts/field";
import { JsonEditor } from "../parts/json-editor";
import { RefusalNote } from "../parts/refusal-note";
import { GrantList } from "./grant-list";
import { Starting, wrongInput, type Startable } from "./starting";

export interface StartDialogProps {
  client: Client;
  open: boolean;
  what: Startable;
  input: string;
  onClose: () => void;
  /** The execution that was started, and the input it got. */
  onStarted: (arn: string, input: string) => void;
}

/** Asks for the input, shows what would run on this machine, and starts. Nothing of an opened file runs before this. */
export function StartDialog(props: StartDialogProps) {
  const starting = new Starting(props.client);
  const begin = (open: boolean) => open && starting.begin(props.what, props.input);
  createEffect(on(() => props.open, begin));
  const start = async () => {
    const arn = await starting.start(props.what);
    if (arn === null) return;
    props.onStarted(arn, starting.input());
    props.onClose();
  };
  const footer = () => (
    <>
      <span class="grow faint small">{starting.waits() ? "Allow the programs above to go on" : ""}</span>
      <Button onClick={() => props.onClose()}>Cancel</Button>
      <Button
        kind="primary"
        icon={Play}
        busy={starting.busy()}
        disabled={!starting.ready()}
        shortcut="Ctrl+Enter"
        onClick={() => void start()}
      >
        Start run
      </Button>
    </>
  );
  const key = (event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && void start();
  return (
    <Dialog open={props.open} title={`Run ${props.what.workflow}`} width={620} onClose={props.onClose} footer={footer()}>
      <div class="column start-form" onKeyDown={key}>
        <InputField starting={starting} />
        <TextField label="Run name" optional value={starting.name()} onInput={starting.setName} placeholder="made up if empty" />
        <SkipWaiting on={starting.skipsWaiting()} onTurn={starting.setSkipsWaiting} />
        <Show when={starting.grants()}>
          {(needs) => <GrantList grants={needs()} allowed={starting.allowed()} onChange={starting.setAllowed} />}
        </Show>
        <RefusalNote refusal={starting.refusal()} />
      </div>
    </Dialog>
  );
}

function SkipWaiting(props: { on: boolean; onTurn: (on: boolean) => void }) {
  const words = createUniqueId();
  return (
    <label class="skip-waiting">
      <input
        type="checkbox"
        checked={props.on}
        aria-labelledby={`${words}-name`}
        aria-describedby={words}
        onChange={(event) => props.onTurn(event.currentTarget.checked)}
      />
      <span>
        <span id={`${words}-name`}>Skip waiting</span>
        <span id={words} class="help">
          The run’s clock jumps over waits, retry delays and deadlines; people and functions still take their time.
        </span>
      </span>
    </label>
  );
}

function InputField(props: { starting: Starting }) {
  return (
    <div class="field">
      <div class="field-label">Input</div>
      <div class="start-input">
        <JsonEditor name="Input" value={props.starting.input()} onInput={props.starting.setInput} lines />
      </div>
      <Show when={wrongInput(props.starting.input())} fallback={<div class="help">The JSON the first state gets.</div>}>
        {(wrong) => (
          <div class="wrong" role="alert">
            {wrong()}
          </div>
        )}
      </Show>
    </div>
  );
}
