import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import X from "lucide-solid/icons/x";
import { For, Show, createMemo, createSignal, type JSX } from "solid-js";
import { Button } from "../parts/button";
import { Tabs } from "../parts/tabs";
import { DataView } from "./data-view";
import { EventList } from "./event-list";
import { MapRunView } from "./map-run";
import { statusNow, type Visit } from "./replay";
import type { Run } from "./run";
import { StatusMark } from "./status-mark";
import { causeWords, clock, duration, moment, statusWords } from "./words";

/** Characters of a cause that are read in one line. */
const shortCause = 80;

const [tab, setTab] = createSignal("output");

/** What is shown of one visit, and what is done with the choice of another. */
interface Shown {
  run: Run;
  visit: Visit;
  onPick: (visit: Visit) => void;
  onOpen: (executionArn: string) => void;
  onClose: () => void;
}

/** One visit of a state: what went in, what came out, how it went. */
export function StepPanel(props: Shown) {
  // The visit is changed in place; reading through the replay makes every part follow.
  const visit = () => (props.run.replay(), props.visit);
  const mapRun = createMemo(() => visit().mapRun);
  const children = (arn: string) => ({
    key: "children",
    title: "Children",
    body: () => <MapRunView live={props.run.live} arn={arn} onOpen={props.onOpen} />,
  });
  const always = [
    {
      key: "input",
      title: "Input",
      body: () => <DataView name="Input" text={visit().input} absent="This step was given no input." />,
    },
    {
      key: "output",
      title: "Output",
      body: () => (
        <DataView
          name="Output"
          text={visit().output}
          absent={visit().endedAt === null ? "No output yet." : "This step gave no output."}
        />
      ),
    },
    { key: "details", title: "Details", body: () => <Details run={props.run} visit={visit()} /> },
    { key: "events", title: "Events", body: () => <EventList run={props.run} only={[...visit().events]} onPick={() => {}} /> },
  ];
  const tabs = createMemo(() => {
    const arn = mapRun();
    return arn === null ? always : [children(arn), ...always];
  });
  /** The line above all steps says it already, and has room for it. */
  const isToldAbove = () => {
    const end = props.run.replay().end;
    const { error, cause } = visit();
    return end !== null && error === end.error && cause === end.cause && (cause ?? "").length <= shortCause;
  };
  const shown = () => (tabs().some(({ key }) => key === tab()) ? tab() : "output");
  return (
    <div class="step-panel" role="region" aria-label={`Step ${props.visit.name}`}>
      <Head {...props} visit={visit()} />
      <Show when={isToldAbove() ? null : visit().error}>
        {(error) => (
          <div class="step-error">
            <strong>{error()}</strong>
            <Show when={visit().cause}>{(cause) => <pre class="raw">{causeWords(cause(), true)}</pre>}</Show>
          </div>
        )}
      </Show>
      <div class="grow column">
        <Tabs name="Parts of the step" tabs={tabs()} selected={shown()} onSelect={setTab} />
      </div>
    </div>
  );
}

/** The step's name and status, and the way to its other visits. */
function Head(props: Shown) {
  const status = () => statusNow(props.visit, props.run.outstanding());
  return (
    <header class="step-head">
      <StatusMark status={status()} />
      <strong class="ellipsis">{props.visit.name}</strong>
      <span class="faint">{statusWords[status()]}</span>
      <Show when={props.visit.iteration !== null}>
        <span class="badge">item {props.visit.iteration}</span>
      </Show>
      <Turns run={props.run} visit={props.visit} onPick={props.onPick} />
      <span class="grow" />
      <Button kind="quiet" size="small" icon={X} name="Show the run's result" onClick={() => props.onClose()} />
    </header>
  );
}

/** Steps through the visits of a state that was entered more than once. */
function Turns(props: { run: Run; visit: Visit; onPick: (visit: Visit) => void }) {
  const visits = createMemo(() => props.run.replay().byState.get(props.visit.name) ?? [], undefined, { equals: false });
  const place = () => visits().findIndex(({ id }) => id === props.visit.id);
  const go = (step: number) => {
    const other = visits()[place() + step];
    if (other) props.onPick(other);
  };
  return (
    <Show when={visits().length > 1}>
      <span class="turns">
        <Button
          kind="quiet"
          size="small"
          icon={ChevronLeft}
          name="Previous visit"
          disabled={place() <= 0}
          onClick={() => go(-1)}
        />
        <span class="faint number">
          visit {place() + 1} of {visits().length}
        </span>
        <Button
          kind="quiet"
          size="small"
          icon={ChevronRight}
          name="Next visit"
          disabled={place() + 1 >= visits().length}
          onClick={() => go(1)}
        />
      </span>
    </Show>
  );
}

function Details(props: { run: Run; visit: Visit }) {
  const open = () => props.run.outstanding().find(({ entered_event }) => entered_event === props.visit.id);
  const row = (name: string, value: JSX.Element) => (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <div class="pad">
      <dl class="details">
        {row("Type", props.visit.type)}
        {row("Entered", <span title={moment(props.visit.enteredAt)}>{clock(props.visit.enteredAt)}</span>)}
        <Show when={props.visit.endedAt}>
          {(at) =>
            row(
              "Left",
              <span title={moment(at())}>
                {clock(at())} ({duration(at() - props.visit.enteredAt)})
              </span>,
            )
          }
        </Show>
        <Show when={open()?.until}>
          {(until) =>
            row(
              open()?.kind === "retry" ? "Next attempt" : open()?.kind === "wait" ? "Waits until" : "Times out",
              moment(until()),
            )
          }
        </Show>
        <Show when={props.visit.length !== null && props.visit.mapRun === null}>{row("Items", props.visit.length)}</Show>
      </dl>
      <Show when={props.visit.attempts.length > 0}>
        <h4>Attempts</h4>
        <ol class="attempts">
          <For each={props.visit.attempts.map((attempt) => ({ ...attempt }))}>
            {(attempt, index) => (
              <li>
                <span class="badge">{index() + 1}</span> {clock(attempt.startedAt)}
                <Show when={attempt.endedAt} fallback={<span class="faint"> · no answer yet</span>}>
                  {(at) => <span class="faint"> · {duration(at() - attempt.startedAt)}</span>}
                </Show>
                <Show when={attempt.error}>{(error) => <span class="error-name"> {error()}</span>}</Show>
                <Show when={attempt.cause}>{(cause) => <div class="faint small">{causeWords(cause())}</div>}</Show>
              </li>
            )}
          </For>
        </ol>
      </Show>
    </div>
  );
}
