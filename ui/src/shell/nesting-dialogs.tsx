import { Show, createMemo, createResource, createSignal } from "solid-js";
import { Refusal } from "../api/client";
import type { Edit, Edited } from "../api/generated";
import { EffectList } from "../designer/effect-list";
import { machineName, withoutEnding, wrongName } from "../machines/names";
import { Button } from "../parts/button";
import { count } from "../parts/count";
import { Dialog } from "../parts/dialog";
import { TextField } from "../parts/field";
import { RefusalNote } from "../parts/refusal-note";
import { Segmented } from "../parts/segmented";
import { quoted } from "../parts/sentence";
import { callsFunctions, machineOfTask, nameInArn } from "../workflow/nested";
import { leaf } from "../workflow/pointer";
import type { App } from "./app";
import type { Tab } from "./tab";

interface Props {
  app: App;
  tab: Tab;
  onClose: () => void;
}

/** States become a state machine of their own, or the states of one take the place of the task that runs it. */
export function NestingDialogs(props: Props) {
  const { asking, bench } = props.tab;
  const close = () => {
    props.onClose();
    requestAnimationFrame(() => bench.picture()?.focus());
  };
  return (
    <>
      <Show when={asking() === "extract"}>
        <Extract {...props} onClose={close} />
      </Show>
      <Show when={asking() === "inline"}>
        <Inline {...props} onClose={close} />
      </Show>
    </>
  );
}

/** What an edit would do, or why it cannot be made; asked again whenever the edit is another one. */
type Outcome = { edited: Edited; refusal: null } | { edited: null; refusal: Refusal };

function outcomeOf(tab: Tab, edit: () => Edit | null) {
  const [outcome] = createResource(edit, async (wanted): Promise<Outcome> => {
    try {
      return { edited: await tab.workflow.preview(wanted), refusal: null };
    } catch (reason) {
      return { edited: null, refusal: Refusal.from(reason) };
    }
  });
  return () => outcome.latest ?? null;
}

const inQuotes = (refusal: Refusal | null) =>
  refusal && { message: quoted(refusal.message), hint: refusal.hint === null ? null : quoted(refusal.hint) };

/** What an outcome means, for the person who is asked. */
function Preview(props: { outcome: Outcome | null }) {
  return (
    <div aria-live="polite">
      <RefusalNote refusal={inQuotes(props.outcome?.refusal ?? null)} />
      <Show when={props.outcome?.edited?.effects.length ? props.outcome.edited.effects : null}>
        {(effects) => (
          <>
            <p class="soft">What follows from it:</p>
            <EffectList effects={effects()} />
          </>
        )}
      </Show>
    </div>
  );
}

/** Names of states as a person lists them. */
function listed(names: readonly string[]): string {
  const first = names.slice(0, 4).map((name) => `“${name}”`);
  if (names.length > first.length) return `${first.join(", ")} and ${names.length - first.length} more`;
  return first.length > 1 ? `${first.slice(0, -1).join(", ")} and ${first.at(-1) ?? ""}` : (first[0] ?? "");
}

function Extract(props: Props) {
  const { app, tab } = props;
  const { workflow, bench } = tab;
  const states = workflow.selection.states();
  const usesFunctions = callsFunctions(workflow, states);
  const wish = wishOf(app, tab);
  const [busy, setBusy] = createSignal(false);
  const edit = createMemo((): Edit | null => {
    const arn = wish.arn();
    return arn === null ? null : { kind: "extract_states", states: [...states], arn, waits: wish.way() === "waits" };
  });
  const outcome = outcomeOf(tab, edit);
  const possible = () => !wish.wrong() && !busy() && (outcome()?.edited ?? null) !== null;
  const extract = async () => {
    const wanted = edit();
    if (!wanted || !possible()) return;
    setBusy(true);
    try {
      const text = (await bench.editing.make(wanted)).extracted ?? "";
      app.addText(wish.name(), text, workflow.document().handlers_folder);
      props.onClose();
      const machine = { name: wish.name(), text, kind: "STANDARD", replace: false } as const;
      if (wish.keeps()) await app.client.call("keep_state_machine", machine);
    } catch (reason) {
      props.onClose();
      app.refused(reason);
    }
  };
  const footer = () => (
    <>
      <Button onClick={() => props.onClose()}>Cancel</Button>
      <Button kind="primary" busy={busy()} disabled={!possible()} onClick={() => void extract()}>
        Extract
      </Button>
    </>
  );
  const title = `Extract ${count(states.length, "state")} to a state machine`;
  return (
    <Dialog open title={title} width={520} onClose={props.onClose} footer={footer()}>
      <form class="column nesting-form" onSubmit={(event) => (event.preventDefault(), void extract())}>
        <p class="soft">
          {listed(states.map(leaf))} {states.length === 1 ? "becomes" : "become"} a workflow in a tab of its own. A task takes{" "}
          {states.length === 1 ? "its" : "their"} place and runs it.
        </p>
        <TextField label="Name" mono value={wish.name()} onInput={wish.setName} wrong={wish.wrong()} />
        <div class="field">
          <div class="field-label">The task</div>
          <Segmented name="The task" options={ways} selected={wish.way()} onSelect={wish.setWay} />
        </div>
        <label class="check">
          <input type="checkbox" checked={wish.keeps()} onChange={(event) => wish.setKeeps(event.currentTarget.checked)} />
          <span>Keep it as a state machine too, so that runs here find it</span>
        </label>
        <Show when={wish.keeps() && usesFunctions}>
          <p class="help">Its Lambda functions then run from the folder that “Connect AWS clients” shows.</p>
        </Show>
        <Preview outcome={outcome()} />
      </form>
    </Dialog>
  );
}

