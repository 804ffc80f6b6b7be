import MousePointerClick from "lucide-solid/icons/mouse-pointer-click";
import { Show, createMemo } from "solid-js";
import type { Edit, Json, StatePath } from "../api/generated";
import { TextField } from "../parts/field";
import { bodyOf, languageOf, type Body } from "../workflow/body";
import type { FieldSpec } from "../workflow/fields";
import type { Workflow } from "../workflow/workflow";
import { readText } from "./controls";
import { createDraft } from "./draft";
import { LanguageLine } from "./language-line";

interface SeveralFormProps {
  workflow: Workflow;
  paths: readonly StatePath[];
  refused: (reason: unknown) => void;
}

/** A field that several states have, and the one that says the same in another way and must go then. */
interface CommonField {
  spec: FieldSpec;
  instead?: string;
  /** The states that may have it. */
  of: (body: Body) => boolean;
}

const timeout: CommonField = {
  spec: {
    at: "/TimeoutSeconds",
    label: "Timeout in seconds",
    help: "A Task that takes longer fails with States.Timeout.",
    control: { kind: "number", min: 1, max: 99_999_999, whole: true },
  },
  instead: "/TimeoutSecondsPath",
  of: (body) => body["Type"] === "Task",
};

const comment: CommonField = { spec: { at: "/Comment", label: "Comment", control: { kind: "lines" } }, of: () => true };

/** What may be written to several states at once. */
const fields: readonly CommonField[] = [timeout, comment];

/** The form of several states: what is written here goes to each of them that may have it, as one step. */
export function SeveralForm(props: SeveralFormProps) {
  const bodies = createMemo(() =>
    props.paths.flatMap((path) => {
      const body = bodyOf(props.workflow, path);
      return body ? [{ path, body }] : [];
    }),
  );
  const convertible = () => bodies().filter(({ body }) => languageOf(props.workflow, body) === "JSONPath");
  const edit = (edits: readonly Edit[]) => {
    if (edits.length > 0) props.workflow.edit(edits, "form").catch(props.refused);
  };
  return (
    <div class="inspector" role="region" aria-label="Form of the selected states">
      <header class="inspector-head">
        <span class="kind-tile" style={{ "--hue": "var(--accent)" }}>
          <MousePointerClick size={16} aria-hidden="true" />
        </span>
        <div class="grow">
          <h2 class="ellipsis">{props.paths.length} states selected</h2>
          <div class="faint small">What you write goes to all of them</div>
        </div>
      </header>
      <div class="form scroll">
        {fields.map((field) => (
          <CommonControl
            field={field}
            states={bodies().filter(({ body }) => field.of(body))}
            all={props.paths.length}
            edit={edit}
          />
        ))}
        <Show when={convertible().length > 0}>
          <LanguageLine
            language="JSONPath"
            verb="Write them in JSONata"
            onConvert={() => edit([{ kind: "use_jsonata", states: convertible().map(({ path }) => path) }])}
          />
        </Show>
        <p class="help">Duplicate or delete them together, or select one to see all of its fields.</p>
      </div>
    </div>
  );
}

function CommonControl(props: {
  field: CommonField;
  states: readonly { path: StatePath; body: Body }[];
  all: number;
  edit: (edits: readonly Edit[]) => void;
}) {
  const { spec, instead } = props.field;
  const valueIn = (body: Body): Json | undefined => body[spec.at.slice(1)];
  const differ = () => new Set(props.states.map(({ body }) => JSON.stringify(valueIn(body)))).size > 1;
  const shown = () => (differ() ? "" : String(valueIn(props.states[0]?.body ?? {}) ?? ""));
  const draft = createDraft(
    shown,
    (text) => readText(spec, text),
    (value) => props.edit(props.states.flatMap(({ path, body }) => editsOf(path, body, spec.at, value, instead))),
  );
  const label = () => (props.states.length < props.all ? `${spec.label}, ${props.states.length} of ${props.all}` : spec.label);
  return (
    <Show when={props.states.length > 0}>
      <TextField
        label={label()}
        optional
        help={spec.help}
        wrong={draft.wrong()}
        value={draft.text()}
        placeholder={differ() ? "different" : ""}
        lines={spec.control.kind === "lines" ? 3 : undefined}
        onInput={draft.input}
        onBlur={draft.leave}
      />
    </Show>
  );
}

/** What makes `at` of a state this value, or absent. */
function editsOf(path: StatePath, body: Body, at: string, value: Json | undefined, instead: string | undefined): Edit[] {
  const has = (field: string) => field.slice(1) in body;
  const remove = (field: string): Edit[] => (has(field) ? [{ kind: "remove_field", at: path + field }] : []);
  if (value === undefined) return remove(at);
  const same = JSON.stringify(body[at.slice(1)]) === JSON.stringify(value);
  const set: Edit[] = same ? [] : [{ kind: "set_field", at: path + at, value }];
  return [...set, ...(instead === undefined ? [] : remove(instead))];
}
