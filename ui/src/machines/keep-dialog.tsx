import { Show, createEffect, createSignal, on } from "solid-js";
import { Refusal } from "../api/client";
import type { MachineKind } from "../api/generated";
import type { Live } from "../api/live";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { TextField } from "../parts/field";
import { RefusalNote } from "../parts/refusal-note";
import { Segmented } from "../parts/segmented";
import { machineName, wrongName } from "./names";

export interface KeepDialogProps {
  live: Live;
  open: boolean;
  /** Name of the workflow. */
  name: string;
  text: () => string;
  onClose: () => void;
  onKept: (machine: { name: string; arn: string }, created: boolean) => void;
}

/** Keeps the open workflow as a state machine that AWS clients find under its name. */
export function KeepDialog(props: KeepDialogProps) {
  const machines = props.live.query("list_state_machines", {});
  const [name, setName] = createSignal("");
  const [kind, setKind] = createSignal<MachineKind>("STANDARD");
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [busy, setBusy] = createSignal(false);
  const begin = (open: boolean) => open && (setName(machineName(props.name)), setRefusal(null));
  createEffect(on(() => props.open, begin));
  const there = () => machines.value()?.state_machines.find((machine) => machine.name === name());
  const keep = async () => {
    if (wrongName(name()) || busy()) return;
    setBusy(true);
    setRefusal(null);
    const request = { name: name(), text: props.text(), kind: there()?.kind ?? kind(), replace: there() !== undefined };
    try {
      const { state_machine_arn, created } = await props.live.client.call("keep_state_machine", request);
      props.onKept({ name: name(), arn: state_machine_arn }, created);
      props.onClose();
    } catch (reason) {
      setRefusal(Refusal.from(reason));
    } finally {
      setBusy(false);
    }
  };
  const footer = () => (
    <>
      <Button onClick={() => props.onClose()}>Cancel</Button>
      <Button kind="primary" busy={busy()} disabled={wrongName(name()) !== null} onClick={() => void keep()}>
        {there() ? "Change it" : "Keep"}
      </Button>
    </>
  );
  return (
    <Dialog open={props.open} title="Keep as state machine" width={480} onClose={props.onClose} footer={footer()}>
      <form class="column keep-form" onSubmit={(event) => (event.preventDefault(), void keep())}>
        <p class="soft">
          AWS clients on this machine find it under its name and start it. Later changes here do not reach it until you keep it
          again.
        </p>
        <TextField label="Name" mono value={name()} onInput={setName} wrong={wrongName(name())} />
        <Show
          when={there()}
          fallback={
            <div class="field">
              <div class="field-label">Type</div>
              <Segmented
                name="Type"
                options={[
                  { key: "STANDARD", label: "Standard" },
                  { key: "EXPRESS", label: "Express" },
                ]}
                selected={kind()}
                onSelect={setKind}
              />
              <div class="help">
                {kind() === "STANDARD"
                  ? "Every step is kept; runs up to a year."
                  : "At most five minutes; may be started with StartSyncExecution."}
              </div>
            </div>
          }
        >
          <p class="note warning">There is a state machine of this name. It gets this definition; what runs keeps the old one.</p>
        </Show>
        <RefusalNote refusal={refusal()} />
      </form>
    </Dialog>
  );
}
