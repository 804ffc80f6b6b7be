import { Show, createResource } from "solid-js";
import type { Edit, OutlineState, Port, SceneEdge } from "../api/generated";
import { Dialog } from "../parts/dialog";
import { Picker, fitting, type Option } from "../parts/picker";
import { leaf } from "../workflow/pointer";
import { optionOf } from "./go-to-state";
import type { Question, Workbench } from "./workbench";

const titles: Record<Question, string> = { link: "Link to …", handle: "On an error go to …", move_to: "Move to …" };

/** One possible answer, with the edit it makes. */
interface Answer extends Option {
  edit: Edit;
}

/** What dragging does with the pointer, for the keyboard: where a transition leads, where states go. Every answer is judged before it can be chosen. */
export function Questions(props: { bench: Workbench }) {
  return (
    <Show when={props.bench.question()} keyed>
      {(question) => <Ask bench={props.bench} question={question} />}
    </Show>
  );
}

function Ask(props: { bench: Workbench; question: Question }) {
  const { bench } = props;
  const close = () => {
    bench.ask(null);
    requestAnimationFrame(() => bench.picture()?.focus());
  };
  const answers = props.question === "move_to" ? moves(bench) : links(bench, props.question);
  const [judged] = createResource(async (): Promise<Answer[]> => {
    const verdicts = await bench.workflow.mayEdit(answers.map(({ edit }) => edit));
    return answers.map((answer, at) => ({
      ...answer,
      off: verdicts[at]?.allowed === false ? (verdicts[at].reason ?? "not allowed") : null,
    }));
  });
  const find = (wanted: string) => {
    const found = fitting(judged() ?? answers, wanted, ({ title }) => title);
    return [...found.filter(({ off }) => !off), ...found.filter(({ off }) => off)].slice(0, 100);
  };
  const pick = (answer: Answer) => {
    close();
    bench.edit(answer.edit);
  };
  return (
    <Dialog open title={titles[props.question]} width={520} onClose={close}>
      <Picker name={titles[props.question]} placeholder="Name" find={find} none="No such place" onPick={pick} />
    </Dialog>
  );
}

/** The states beside the selected one. A Choice gets one more rule. */
function links(bench: Workbench, question: Question): Answer[] {
  const { analysis, selection } = bench.workflow;
  const state = analysis.state(selection.single() ?? "");
  if (!state) return [];
  const port = question === "handle" ? `${state.path}/Catch/-/Next` : portOf(bench, state);
  const beside = analysis.outline().filter(({ scope }) => scope === state.scope);
  return beside.map((other) => ({ ...optionOf(other), edit: { kind: "connect", port, to: other.path } }));
}

function portOf(bench: Workbench, state: OutlineState): Port {
  if (state.type === "Choice") return `${state.path}/Choices/-/Next`;
  const edge = bench.workflow.analysis
    .scene()
    ?.edges.find(({ from, kind }) => from === state.path && (kind === "next" || kind === "end"));
  return edge?.id ?? `${state.path}/Next`;
}

/** Every line of the picture as a place to move to. */
function moves(bench: Workbench): Answer[] {
  const { analysis, selection } = bench.workflow;
  const states = [...selection.states()];
  const edges = analysis.scene()?.edges ?? [];
  return edges.map((edge) => ({
    id: edge.id,
    title: placeOf(edge),
    note: noteOf(edge),
    edit: { kind: "move_states", states, on: edge.id },
  }));
}

function placeOf({ id, kind, from, to }: SceneEdge): string {
  if (kind === "start") return "The beginning of the workflow";
  if (kind === "branch")
    return `The beginning of branch ${Number(/\/Branches\/(\d+)\/StartAt$/.exec(id)?.[1] ?? 0) + 1} of ${leaf(from)}`;
  const target = to.includes("#") ? "the end" : leaf(to);
  return kind === "next" || kind === "end" ? `After ${leaf(from)}` : `Between ${leaf(from)} and ${target}`;
}

function noteOf({ kind, label, to }: SceneEdge): string {
  if (label) return label.text;
  return kind === "next" ? `before ${leaf(to)}` : kind === "end" ? "at the end" : "";
}
