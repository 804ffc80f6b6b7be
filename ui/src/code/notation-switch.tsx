import { createSignal, Show } from "solid-js";
import { Refusal } from "../api/client";
import type { Notation } from "../api/generated";
import { RefusalNote } from "../parts/refusal-note";
import { Segmented } from "../parts/segmented";
import type { Workflow } from "../workflow/workflow";

const NOTATIONS = [
  { key: "json", label: "JSON" },
  { key: "yaml", label: "YAML" },
] as const;

/** Shows how the text is written, and writes it the other way as one step that can be undone. */
export function NotationSwitch(props: { workflow: Workflow }) {
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const now = () => props.workflow.analysis.notation;
  async function convert(to: Notation): Promise<void> {
    if (to === now()) return;
    try {
      const { buffer, client, analysis } = props.workflow;
      const { text } = await client.call("convert_workflow", { text: buffer.text, to });
      buffer.replaceAll(text, `Write as ${to.toUpperCase()}`);
      setRefusal(null);
      await analysis.refresh();
    } catch (reason) {
      setRefusal(Refusal.from(reason));
    }
  }
  return (
    <div class="notation-switch">
      <Segmented name="Notation" options={NOTATIONS} selected={now()} onSelect={(to) => void convert(to)} />
      <Show when={refusal()}>{(refused) => <RefusalNote refusal={refused()} />}</Show>
    </div>
  );
}
