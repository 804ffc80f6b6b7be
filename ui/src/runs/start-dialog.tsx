import Play from "lucide-solid/icons/play";
import { For, Show, createEffect, createSignal, on } from "solid-js";
import { type Client, Refusal } from "../api/client";
import type { Grants } from "../api/generated";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { TextField } from "../parts/field";
import { JsonEditor } from "../parts/json-editor";
import { sentence } from "../parts/sentence";
import { GrantList } from "./grant-list";

/** What the dialog needs to know about the workflow. */
export interface Startable {
  text: string;
  workflow: string;
  handlersFolder: string | null;
}

export interface StartDialogProps {
  client: Client;
  open: boolean;
  what: Startable;
  input: string;
  onClose: () => void;
  /** The execution that was started, and the input it got. */
  onStarted: (arn: string, input: string) => void;
}

/** Why a text is not an input; null if it is. */
export function wrongInput(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (reason) {
    return reason instanceof Error ? `not valid JSON: ${reason.message}` : "not valid JSON";
  }
}

/** Asks for the input, shows what would run on this machine, and starts. Nothing of an opened file runs before this. */
export function StartDialog(props: StartDialogProps) {
  const [input, setInput] = createSignal("{}");
  const [name, setName] = createSignal("");
  const [grants, setGrants] = createSignal<Grants | null>(null);
  const [allowed, setAllowed] = createSignal<ReadonlySet<string>>(new Set());
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [busy, setBusy] = createSignal(false);
  createEffect(
    on(() => props.open, (open) => {
      if (!open) return;
      setInput(props.input);
      setName("");
      setRefusal(null);
      setAllowed(new Set<string>());
      setGrants(null);
      const { text, handlersFolder } = props.what;
      props.client.call("list_needed_grants", { text, handlers_folder: handlersFolder }).then(setGrants, (reason: unknown) => setRefusal(Refusal.from(reason)));
    }),
  );
  const asked = () => (grants()?.granted ? [] : (grants()?.needs.filter(({ file }) => file !== null) ?? []));
  const waiting = () => asked().filter(({ name: handler }) => !allowed().has(handler));
  const start = async () => {
    const needs = grants();
    if (wrongInput(input()) || waiting().length > 0 || !needs) return;
    setBusy(true);
    setRefusal(null);
    const { text, workflow, handlersFolder } = props.what;
    try {
      if (asked().length > 0 && handlersFolder !== null) {
        await props.client.call("grant_functions", { definition_hash: needs.definition_hash, handlers_folder: handlersFolder, names: asked().map((need) => need.name) });
      }
      const started = await props.client.call("start_execution", { text, workflow, input: input(), name: name().trim() || null, handlers_folder: handlersFolder });
      props.onStarted(started.execution_arn, input());
      props.onClose();
    } catch (reason) {
      setRefusal(Refusal.from(reason));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={props.open} title={`Run ${props.what.workflow}`} width={620} onClose={props.onClose} footer={
      <>
        <span class="grow faint small">{waiting().length > 0 ? "Allow the programs above to go on" : ""}</span>
        <Button onClick={() => props.onClose()}>Cancel</Button>
        <Button kind="primary" icon={Play} busy={busy()} disabled={wrongInput(input()) !== null || waiting().length > 0 || !grants()} shortcut="Ctrl+Enter" onClick={() => void start()}>Start run</Button>
      </>
    }>
      <div class="column start-form" onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && void start()}>
        <div class="field">
          <div class="field-label">Input</div>
          <div class="start-input"><JsonEditor name="Input" value={input()} onInput={setInput} lines /></div>
          <Show when={wrongInput(input())} fallback={<div class="help">The JSON the first state gets.</div>}>{(wrong) => <div class="wrong" role="alert">{wrong()}</div>}</Show>
        </div>
        <TextField label="Run name" optional value={name()} onInput={setName} placeholder="made up if empty" />
        <Show when={grants()}>{(needs) => <GrantList grants={needs()} allowed={allowed()} onChange={setAllowed} />}</Show>
        <Show when={refusal()}>
          {(failure) => (
            <div class="note danger" role="alert">
              <span>{sentence(failure().message)}<For each={failure().hint ? [failure().hint] : []}>{(hint) => <><br />{hint}</>}</For></span>
            </div>
          )}
        </Show>
      </div>
    </Dialog>
  );
}
