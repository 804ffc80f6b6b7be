import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { forEachDiagnostic, lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, StateEffect, StateField, type EditorState, type Extension, type Text } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type DecorationSet,
} from "@codemirror/view";
import { createEffect, createMemo, createRenderEffect, on, onCleanup, onMount } from "solid-js";
import type { Notation } from "../api/generated";
import type { Glance, Workflow } from "../workflow/workflow";
import { useSamples, type Samples } from "../expressions/samples";
import { afterFrame } from "../parts/after-frame";
import { theme } from "../parts/code-theme";
import { completion } from "./completion";
import { hover } from "./hover";
import { Names } from "./names";
import { NamesPanel } from "./names-panel";
import { NotationSwitch } from "./notation-switch";

/** Marks the lines that begin here: those of the selected states. */
const markLines = StateEffect.define<readonly number[]>();
const mark = Decoration.line({ class: "cm-selected-state" });

const stateMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(markLines)) now = Decoration.set(effect.value.map((from) => mark.range(from)));
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Where the lines of some ranges begin, in order. */
function linesOf(doc: Text, ranges: readonly { from: number; to: number }[]): number[] {
  const lines = new Set<number>();
  for (const { from, to } of ranges) {
    const last = doc.lineAt(Math.min(to, doc.length)).number;
    for (let line = doc.lineAt(Math.min(from, doc.length)).number; line <= last; line += 1) lines.add(doc.line(line).from);
  }
  return [...lines].sort((one, other) => one - other);
}

function markedLines(state: EditorState): number[] {
  const lines: number[] = [];
  for (const at = state.field(stateMarks).iter(); at.value; at.next()) lines.push(at.from);
  return lines;
}

/** The text of the workflow. What is selected elsewhere is marked here, and the cursor selects the state it stands in. */
export function CodePanel(props: { workflow: Workflow }) {
  let place: HTMLDivElement | undefined;
  const names = new Names(props.workflow);
  const samples = useSamples();
  onMount(() => {
    const { workflow } = props;
    const { buffer } = workflow;
    const view = new EditorView({ parent: place, dispatchTransactions: (transactions) => buffer.take(transactions) });
    const language = new Compartment();
    buffer.attach(view, [language.of(languageOf("json")), names.extension, ...extensions(workflow, samples)]);
    onCleanup(() => {
      buffer.detach(view);
      view.destroy();
    });
    const notation = createMemo(() => workflow.analysis.notation);
    createEffect(on(notation, (now) => view.dispatch({ effects: language.reconfigure(languageOf(now)) })));
    const { analysis, selection } = workflow;
    // A render effect, because these come before all other effects: what is wrong is marked first, then the rest of the
    // window follows.
    // Each dispatch costs the browser a layout, and most keys change nothing here.
    const show = (effects: readonly StateEffect<unknown>[]) => effects.length > 0 && view.dispatch({ effects });
    createRenderEffect(
      on([analysis.problems, analysis.of], () => {
        show([...problemEffects(workflow, view), ...selectionEffects(workflow, view)]);
      }),
    );
    createEffect(
      on(workflow.wanted, (place) => {
        if (!place) return;
        workflow.want(null);
        // Behind the frame in which the text follows the selection, or that would scroll on to the state's beginning.
        afterFrame(() => look(view, place));
      }),
    );
    // The text follows the canvas in a frame of its own.
    createEffect(
      on(selection.states, () => onCleanup(afterFrame(() => show(selectionEffects(workflow, view)))), { defer: true }),
    );
  });
  return (
    <div class="code-panel">
      <NotationSwitch workflow={props.workflow} />
      <div ref={place} class="code-text" role="group" aria-label="Workflow code" data-testid="code" />
      <NamesPanel names={names} />
    </div>
  );
}

/** Puts the cursor to a place and brings it into sight. */
function look(view: EditorView, { at, focus }: Glance): void {
  const anchor = Math.min(at, view.state.doc.length);
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
  if (focus) view.focus();
}

function languageOf(notation: Notation): Extension {
  return notation === "yaml" ? yaml() : json();
}

function extensions(workflow: Workflow, samples: Samples): Extension[] {
  const follow = EditorView.updateListener.of((update) => {
    // Only a person's own movement selects; our marks and the back end's edits do not.
    if (!update.selectionSet || !update.view.hasFocus) return;
    const state = workflow.analysis.stateAt(update.state.selection.main.head);
    workflow.selection.select(state ? [state.path] : [], "code");
  });
  const quietUndo = keymap.of([
    { key: "Mod-z", run: () => (workflow.undo(), true), preventDefault: true },
    { key: "Mod-Shift-z", run: () => (workflow.redo(), true), preventDefault: true },
    { key: "Mod-y", run: () => (workflow.redo(), true), preventDefault: true },
  ]);
  return [
    quietUndo,
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    completion(workflow.client),
    hover(workflow, samples),
    indentOnInput(),
    indentUnit.of("  "),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    stateMarks,
    follow,
    theme,
    EditorView.contentAttributes.of({ "aria-label": "Workflow code", tabindex: "0" }),
    keymap.of([...completionKeymap, ...closeBracketsKeymap, ...searchKeymap, ...foldKeymap, ...defaultKeymap, indentWithTab]),
  ];
}

function problemEffects({ analysis, buffer }: Workflow, view: EditorView): readonly StateEffect<unknown>[] {
  if (analysis.of() !== buffer.revision()) return [];
  const { length } = buffer;
  const marks = analysis
    .problems()
    .slice(0, 500)
    .map((problem): Diagnostic => {
      const from = Math.min(problem.from, length);
      return {
        from,
        to: Math.min(Math.max(problem.to, from), length),
        severity: problem.severity,
        message: problem.help ? `${problem.message}\n${problem.help}` : problem.message,
      };
    });
  if (areShown(view.state, marks)) return [];
  const { effects } = setDiagnostics(view.state, marks);
  return effects === undefined ? [] : [effects].flat();
}

/** True if just these are marked, where they have moved to with the text. */
function areShown(state: EditorState, marks: readonly Diagnostic[]): boolean {
  const key = (from: number, to: number, { severity, message }: Diagnostic) => `${from} ${to} ${severity} ${message}`;
  const shown: string[] = [];
  forEachDiagnostic(state, (diagnostic, from, to) => shown.push(key(from, to, diagnostic)));
  if (shown.length !== marks.length) return false;
  const wanted = new Set(marks.map((each) => key(each.from, each.to, each)));
  return shown.every((each) => wanted.has(each));
}

function selectionEffects(workflow: Workflow, view: EditorView): readonly StateEffect<unknown>[] {
  const { doc } = view.state;
  const states = workflow.selection.states().flatMap((path) => workflow.analysis.place(path) ?? []);
  const first = states[0];
  const reveal = first && workflow.selection.origin !== "code" && !view.hasFocus && first.from <= doc.length;
  const lines = linesOf(doc, states);
  const shown = markedLines(view.state);
  const isSame = lines.length === shown.length && lines.every((line, at) => line === shown[at]);
  return [
    ...(isSame ? [] : [markLines.of(lines)]),
    ...(reveal ? [EditorView.scrollIntoView(first.from, { y: "start", yMargin: 48 })] : []),
  ];
}
