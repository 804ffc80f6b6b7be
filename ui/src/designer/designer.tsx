import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronUp from "lucide-solid/icons/chevron-up";
import { Show, type JSX } from "solid-js";
import type { Action } from "../actions/action";
import { CodePanel } from "../code/code-panel";
import { Inspector } from "../inspector/inspector";
import { SamplesContext } from "../expressions/samples";
import { VariablesPanel } from "../expressions/variables-panel";
import { Button } from "../parts/button";
import { Guard } from "../parts/guard";
import { Sizer } from "../parts/sizer";
import { Tabs } from "../parts/tabs";
import { HistoryList } from "../runs/history-list";
import { RunPanel } from "../runs/run-panel";
import { CanvasView } from "./canvas-view";
import { createRoom, shownPanel, type Panel } from "./room";
import { Side } from "./side";
import { ProblemsPanel } from "./problems-panel";
import { ProposalDialog } from "./proposal-dialog";
import { Questions } from "./questions";
import { bottomHeight, panels, type BottomTab, type Workbench } from "./workbench";

export interface DesignerProps {
  bench: Workbench;
  actions: readonly Action[];
  onRun: () => void;
  /** Lies over the right side: the approval prompt. */
  over: JSX.Element;
}

/** Palette, canvas, code and form of one workflow, and what is known about it below. */
export function Designer(props: DesignerProps) {
  const room = createRoom();
  const width = (panel: Panel) => `${room().widths[panel]}px`;
  return (
    <main class="designer" aria-label="Workflow designer">
      <h1 class="visually-hidden">{props.bench.workflow.document().name}</h1>
      <div class="designer-top">
        <Show when={panels.palette.open()}>
          <div class="side" style={{ width: width("palette") }}>
            <Side bench={props.bench} narrow={room().icons} />
          </div>
          <Show when={!room().icons}>
            <Sizer name="palette" panel={shownPanel("palette", room)} side="left" />
          </Show>
        </Show>
        <div class="canvas-place">
          <Guard name="canvas">
            <CanvasView bench={props.bench} actions={props.actions} />
          </Guard>
        </div>
        <Show when={panels.code.open()}>
          <Sizer name="code" panel={shownPanel("code", room)} side="right" />
          <div class="side code-side" style={{ width: width("code") }}>
            <Guard name="code">
              <SamplesContext.Provider value={props.bench.samples}>
                <CodePanel workflow={props.bench.workflow} />
              </SamplesContext.Provider>
            </Guard>
          </div>
        </Show>
        <Show when={panels.inspector.open()}>
          <Sizer name="form" panel={shownPanel("inspector", room)} side="right" />
          <div class="side" style={{ width: width("inspector") }}>
            <Guard name="form">
              <SamplesContext.Provider value={props.bench.samples}>
                <Inspector workflow={props.bench.workflow} refused={props.bench.refused} />
              </SamplesContext.Provider>
            </Guard>
          </div>
        </Show>
      </div>
      <Show when={panels.bottom.open()}>
        <Sizer name="bottom panel" panel={panels.bottom} side="below" />
      </Show>
      <Guard name="bottom panel">
        <Bottom {...props} />
      </Guard>
      <ProposalDialog editing={props.bench.editing} />
      <Questions bench={props.bench} />
      {props.over}
    </main>
  );
}

function ProblemCount(props: { bench: Workbench }) {
  const { analysis } = props.bench.workflow;
  const errors = () => analysis.count("error");
  return (
    <Show when={errors() + analysis.count("warning") > 0}>
      <span class="badge" classList={{ danger: errors() > 0, warning: errors() === 0 }}>
        {errors() + analysis.count("warning")}
      </span>
    </Show>
  );
}

/** Folds and unfolds the bottom panel. */
function Fold() {
  return (
    <Button
      kind="quiet"
      size="small"
      icon={panels.bottom.open() ? ChevronDown : ChevronUp}
      name={panels.bottom.open() ? "Fold the bottom panel" : "Unfold the bottom panel"}
      action="view.bottom"
      onClick={() => panels.bottom.toggle()}
    />
  );
}

function Bottom(props: DesignerProps) {
  const { bench } = props;
  const { workflow } = bench;
  const tabs = [
    {
      key: "problems",
      title: "Problems",
      mark: <ProblemCount bench={bench} />,
      // Nobody sees it while the panel is folded, and it changes with every key.
      body: () => (
        <Show when={panels.bottom.open()}>
          <ProblemsPanel bench={bench} />
        </Show>
      ),
    },
    {
      key: "run",
      title: "Run",
      mark: (
        <Show when={bench.run()?.status === "RUNNING"}>
          <span class="spinner" aria-label="running" />
        </Show>
      ),
      body: () => (
        <RunPanel
          run={bench.run()}
          selected={bench.selectedName()}
          onSelect={(name) => bench.selectByName(name)}
          onOpen={(arn) => bench.watch(arn)}
          onRunAgain={props.onRun}
          follow={bench.follow()}
          onFollow={bench.setFollow}
          refused={bench.refused}
        />
      ),
    },
    { key: "variables", title: "Variables", body: () => <VariablesPanel bench={bench} /> },
    {
      key: "history",
      title: "History",
      body: () => (
        <HistoryList
          live={bench.live}
          workflow={workflow.document().name}
          current={bench.run()?.arn ?? null}
          onOpen={(arn) => bench.watch(arn)}
        />
      ),
    },
  ];
  return (
    <div
      class="bottom"
      style={{ height: `${bottomHeight()}px` }}
      onClick={(event) => event.target instanceof Element && event.target.closest(".tab") && panels.bottom.show()}
    >
      <Tabs
        name="Bottom panel"
        tabs={tabs}
        selected={bench.tab()}
        onSelect={(key) => bench.showTab(key as BottomTab)}
        end={<Fold />}
      />
    </div>
  );
}
