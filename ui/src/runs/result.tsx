import { Show } from "solid-js";
import { Tabs } from "../parts/tabs";
import { createSignal } from "solid-js";
import { DataView } from "./data-view";
import type { Run } from "./run";

const [tab, setTab] = createSignal("output");

/** Input and final result of the whole run; shown while no step is looked at. */
export function Result(props: { run: Run }) {
  const running = () => props.run.status === "RUNNING";
  const tabs = [
    {
      key: "output",
      title: "Result",
      body: () => (
        <Show
          when={!running()}
          fallback={<p class="pad soft">The result appears when the run has ended. Select a step to see its data.</p>}
        >
          <DataView
            name="Result of the run"
            text={props.run.replay().end?.output ?? null}
            absent="The run ended without a result. Select the failed step to see why."
          />
        </Show>
      ),
    },
    {
      key: "input",
      title: "Input of the run",
      body: () => <DataView name="Input of the run" text={props.run.execution()?.input ?? null} absent="Not read yet." />,
    },
  ];
  return <Tabs name="Run data" tabs={tabs} selected={tab()} onSelect={setTab} />;
}
