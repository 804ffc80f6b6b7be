import Workflow from "lucide-solid/icons/workflow";
import { Show, createMemo } from "solid-js";
import { Field } from "../parts/field";
import { count } from "../parts/count";
import { machineIn, machineTextOf } from "../workflow/body";
import type { FieldSpec } from "../workflow/fields";
import type { Workflow as OpenWorkflow } from "../workflow/workflow";
import { createDraft } from "./draft";
import { LanguageLine } from "./language-line";
import { readText } from "./controls";

const timeout: FieldSpec = {
  at: "/TimeoutSeconds",
  label: "Timeout in seconds",
  control: { kind: "number", min: 1, max: 99_999_999, whole: true },
};

/** The workflow's own fields, shown while no state is selected. */
export function MachineForm(props: { workflow: OpenWorkflow; refused: (reason: unknown) => void }) {
  // Looked at once for each answer about the text, not for each field and each key, and read when it has changed.
  const text = createMemo<string | null>((last) => {
    const { analysis, buffer } = props.workflow;
    return analysis.of() === buffer.revision() || last === null ? machineTextOf(props.workflow) : last;
  }, null);
  const machine = createMemo(() => machineIn(props.workflow, text() ?? ""));
  const write = (at: string, value: string | number | undefined) =>
    props.workflow
      .edit(value === undefined ? { kind: "remove_field", at } : { kind: "set_field", at, value }, "form")
      .catch(props.refused);
  const comment = createDraft<string>(
    () => String(machine()?.["Comment"] ?? ""),
    (text) => ({ value: text === "" ? undefined : text }),
    (value) => void write("/Comment", value),
  );
  const seconds = createDraft<string | number>(
    () => String(machine()?.["TimeoutSeconds"] ?? ""),
    (text) => readText(timeout, text) as { value: number | undefined } | { wrong: string },
    (value) => void write("/TimeoutSeconds", value),
  );
  return (
    <div class="inspector" role="region" aria-label="Form of the workflow">
      <Head workflow={props.workflow} />
      <div class="form scroll">
        <Show
          when={machine()}
          fallback={<p class="note warning">The text is broken at the moment. Mend it in the code, or undo.</p>}
        >
          <Field label="Comment" optional>
            {(control) => (
              <textarea
                {...control}
                class="input"
                rows={3}
                value={comment.text()}
                onInput={(event) => comment.input(event.currentTarget.value)}
                onBlur={() => comment.leave()}
              />
            )}
          </Field>
          <Field
            label={timeout.label}
            optional
            wrong={seconds.wrong()}
            help="The whole run fails with States.Timeout when it takes longer."
          >
            {(control) => (
              <input
                {...control}
                class="input mono"
                placeholder="none"
                value={seconds.text()}
                onInput={(event) => seconds.input(event.currentTarget.value)}
                onBlur={() => seconds.leave()}
              />
            )}
          </Field>
          <Language {...props} />
          <p class="help">Select a state on the canvas to edit it.</p>
        </Show>
      </div>
    </div>
  );
}

function Language(props: { workflow: OpenWorkflow; refused: (reason: unknown) => void }) {
  const { analysis } = props.workflow;
  const convert = () => {
    const states = analysis.outline().map(({ path }) => path);
    return props.workflow.edit({ kind: "use_jsonata", states }, "form").catch(props.refused);
  };
  return <LanguageLine language={analysis.queryLanguage} verb="Write all states in JSONata" onConvert={() => void convert()} />;
}

function Head(props: { workflow: OpenWorkflow }) {
  const { analysis } = props.workflow;
  return (
    <header class="inspector-head">
      <span class="kind-tile" style={{ "--hue": "var(--accent)" }}>
        <Workflow size={16} aria-hidden="true" />
      </span>
      <div class="grow">
        <h2 class="ellipsis">Workflow</h2>
        <div class="faint small">
          {count(analysis.outline().length, "state")} · {analysis.queryLanguage}
        </div>
      </div>
    </header>
  );
}
