import PenLine from "lucide-solid/icons/pen-line";
import Play from "lucide-solid/icons/play";
import Trash from "lucide-solid/icons/trash";
import { Show, createSignal } from "solid-js";
import type { StateMachine } from "../api/generated";
import { Button } from "../parts/button";
import { CopyButton } from "../parts/copy-button";
import { Dialog } from "../parts/dialog";
import { Empty } from "../parts/empty";
import { Tabs } from "../parts/tabs";
import { StartDialog } from "../runs/start-dialog";
import { moment } from "../runs/words";
import { ExecutionTable } from "./execution-table";
import type { MachinesProps } from "./machines";
import { Versions } from "./versions";

/** One state machine: what it is, its executions, its versions, and what can be done with it. */
export function MachineView(props: MachinesProps & { arn: string }) {
  const machine = () => props.live.query("describe_state_machine", { state_machine_arn: props.arn });
  const query = machine();
  const [asking, setAsking] = createSignal<"start" | "delete" | null>(null);
  const [tab, setTab] = createSignal("executions");
  return (
    <Show when={query.value()} fallback={<Empty title={query.refusal()?.message ?? "Loading …"} />}>
      {(known) => (
        <>
          <Head {...props} machine={known()} onStart={() => setAsking("start")} onDelete={() => setAsking("delete")} />
          <div class="machine-tabs">
            <Tabs
              name="About the state machine"
              selected={tab()}
              onSelect={setTab}
              tabs={[
                {
                  key: "executions",
                  title: "Executions",
                  body: () => (
                    <ExecutionTable
                      live={props.live}
                      machine={props.arn}
                      express={known().kind === "EXPRESS"}
                      now={props.now}
                      onOpen={props.onShowRun}
                    />
                  ),
                },
                {
                  key: "versions",
                  title: "Versions and aliases",
                  mark: <Show when={known().versions.length}>{(count) => <span class="badge">{count()}</span>}</Show>,
                  body: () => <Versions machine={known()} />,
                },
              ]}
            />
          </div>
          <Start {...props} machine={known()} open={asking() === "start"} onClose={() => setAsking(null)} />
          <DeleteDialog {...props} machine={known()} open={asking() === "delete"} onClose={() => setAsking(null)} />
        </>
      )}
    </Show>
  );
}

function Head(props: MachinesProps & { machine: StateMachine; onStart: () => void; onDelete: () => void }) {
  return (
    <header class="machine-head">
      <div class="grow">
        <div class="row">
          <h2 class="ellipsis">{props.machine.name}</h2>
          <span class="badge">{props.machine.kind === "EXPRESS" ? "Express" : "Standard"}</span>
          <Show when={props.machine.log_level !== "OFF"}>
            <span class="badge">logs {props.machine.log_level}</span>
          </Show>
          <Show when={props.machine.is_deleting}>
            <span class="badge warning" title="It goes once none of its executions runs any more">
              deleting
            </span>
          </Show>
          <span class="faint ellipsis">changed {moment(props.machine.updated_at)}</span>
        </div>
        <div class="row faint machine-arn">
          <code class="ellipsis" title={props.machine.state_machine_arn}>
            {props.machine.state_machine_arn}
          </code>
          <CopyButton name="Copy the ARN" text={() => props.machine.state_machine_arn} refused={props.refused} />
        </div>
        <Show when={props.machine.log_file}>
          {(file) => (
            <div class="row faint machine-arn">
              <span class="machine-label">Log records:</span>
              <code class="ellipsis" title={file()}>
                {file()}
              </code>
              <CopyButton name="Copy the path of the log" text={file} refused={props.refused} />
            </div>
          )}
        </Show>
      </div>
      <Button
        icon={PenLine}
        tip="Open its definition in the designer"
        onClick={() => props.onEdit(props.machine.name, props.machine.definition)}
      >
        Open definition
      </Button>
      <Show when={!props.machine.is_deleting}>
        <Button kind="quiet" icon={Trash} name="Delete the state machine" onClick={() => props.onDelete()} />
        <Button kind="primary" icon={Play} onClick={() => props.onStart()}>
          Start execution
        </Button>
      </Show>
    </header>
  );
}

/** Asks for the input; programs are those of AWS clients, allowed for all of them or for this definition. */
function Start(props: MachinesProps & { machine: StateMachine; open: boolean; onClose: () => void }) {
  const access = props.live.query("describe_client_access", {});
  const what = () => ({
    text: props.machine.definition,
    workflow: props.machine.name,
    handlersFolder: access.value()?.functions.path ?? null,
    kept: { arn: props.machine.state_machine_arn, allowed: access.value()?.functions.allowed ?? false },
  });
  return (
    <StartDialog
      client={props.live.client}
      open={props.open}
      input="{}"
      what={what()}
      onClose={props.onClose}
      onStarted={(arn) => props.onStarted(arn)}
    />
  );
}

function DeleteDialog(props: MachinesProps & { machine: StateMachine; open: boolean; onClose: () => void }) {
  const [busy, setBusy] = createSignal(false);
  const remove = async () => {
    setBusy(true);
    const request = { state_machine_arn: props.machine.state_machine_arn };
    await props.live.client.call("delete_state_machine", request).then(props.onClose, props.refused);
    setBusy(false);
  };
  return (
    <Dialog
      open={props.open}
      title={`Delete ${props.machine.name}?`}
      width={440}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button kind="danger" busy={busy()} onClick={() => void remove()}>
            Delete
          </Button>
        </>
      }
    >
      <p>
        The state machine goes with its versions and aliases as soon as none of its executions runs any more; those that run end
        before their next state. Executions that are over stay among the runs.
      </p>
    </Dialog>
  );
}
