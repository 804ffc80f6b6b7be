import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { json, jsonParseLinter } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, indentUnit } from "@codemirror/language";
import { linter } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { Show, createEffect, createSignal, getOwner, on, onCleanup, onMount, runWithOwner } from "solid-js";
import { theme } from "./code-theme";
import { JsonPreview } from "./json-preview";
import { whenIdle } from "./when-idle";

export interface JsonEditorProps {
  name: string;
  value: string;
  onInput?: (text: string) => void;
  onBlur?: () => void;
  lines?: boolean;
  /** It is made when somebody comes to it, or nobody has anything else to do: for forms that come and go with every selection. */
  late?: boolean;
  id?: string;
  /** More of what it can do. */
  extensions?: readonly Extension[];
  onView?: (view: EditorView) => void;
}

/** A small editor for one JSON value, with its own undo. An empty text counts as no value. */
export function JsonEditor(props: JsonEditorProps) {
  let place: HTMLDivElement | undefined;
  const owner = getOwner();
  const [view, setView] = createSignal<EditorView>();
  const make = () => {
    const view = new EditorView({
      parent: place,
      doc: props.value,
      extensions: extensionsOf(props),
    });
    setView(view);
    props.onView?.(view);
    onCleanup(() => view.destroy());
    createEffect(
      on(
        () => props.value,
        (value) => {
          if (value === view.state.doc.toString()) return;
          view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value }, userEvent: "outside" });
        },
        { defer: true },
      ),
    );
  };
  const need = () => {
    if (!view()) runWithOwner(owner, make);
  };
  onMount(() => {
    if (props.late) onCleanup(whenIdle(need));
    else make();
  });
  const focus = () => (need(), view()?.focus());
  // The pointer comes before it presses or drops something, so the editor is there for both.
  return (
    <div class="json-editor" classList={{ readonly: !props.onInput }} onPointerOver={need} onDragEnter={need}>
      <Show when={props.late && !view()}>
        <JsonPreview name={props.name} text={props.value} readonly={!props.onInput} onFocus={focus} />
      </Show>
      <div ref={place} class="place" />
    </div>
  );
}

function extensionsOf(props: JsonEditorProps): Extension[] {
  return [
    history(),
    drawSelection(),
    bracketMatching(),
    indentUnit.of("  "),
    json(),
    props.extensions ?? [],
    theme,
    EditorView.lineWrapping,
    props.lines ? [lineNumbers(), foldGutter()] : [],
    props.onInput
      ? linter((seen) => (seen.state.doc.length === 0 ? [] : jsonParseLinter()(seen)), { delay: 400 })
      : EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ "aria-label": props.name, tabindex: "0", ...(props.id ? { id: props.id } : {}) }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((transaction) => transaction.isUserEvent("outside")))
        props.onInput?.(update.state.doc.toString());
      if (update.focusChanged && !update.view.hasFocus) props.onBlur?.();
    }),
    keymap.of([...historyKeymap, ...defaultKeymap, indentWithTab]),
  ];
}
