import LocateFixed from "lucide-solid/icons/locate-fixed";
import Play from "lucide-solid/icons/play";
import Square from "lucide-solid/icons/square";
import { Show, createEffect, createMemo, createSignal, on } from "solid-js";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";
import { Segmented } from "../parts/segmented";
import { Sizer, panelSize } from "../parts/sizer";
import { EventList } from "./event-list";
import { FailureBanner } from "./failure-banner";
import { RedriveButton } from "./redrive-button";
import { Result } from "./result";
import type { Visit } from "./replay";
import type { Run } from "./run";
import { StatusBadge } from "./status-mark";
import { StepList } from "./step-list";
import { StepPanel } from "./step-panel";
import { createNow } from "./ticker";
import { duration, moment } from "./words";

export interface RunPanelProps {
  run: Run | null;
  /** Name of the state selected elsewhere. */
  selected: string | null;
  onSelect: (state: string) => void;
  /** Opens another run, such as a child of this one. */
  onOpen: (executionArn: string) => void;
  onRunAgain: () => void;
  follow: boolean;
  onFollow: (on: boolean) => void;
  refused: (reason: unknown) => void;
}

const listWidth = panelSize("run-list", { size: 460, min: 280, max: 900 });
const [view, setView] = createSignal<"steps" | "events">("steps");

/** Everything about one run: its state, its steps or events, and the step that is looked at. */
export function RunPanel(props: RunPanelProps) {
  return (
    <Show
      when={props.run}
      keyed
      fallback={
        <Empty
          icon={Play}
          title="No run yet"
          action={
            <Button kind="primary" icon={Play} action="run.start" onClick={() => props.onRunAgain()}>
              Run
            </Button>
          }
        >
          Run the workflow to see every step with its input and output here.
        </Empty>
      }
    >
      {(run) => <Opened {...props} run={run} />}
    </Show>
  );
}

function Opened(props: RunPanelProps & { run: Run }) {
  const { run } = props;
  // What was selected before the run was opened says nothing about it: first comes the result.
  const [looked, setLooked] = createSignal<{ name: string; visit: number | null } | null>(null);
  createEffect(
    on(
      () => props.selected,
      (name) => {
        if (name !== looked()?.name) setLooked(name === null ? null : { name, visit: null });
      },
      { defer: true },
    ),
  );
  const visit = createMemo<Visit | undefined>(
    () => {
      const replay = run.replay();
      const at = looked();
      if (at === null) return undefined;
      return at.visit === null ? replay.byState.get(at.name)?.at(-1) : replay.visits.get(at.visit);
    },
    undefined,
    { equals: false },
  );
  const pick = (chosen: Visit) => {
    setLooked({ name: chosen.name, visit: chosen.id });
    props.onSelect(chosen.name);
  };
  return (
    <div class="run-panel">
      <RunHeader {...props} run={run} />
      <FailureBanner run={run} onShow={pick} />
      <div class="run-body">
        <div class="run-list" style={{ width: `${listWidth.size()}px` }}>
          <Show
            when={view() === "steps"}
            fallback={
              <EventList
                run={run}
                onPick={(id) => {
                  const found = run.replay().visits.get(id);
                  if (found) pick(found);
                }}
              />
            }
          >
            <StepList run={run} picked={visit()?.id ?? null} onPick={pick} />
          </Show>
        </div>
        <Sizer name="step list" panel={listWidth} side="left" />
        <div class="grow column">
          <Show when={visit()} fallback={<Result run={run} />}>
            {(shown) => (
              <StepPanel
                run={run}
                visit={shown()}
                onPick={pick}
                onOpen={(arn) => props.onOpen(arn)}
                onClose={() => {
                  setLooked(null);
                  props.onSelect("");
                }}
              />
            )}
          </Show>
        </div>
      </div>
    </div>
  );
}

/** What is special about the run. */
function Badges(props: { run: Run }) {
  const redrives = () => props.run.replay().redrives;
  return (
    <>
      <Show when={props.run.execution()?.virtual_time}>
        <span class="badge" title="The clock of this run jumps over waits; its times are those of that clock">
          virtual time
        </span>
      </Show>
      <Show when={redrives() > 0}>
        <span class="badge" title="How often this run went on after its end">
          {redrives() === 1 ? "redriven" : `redriven ${redrives()} times`}
        </span>
      </Show>
    </>
  );
}

function RunHeader(props: RunPanelProps & { run: Run }) {
  const tick = createNow(200);
  const now = () => props.run.clock(tick());
  const replay = () => props.run.replay();
  // Saying a moment in full takes a millisecond, and events arrive many times a second.
  const started = createMemo(() => replay().startedAt);
  const begun = createMemo(() => moment(started() ?? 0));
  const length = () => (started() === null ? "" : duration((replay().endedAt ?? now()) - (started() ?? 0)));
  const [stopping, setStopping] = createSignal(false);
  const stop = () => {
    setStopping(true);
    props.run
      .stop()
      .catch(props.refused)
      .finally(() => setStopping(false));
  };
  return (
    <header class="run-head" aria-label="Run">
      <StatusBadge status={props.run.status} />
      <strong class="ellipsis" title={props.run.arn}>
        {props.run.execution()?.name ?? ""}
      </strong>
      <span class="faint" title={started() === null ? "" : begun()}>
        {length()}
      </span>
      <span class="faint">{replay().events.length} events</span>
      <Badges run={props.run} />
      <span class="grow" />
      <Segmented
        name="What is listed"
        options={[
          { key: "steps", label: "Steps" },
          { key: "events", label: "Events" },
        ]}
        selected={view()}
        onSelect={setView}
      />
      <Button
        kind="quiet"
        size="small"
        icon={LocateFixed}
        name="Follow the run"
        tip="Keep the running step in view"
        pressed={props.follow}
        onClick={() => props.onFollow(!props.follow)}
      />
      <Show
        when={props.run.status === "RUNNING"}
        fallback={
          <>
            <Show when={props.run.status !== "SUCCEEDED"}>
              <RedriveButton run={props.run} refused={props.refused} />
            </Show>
            <Button size="small" icon={Play} tip="Run again" action="run.start" onClick={() => props.onRunAgain()}>
              Run again
            </Button>
          </>
        }
      >
        <Button size="small" kind="danger" icon={Square} busy={stopping()} action="run.stop" tip="Stop this run" onClick={stop}>
          Stop
        </Button>
      </Show>
    </header>
  );
}
