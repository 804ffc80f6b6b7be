import MousePointerClick from "lucide-solid/icons/mouse-pointer-click";
import { For, Match, Show, Switch, createComputed, createMemo, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import type { StatePath } from "../api/generated";
import { afterFrame } from "../parts/after-frame";
import { DrawnIcon } from "../parts/drawn-icon";
import { Empty } from "../parts/empty";
import { faceOf } from "../parts/drawings";
import { Field } from "../parts/field";
import { signs } from "../parts/sign";
import { Tabs } from "../parts/tabs";
import { IncomingData } from "../expressions/incoming";
import { Insertion, InsertionContext } from "../expressions/insertion";
import { languageOf } from "../workflow/body";
import type { FieldSpec } from "../workflow/fields";
import { kinds } from "../workflow/kinds";
import type { Workflow } from "../workflow/workflow";
import { Control, TargetPicker } from "./controls";
import { ApprovalForm } from "./approval-form";
import { createDraft } from "./draft";
import { Desk } from "./desk";
import { LanguageLine } from "./language-line";
import { OffForm } from "./off-form";
import { MachineForm } from "./machine-form";
import { SeveralForm } from "./several-form";
import { showTab, shownTab } from "./shown-tab";

export interface InspectorProps {
  workflow: Workflow;
  /** Tells the person why something was not written. */
  refused: (reason: unknown) => void;
}

/** So many states have a form together at most: all of them are read for it. */
const manyStates = 500;

/** The form of what is selected: one state, several, or nothing (the workflow itself). */
export function Inspector(props: InspectorProps) {
  const selected = () => props.workflow.selection.states();
  const known = () => {
    const path = props.workflow.selection.single();
    return path !== null && props.workflow.analysis.state(path) ? path : null;
  };
  const shown = unhurried(known, (path) => props.workflow.analysis.state(path) !== undefined);
  return (
    <Switch fallback={<MachineForm workflow={props.workflow} refused={props.refused} />}>
      <Match when={shown()} keyed>
        {(path: StatePath) => (
          <InsertionContext.Provider value={new Insertion()}>
            <StateForm workflow={props.workflow} path={path} refused={props.refused} />
          </InsertionContext.Provider>
        )}
      </Match>
      <Match when={selected().length > manyStates}>
        <Empty icon={MousePointerClick} title={`${selected().length} states selected`}>
          Duplicate or delete them together, or select at most {manyStates} to edit them.
        </Empty>
      </Match>
      <Match when={selected().length > 1 && selected()} keyed>
        {(paths: readonly StatePath[]) => <SeveralForm workflow={props.workflow} paths={paths} refused={props.refused} />}
      </Match>
    </Switch>
  );
}

/**
 * Follows the selection once the canvas shows it: a form is more work than a card. One of a state that is no more goes
 * at once.
 */
function unhurried(selected: Accessor<StatePath | null>, isThere: (path: StatePath) => boolean): Accessor<StatePath | null> {
  const [shown, setShown] = createSignal(untrack(selected));
  createComputed(() => {
    const [next, before] = [selected(), untrack(shown)];
    if (next === before) return;
    if (before !== null && !untrack(() => isThere(before))) setShown(next);
    else onCleanup(afterFrame(() => setShown(next)));
  });
  return shown;
}

function StateForm(props: InspectorProps & { path: StatePath }) {
  const desk = new Desk(props.workflow, props.path, props.refused);
  // A memo, so that an edit does not build the form anew and take the focus out of it.
  const kind = createMemo(() => kinds[desk.state?.type ?? "Pass"]);
  const language = () => languageOf(props.workflow, desk.body);
  const face = createMemo(() => faceOf(desk.state ?? { type: "Pass", subtitle: "" }));
  const fits = (field: FieldSpec) => !field.language || field.language === language() || presentIn(desk, field);
  const list = (fields: readonly FieldSpec[]) => (
    <For each={fields.filter(fits)}>{(field) => <Control desk={desk} field={field} />}</For>
  );
  const tab = (key: string, title: string, fields: readonly FieldSpec[]) => {
    const body = () => (
      <div class="form">
        <Show when={key !== "errors"}>
          <IncomingData desk={desk} />
        </Show>
        {list(fields)}
      </div>
    );
    return fields.length > 0 ? [{ key, title, body }] : [];
  };
  const dataTabs = () => {
    const { input, output } = kind().form;
    if (language() === "JSONata") return tab("input", "Arguments & Output", [...input, ...output]);
    return [...tab("input", "Input", input), ...tab("output", "Output", output)];
  };
  const tabs = () => [
    {
      key: "setup",
      title: "Configuration",
      body: () => (
        <div class="form">
          <Common desk={desk} goesOn={kind().goesOn} />
          <ApprovalForm desk={desk} />
          {list(kind().form.setup)}
        </div>
      ),
    },
    ...dataTabs(),
    ...tab("variables", "Variables", kind().form.variables),
    ...tab("errors", "Error handling", kind().form.errors),
  ];
  const available = tabs();
  return (
    <div class="inspector" role="region" aria-label={`Form of ${desk.name}`}>
      <header class="inspector-head">
        <span class="kind-tile" style={{ "--hue": `var(--kind-${face().hue})` }}>
          <DrawnIcon of={signs[face().drawing]} size={18} />
        </span>
        <div class="grow">
          <h2 class="ellipsis" title={desk.name}>
            {desk.name}
          </h2>
          <div class="faint small ellipsis">
            {kind().title} · {desk.state?.type === "Task" ? desk.state.subtitle : kind().summary(desk.body)}
          </div>
        </div>
      </header>
      <Show when={!desk.state?.off} fallback={<OffForm desk={desk} common={<Names desk={desk} goesOn />} />}>
        <Tabs
          name="Parts of the form"
          tabs={available}
          selected={available.some(({ key }) => key === shownTab()) ? shownTab() : "setup"}
          onSelect={showTab}
        />
      </Show>
    </div>
  );
}

function presentIn(desk: Desk, field: FieldSpec): boolean {
  return field.at.slice(1) in desk.body;
}

function Common(props: { desk: Desk; goesOn: boolean }) {
  const { desk } = props;
  return (
    <>
      <Names desk={desk} goesOn={props.goesOn} />
      <Control desk={desk} field={{ at: "/Comment", label: "Comment", control: { kind: "lines" } }} />
      <Show when={desk.workflow.analysis.queryLanguage === "JSONPath"}>
        <LanguageLine
          language={languageOf(desk.workflow, desk.body)}
          verb="Write this state in JSONata"
          onConvert={() => desk.edit({ kind: "use_jsonata", states: [desk.path] })}
        />
      </Show>
    </>
  );
}

/** The name of a state and, where it goes on, of the next one. */
function Names(props: { desk: Desk; goesOn: boolean }) {
  const { desk } = props;
  const readName = (text: string) => {
    if (text === "") return { wrong: "a state needs a name" };
    if ([...text].length > 80) return { wrong: "at most 80 characters" };
    const taken = desk.workflow.analysis.outline().some(({ name, path }) => name === text && path !== desk.path);
    return taken ? { wrong: `\`${text}\` exists already` } : { value: text };
  };
  const name = createDraft<string>(
    () => desk.name,
    readName,
    (text) => text && desk.edit({ kind: "rename_state", state: desk.path, name: text }),
  );
  const next = (): string | null => (typeof desk.body["Next"] === "string" ? desk.body["Next"] : null);
  const port = () => `${desk.path}/${"Next" in desk.body ? "Next" : "End"}`;
  return (
    <>
      <Field label="Name" wrong={name.wrong()}>
        {(control) => (
          <input
            {...control}
            class="input"
            value={name.text()}
            spellcheck={false}
            onInput={(event) => name.input(event.currentTarget.value)}
            onBlur={() => name.leave()}
            onKeyDown={(event) => event.key === "Enter" && name.leave()}
          />
        )}
      </Field>
      <Show when={props.goesOn}>
        <TargetPicker
          desk={desk}
          label="Next state"
          value={next()}
          mayEnd
          onPick={(target) => desk.edit({ kind: "connect", port: port(), to: target === null ? null : desk.pathOf(target) })}
        />
      </Show>
    </>
  );
}
