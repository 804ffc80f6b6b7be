import { linter, type Diagnostic } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";
import { For, Show, createSignal } from "solid-js";
import { type Client, Refusal } from "../api/client";
import type { CheckTeamRulesReply, Problem } from "../api/generated";
import { count } from "../parts/count";
import { JsonEditor } from "../parts/json-editor";
import { jsonOf } from "../parts/json-of";
import { RefusalNote } from "../parts/refusal-note";
import { readable } from "../parts/sentence";
import { fields } from "./words";

export interface RulesEditorProps {
  client: Client;
  /** The file of the rules. */
  path: string;
  rules: string;
  /** The text that the rules are tried on. */
  workflow: string;
  onInput: (text: string) => void;
  /** Something in the rules is wrong, or nothing. */
  onChecked: (broken: boolean) => void;
}

/** So long somebody has to pause before the rules are tried, in milliseconds. */
const pause = 300;

/** The text of the rules, what is wrong with it, and what each rule finds. */
export function RulesEditor(props: RulesEditorProps) {
  const [said, setSaid] = createSignal<CheckTeamRulesReply | null>(null);
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [view, setView] = createSignal<EditorView>();
  const check = async (rules: string): Promise<Diagnostic[]> => {
    try {
      const answer = await props.client.call("check_team_rules", { path: props.path, rules, text: props.workflow });
      // What has been typed since is checked by itself.
      if (rules === view()?.state.doc.toString()) {
        setSaid(answer);
        setRefusal(null);
        props.onChecked(answer.problems.length > 0);
      }
      // The editor marks by itself what is no JSON.
      return jsonOf(rules) !== undefined ? answer.problems.map(markOf) : [];
    } catch (reason) {
      setRefusal(Refusal.from(reason));
      return [];
    }
  };
  const checking = linter((seen) => check(seen.state.doc.toString()), { delay: pause });
  // Who comes here comes to write.
  const begin = (made: EditorView) => {
    setView(made);
    made.focus();
  };
  const goTo = ({ from, to }: Problem) => {
    view()?.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
    view()?.focus();
  };
  const lineOf = ({ from }: Problem) => {
    const text = view()?.state.doc;
    return text?.lineAt(Math.min(from, text.length)).number ?? 1;
  };
  return (
    <>
      <JsonEditor name="Rules" lines value={props.rules} onInput={props.onInput} extensions={[checking]} onView={begin} />
      <Show when={said()}>{(said) => <Findings said={said()} lineOf={lineOf} onGoTo={goTo} />}</Show>
      <RefusalNote refusal={refusal()} />
      <details class="rule-fields">
        <summary>How a rule is written</summary>
        <dl>
          <For each={fields}>
            {([name, text]) => (
              <>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{text}</dd>
              </>
            )}
          </For>
        </dl>
      </details>
    </>
  );
}

function Findings(props: {
  said: CheckTeamRulesReply;
  lineOf: (problem: Problem) => number;
  onGoTo: (problem: Problem) => void;
}) {
  return (
    <ul class="rule-findings" aria-label="What the rules find" tabIndex={0}>
      <For each={props.said.problems}>
        {(problem) => (
          <li>
            <button type="button" class="note danger" onClick={() => props.onGoTo(problem)}>
              <span class="grow">
                {readable(problem.message)}
                <Show when={problem.help}>{(help) => <> — {readable(help())}</>}</Show>
              </span>
              <span>line {props.lineOf(problem)}</span>
            </button>
          </li>
        )}
      </For>
      <For each={props.said.unanswered}>{(message) => <li class="note warning">{readable(message)}</li>}</For>
      <For each={props.said.rules}>
        {({ name, found }) => (
          <li class="rule-finding">
            <code class="grow">{name}</code>
            <span class="badge" classList={{ warning: found > 0 }}>
              {found === 0 ? "finds nothing here" : `finds ${count(found, "problem")}`}
            </span>
          </li>
        )}
      </For>
    </ul>
  );
}

function markOf({ from, to, message, help }: Problem): Diagnostic {
  return { from, to, severity: "error", message: help === null ? message : `${message}\n${help}` };
}
