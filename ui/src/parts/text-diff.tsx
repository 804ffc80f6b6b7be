import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { MergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { Show, createEffect, on, onCleanup } from "solid-js";
import { theme } from "./code-theme";

/** A text and what to call it. */
export interface Side {
  name: string;
  text: string;
}

/** What is different between two texts of one workflow, side by side; long stretches that are the same are folded. */
export function TextDiff(props: { before: Side; after: Side }) {
  let place: HTMLDivElement | undefined;
  const side = ({ name, text }: Side) => ({ doc: text, extensions: extensions(name, text) });
  createEffect(
    on(
      () => [props.before, props.after] as const,
      ([before, after]) => {
        const view = new MergeView({
          a: side(before),
          b: side(after),
          parent: place ?? document.body,
          collapseUnchanged: { margin: 3, minSize: 8 },
        });
        onCleanup(() => view.destroy());
      },
    ),
  );
  return (
    <div class="text-diff">
      <div class="text-diff-names">
        <span>{props.before.name}</span>
        <span>{props.after.name}</span>
      </div>
      <Show when={props.before.text === props.after.text}>
        <p class="menu-note" role="status">
          The texts are the same.
        </p>
      </Show>
      <div ref={place} class="text-diff-place" />
    </div>
  );
}

/** The library's own colours are for one of light and dark, and its strokes below each word are loud. */
const look = EditorView.theme({
  "&.cm-merge-a .cm-changedLine": { backgroundColor: "var(--danger-soft)" },
  "&.cm-merge-b .cm-changedLine": { backgroundColor: "var(--success-soft)" },
  "&.cm-merge-a .cm-changedText": { background: "color-mix(in srgb, var(--danger) 22%, transparent)" },
  "&.cm-merge-b .cm-changedText": { background: "color-mix(in srgb, var(--success) 22%, transparent)" },
  "&.cm-merge-a .cm-changedLineGutter": { background: "var(--danger)" },
  "&.cm-merge-b .cm-changedLineGutter": { background: "var(--success)" },
  ".cm-collapsedLines": { background: "var(--sunken)", color: "var(--text-soft)", padding: "3px 10px" },
});

function extensions(name: string, text: string): Extension[] {
  return [
    lineNumbers(),
    text.trimStart().startsWith("{") ? json() : yaml(),
    theme,
    look,
    EditorView.lineWrapping,
    EditorState.readOnly.of(true),
    EditorState.lineSeparator.of("\n"),
    EditorView.contentAttributes.of({ "aria-label": name, tabindex: "0" }),
  ];
}
