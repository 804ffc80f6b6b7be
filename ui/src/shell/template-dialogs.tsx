import { Show, createEffect, createSignal, on } from "solid-js";
import { Refusal } from "../api/client";
import type { Template } from "../api/generated";
import { Button } from "../parts/button";
import { count } from "../parts/count";
import { Dialog } from "../parts/dialog";
import { TextField } from "../parts/field";
import { Picker, fitting } from "../parts/picker";
import { RefusalNote } from "../parts/refusal-note";
import type { App } from "./app";
import type { Tab } from "./tab";

interface Props {
  app: App;
  tab: Tab;
  onClose: () => void;
}

/** The dialogs about templates of a workflow that is open: keep it as one, keep its selection as one, insert one. */
export function TemplateDialogs(props: Props) {
  const { asking } = props.tab;
  return (
    <>
      <Show when={asking() === "keep_template" || asking() === "keep_states"}>
        <KeepTemplate {...props} states={asking() === "keep_states"} />
      </Show>
      <Show when={asking() === "insert_template"}>
        <InsertTemplate {...props} />
      </Show>
    </>
  );
}

function KeepTemplate(props: Props & { states: boolean }) {
  const { app, tab } = props;
  const { workflow } = tab;
  const [name, setName] = createSignal(props.states ? "" : tab.name.slice(0, 80));
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [busy, setBusy] = createSignal(false);
  createEffect(on(name, () => setRefusal(null)));
  const taken = () => refusal()?.code === "conflict";
  const selected = workflow.selection.states();
  const keep = async () => {
    // A second press while the first is under way would meet what that one has kept, and ask whether to replace it.
    if (busy()) return;
    setBusy(true);
    try {
      const text = props.states ? await workflow.copied(selected) : workflow.buffer.text;
      const kind = props.states ? "states" : "workflow";
      await app.client.call("keep_template", { kind, name: name(), text, replace: taken() });
      app.toasts.show({ tone: "good", title: `Kept ${name().trim()} as a template`, text: wayTo(props.states) });
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
      <Button kind="primary" busy={busy()} disabled={name().trim() === ""} onClick={() => void keep()}>
        {taken() ? "Replace" : "Keep"}
      </Button>
    </>
  );
  return (
    <Dialog open title={title(props.states, selected.length)} width={440} onClose={props.onClose} footer={footer()}>
      <form class="name-form" onSubmit={(event) => (event.preventDefault(), void keep())}>
        <TextField label="Name" value={name()} onInput={setName} help={wayTo(props.states)} />
        <RefusalNote refusal={refusal()} />
      </form>
    </Dialog>
  );
}

const title = (states: boolean, selected: number): string =>
  states ? `Keep ${count(selected, "state")} as a template` : "Keep this workflow as a template";
const wayTo = (states: boolean): string =>
  states ? "“Insert a template” offers it in every workflow." : "It appears on the start screen under Your templates.";

/** Puts the states of a template behind the selection. */
function InsertTemplate(props: Props) {
  const { app, tab } = props;
  const list = app.live.query("list_templates", {});
  const find = (wanted: string) =>
    fitting(list.value()?.templates ?? [], wanted, ({ name }) => name).map((template) => ({
      id: String(template.id),
      title: template.name,
      note: count(template.states, "state"),
      template,
    }));
  const insert = ({ text }: Template) => {
    const place = tab.bench.picture()?.insertPlace("after");
    props.onClose();
    if (place) tab.bench.editing.pasteText(text, place.on);
    requestAnimationFrame(() => tab.bench.picture()?.focus());
  };
  return (
    <Dialog open title="Insert a template" width={480} onClose={props.onClose}>
      <Picker
        name="Template"
        placeholder="Name"
        find={find}
        none={list.value() ? "No such template. Select states and keep them as one." : "Loading …"}
        onPick={({ template }) => insert(template)}
      />
    </Dialog>
  );
}
