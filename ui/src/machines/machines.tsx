import Boxes from "lucide-solid/icons/boxes";
import Hourglass from "lucide-solid/icons/hourglass";
import Plug from "lucide-solid/icons/plug";
import { For, Show, createMemo, createSignal } from "solid-js";
import type { MachineSummary } from "../api/generated";
import type { Live } from "../api/live";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";
import { Activities } from "./activities";
import { MachineView } from "./machine-view";

export interface MachinesProps {
  live: Live;
  now: number;
  refused: (reason: unknown) => void;
  onConnect: () => void;
  /** Opens a workflow from its text. */
  onEdit: (name: string, text: string) => void;
  onShowRun: (arn: string) => void;
  /** An execution was started here. */
  onStarted: (arn: string) => void;
}

/** State machines that are kept under a name, and activities: what AWS clients see. */
export function Machines(props: MachinesProps & { chosen: string | null; onChoose: (arn: string | null) => void }) {
  const list = props.live.query("list_state_machines", {});
  const [wanted, setWanted] = createSignal("");
  const machines = () => list.value()?.state_machines ?? [];
  const shown = createMemo(() => machines().filter(({ name }) => name.toLowerCase().includes(wanted().toLowerCase())));
  const current = createMemo(() => {
    if (props.chosen === activities) return activities;
    const known = machines().find(({ state_machine_arn }) => state_machine_arn === props.chosen);
    return (known ?? machines()[0])?.state_machine_arn ?? null;
  });
  return (
    <main class="machines">
      <section class="machine-list" aria-label="State machines">
        <header class="row machine-list-head">
          <h1 class="grow">State machines</h1>
          <Button
            size="small"
            icon={Plug}
            tip="Endpoint, keys and profiles for the AWS CLI and SDKs"
            onClick={() => props.onConnect()}
          >
            Connect AWS clients
          </Button>
        </header>
        <Show when={machines().length > 8}>
          <div class="machine-search">
            <input
              class="input"
              aria-label="Find a state machine"
              placeholder="Find"
              value={wanted()}
              onInput={(event) => setWanted(event.currentTarget.value)}
            />
          </div>
        </Show>
        <div class="scroll grow">
          <For
            each={shown()}
            fallback={<p class="faint machine-none">{list.refusal()?.message ?? none(list.value(), wanted())}</p>}
          >
            {(machine) => (
              <Machine
                machine={machine}
                current={current() === machine.state_machine_arn}
                onChoose={() => props.onChoose(machine.state_machine_arn)}
              />
            )}
          </For>
        </div>
        <ActivitiesEntry {...props} current={current() === activities} onChoose={() => props.onChoose(activities)} />
      </section>
      <section class="machine-place" aria-label="Details">
        <Show when={current()} keyed fallback={<Nothing {...props} loading={!list.value()} />}>
          {(arn) => (arn === activities ? <Activities {...props} /> : <MachineView {...props} arn={arn} />)}
        </Show>
      </section>
    </main>
  );
}

/** Stands for the list of activities where an ARN stands for a state machine. */
const activities = "activities";

function none(loaded: object | undefined, wanted: string): string {
  if (!loaded) return "Loading …";
  return wanted ? "None has such a name." : "None is kept yet.";
}

function Machine(props: { machine: MachineSummary; current: boolean; onChoose: () => void }) {
  return (
    <button type="button" class="machine" aria-current={props.current} onClick={() => props.onChoose()}>
      <strong class="ellipsis grow">{props.machine.name}</strong>
      <Show when={props.machine.running > 0}>
        <span class="machine-running">{props.machine.running} running</span>
      </Show>
      <Show when={props.machine.is_deleting}>
        <span class="badge warning">deleting</span>
      </Show>
      <Show when={props.machine.kind === "EXPRESS"}>
        <span class="badge">Express</span>
      </Show>
    </button>
  );
}

function ActivitiesEntry(props: { live: Live; current: boolean; onChoose: () => void }) {
  const list = props.live.query("list_activities", {});
  const waiting = () => (list.value()?.activities ?? []).reduce((sum, activity) => sum + activity.waiting, 0);
  return (
    <button type="button" class="machine apart" aria-current={props.current} onClick={() => props.onChoose()}>
      <Hourglass size={15} aria-hidden="true" />
      <strong class="grow">Activities</strong>
      <Show when={waiting() > 0}>
        <span class="machine-running">{waiting()} waiting</span>
      </Show>
    </button>
  );
}

function Nothing(props: { loading: boolean; onConnect: () => void }) {
  return (
    <Show when={!props.loading}>
      <Empty
        icon={Boxes}
        title="No state machines yet"
        action={
          <Button kind="primary" icon={Plug} onClick={() => props.onConnect()}>
            Connect AWS clients
          </Button>
        }
      >
        A state machine is a workflow that is kept under a name. Open a workflow and choose “Keep as state machine” in its menu,
        or let the AWS CLI or an SDK create one.
      </Empty>
    </Show>
  );
}
