import { createSignal, Show } from "solid-js";
import { Lexer } from "yaml";
import { Refusal } from "../api/client";
import type { Notation } from "../api/generated";
import { RefusalNote } from "../parts/refusal-note";
import { Segmented } from "../parts/segmented";
import type { Step } from "../workflow/buffer";
import type { Workflow } from "../workflow/workflow";

const NOTATIONS = [
  { key: "json", label: "JSON" },
  { key: "yaml", label: "YAML" },
] as const;

/** True if a text in YAML has comments, as far as it can be read. */
function hasComments(text: string): boolean {
  for (const token of new Lexer().lex(text)) if (token.startsWith("#")) return true;
  return false;
}

/** Shows how the text is written, and writes it the other way as one step that can be undone. */
export function NotationSwitch(props: { workflow: Workflow }) {
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  /** The step that left comments out. Said as long as it is the last one, which undo takes back. */
  const [leftBy, setLeftBy] = createSignal<Step | null>(null);
  const isLast = () => leftBy() !== null && props.workflow.buffer.undoStep() === leftBy();
  const now = () => props.workflow.analysis.notation;
  async function convert(to: Notation): Promise<void> {
    if (to === now()) return;
    try {
      const { buffer, client, analysis } = props.workflow;
      const { text } = await client.call("convert_workflow", { text: buffer.text, to });
      const left = to === "json" && hasComments(buffer.text);
      buffer.replaceAll(text, `Write as ${to.toUpperCase()}`);
      setRefusal(null);
      setLeftBy(left ? buffer.undoStep() : null);
      await analysis.refresh();
    } catch (reason) {
      setRefusal(Refusal.from(reason));
    }
  }
  return (
    <div class="notation-switch">
      <Segmented name="Notation" options={NOTATIONS} selected={now()} onSelect={(to) => void convert(to)} />
      <Show when={refusal()}>{(refused) => <RefusalNote refusal={refused()} />}</Show>
      <Show when={isLast()}>
        <p class="note warning" role="status">
          JSON has no comments: they were left out. Undo brings them back.
        </p>
      </Show>
    </div>
  );
}
