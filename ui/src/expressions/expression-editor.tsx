import { Prec, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import { createEffect, createSignal, type Accessor } from "solid-js";
import { completion } from "../code/completion";
import type { Desk } from "../inspector/desk";
import { JsonEditor } from "../parts/json-editor";
import { languageOf } from "../workflow/body";
import { useInsertion } from "./insertion";
import { allowDrop, dropped, insertPath, takesAll, type Keys } from "./paths";
import { useSamples } from "./samples";
import { ValueLines, createTrial, type Tried } from "./value-line";

/** Underlines the parts that fail. */
const showFaults = StateEffect.define<Tried | null>();

const faults = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(showFaults)) continue;
      const failed = (effect.value?.values ?? []).filter(
        ({ value, fault_from, fault_to }) => value === null && fault_from < fault_to && fault_to <= transaction.newDoc.length,
      );
      now = Decoration.set(
        failed.map(({ fault_from, fault_to, cause }) =>
          Decoration.mark({ class: "cm-fault", attributes: { title: cause ?? "" } }).range(fault_from, fault_to),
        ),
      );
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Edits JSON with expressions: completes them, shows what they give, takes fields of the data that are dropped. */
export function ExpressionEditor(props: {
  desk: Desk;
  /** `Parameters`, `Output`. */
  field: string;
  label: string;
  text: Accessor<string>;
  onInput: (text: string) => void;
  onBlur: () => void;
  /** A field of the data was dropped that becomes the whole value, as it would in a field of one line. */
  onTake?: ((keys: Keys) => void) | undefined;
}) {
  const { desk } = props;
  const samples = useSamples();
  const insertion = useInsertion();
  const tried = createTrial(desk, () => props.field, props.text, true);
  const language = () => languageOf(desk.workflow, desk.body);
  const [view, setView] = createSignal<EditorView>();
  const take = (into: EditorView, at: number, keys: Keys) => {
    if (props.onTake && takesAll(into, at, language())) props.onTake(keys);
    else insertPath(into, at, language(), keys);
  };
  createEffect(() => {
    const [now, made] = [tried(), view()];
    if (!made || (now !== null && now.text !== made.state.doc.toString())) return;
    if (now !== null || made.state.field(faults).size > 0) made.dispatch({ effects: showFaults.of(now) });
  });
  const before = () => {
    const type = JSON.stringify(desk.body["Type"] ?? "Pass");
    const variables = samples.of(desk.name)?.variables ?? "{}";
    const start = `{"QueryLanguage":"${language()}","States":{" ":{"Assign":${variables}},"":{"Type":${type},`;
    return { before: `${start}${JSON.stringify(props.field)}:` };
  };
  const drop = EditorView.domEventHandlers({
    drop: (event, into) => {
      const keys = dropped(event);
      if (!keys) return false;
      const at = into.posAtCoords({ x: event.clientX, y: event.clientY }) ?? into.state.doc.length;
      take(into, at, keys);
      return true;
    },
    dragover: (event) => {
      allowDrop(event);
      return false;
    },
    focus: (_event, focused) => {
      insertion.aim({
        name: props.label,
        insert: (keys) => take(focused, focused.state.selection.main.head, keys),
      });
      return false;
    },
  });
  const extensions: Extension[] = [faults, Prec.high(drop), completion(desk.workflow.client, before)];
  return (
    <>
      <JsonEditor
        late
        name={props.label}
        value={props.text()}
        onInput={props.onInput}
        onBlur={props.onBlur}
        extensions={extensions}
        onView={setView}
      />
      <ValueLines tried={tried()} />
    </>
  );
}
