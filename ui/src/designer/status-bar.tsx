import CircleX from "lucide-solid/icons/circle-x";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show } from "solid-js";
import { count } from "../parts/count";
import { executionWords } from "../runs/words";
import type { Workbench } from "./workbench";

/** One line at the bottom: problems, language, run, and what the canvas says. */
export function StatusBar(props: { bench: Workbench }) {
  const { analysis } = props.bench.workflow;
  const errors = () => analysis.count("error");
  const warnings = () => analysis.count("warning");
  return (
    <footer class="status-bar">
      <button type="button" onClick={() => props.bench.showTab("problems")}>
        <CircleX size={13} aria-hidden="true" class={errors() > 0 ? "bad" : ""} /> <Counted number={errors()} word="error" />
        <span class="visually-hidden">, </span>
        <TriangleAlert size={13} aria-hidden="true" class={warnings() > 0 ? "odd" : ""} />{" "}
        <Counted number={warnings()} word="warning" />
      </button>
      <span>{analysis.answered ? analysis.queryLanguage : ""}</span>
      <span>{count(analysis.outline().length, "state")}</span>
      <Show when={props.bench.run()}>
        {(run) => (
          <button type="button" onClick={() => props.bench.showTab("run")}>
            Run: {executionWords[run().status]}
          </button>
        )}
      </Show>
      <span class="grow ellipsis hint">{props.bench.hint() ?? ""}</span>
      <Show when={analysis.refusal()}>{(refusal) => <span class="bad">{refusal().message}</span>}</Show>
      <div class="visually-hidden" role="status" aria-live="polite">
        {props.bench.spoken()}
      </div>
    </footer>
  );
}

/** A number to see, with its word to hear. */
function Counted(props: { number: number; word: string }) {
  return (
    <span>
      {props.number}
      <span class="visually-hidden">{count(props.number, props.word).slice(String(props.number).length)}</span>
    </span>
  );
}