const ways = [
  { key: "waits", label: "Waits for the output" },
  { key: "starts", label: "Only starts it" },
] as const;

/** What a person chooses about the new state machine. */
function wishOf(app: App, { name: workflow, workflow: { selection } }: Tab) {
  const machines = app.live.query("list_state_machines", {});
  const access = app.live.query("describe_client_access", {});
  const [name, setName] = createSignal(machineName(`${withoutEnding(workflow)}-${leaf(selection.states()[0] ?? "")}`));
  const [way, setWay] = createSignal<"waits" | "starts">("waits");
  const [keeps, setKeeps] = createSignal(true);
  const taken = () => machines.value()?.state_machines.some((machine) => machine.name === name()) ?? false;
  const wrong = () => wrongName(name()) ?? (taken() ? "a state machine here has this name" : null);
  const arn = () => {
    const place = access.value();
    return place && !wrong() ? `arn:aws:states:${place.region}:${place.account}:stateMachine:${name()}` : null;
  };
  return { name, setName, way, setWay, keeps, setKeeps, wrong, arn };
}

/** A text that may be what a task runs. */
interface Source {
  key: string;
  label: string;
  text: string;
}

/** The open workflows and the kept state machine of a name. */
async function sourcesOf(app: App, tab: Tab, arn: string): Promise<Source[]> {
  const name = nameInArn(arn);
  const { state_machines } = await app.client.call("list_state_machines", {});
  const kept =
    state_machines.find((machine) => machine.state_machine_arn === arn) ??
    state_machines.find((machine) => machine.name === name);
  const found: Source[] = [];
  if (kept) {
    const { definition } = await app.client.call("describe_state_machine", { state_machine_arn: kept.state_machine_arn });
    found.push({ key: "kept", label: "State machine", text: definition });
  }
  const open = app.tabs.all().find((other) => other !== tab && [other.name, machineName(other.name)].includes(name));
  if (open) found.push({ key: "open", label: "Open workflow", text: open.workflow.buffer.text });
  return found;
}

function Inline(props: Props) {
  const { app, tab } = props;
  const { workflow, bench } = tab;
  const path = workflow.selection.single() ?? "";
  const arn = machineOfTask(workflow, path) ?? null;
  const name = nameInArn(arn ?? "");
  const [sources] = createResource(() => (arn === null ? Promise.resolve([]) : sourcesOf(app, tab, arn)));
  const [chosen, setChosen] = createSignal<string | null>(null);
  const source = () => sources()?.find(({ key }) => key === chosen()) ?? sources()?.[0];
  const edit = createMemo((): Edit | null => {
    const definition = source()?.text;
    return definition === undefined ? null : { kind: "inline_machine", state: path, definition };
  });
  const outcome = outcomeOf(tab, edit);
  const missing = () => {
    if (arn === null) return { message: "which state machine the task runs is known only while it runs", hint: null };
    if (sources()?.length !== 0) return null;
    return { message: `no open workflow and no state machine here is called “${name}”`, hint: "open it first" };
  };
  const inline = () => {
    const wanted = edit();
    if (!wanted || !outcome()?.edited) return;
    props.onClose();
    bench.edit(wanted);
  };
  const footer = () => (
    <>
      <Button onClick={() => props.onClose()}>Cancel</Button>
      <Button kind="primary" disabled={!outcome()?.edited} onClick={inline}>
        Inline
      </Button>
    </>
  );
  return (
    <Dialog open title={`Inline ${leaf(path)}`} width={520} onClose={props.onClose} footer={footer()}>
      <form class="column nesting-form" onSubmit={(event) => (event.preventDefault(), inline())}>
        <RefusalNote refusal={missing()} />
        <Show when={source()}>
          <p class="soft">
            The states of “{name}” take the place of “{leaf(path)}”. The state machine itself stays as it is.
          </p>
        </Show>
        <Show when={(sources()?.length ?? 0) > 1}>
          <div class="field">
            <div class="field-label">Its definition</div>
            <Segmented
              name="Its definition"
              options={(sources() ?? []).map(({ key, label }) => ({ key, label }))}
              selected={source()?.key ?? ""}
              onSelect={setChosen}
            />
          </div>
        </Show>
        <Preview outcome={outcome()} />
      </form>
    </Dialog>
  );
}
