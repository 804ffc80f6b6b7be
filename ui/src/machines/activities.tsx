import Hourglass from "lucide-solid/icons/hourglass";
import Trash from "lucide-solid/icons/trash";
import { For, Show } from "solid-js";
import type { Activity } from "../api/generated";
import { Button } from "../parts/button";
import { CopyButton } from "../parts/copy-button";
import { Empty } from "../parts/empty";
import { moment } from "../runs/words";
import type { MachinesProps } from "./machines";

/** Activities, and the tasks that wait for a worker. */
export function Activities(props: MachinesProps) {
  const list = props.live.query("list_activities", {});
  return (
    <>
      <header class="machine-head">
        <div class="grow">
          <h2>Activities</h2>
          <p class="faint">Tasks of executions that a worker program fetches with GetActivityTask and answers.</p>
        </div>
      </header>
      <div class="scroll grow activities">
        <For
          each={list.value()?.activities}
          fallback={
            <Empty icon={Hourglass} title={list.refusal()?.message ?? (list.value() ? "No activities yet" : "Loading …")}>
              A client makes one with CreateActivity. A Task state whose Resource is the activity's ARN then waits here until a
              worker asks for it.
            </Empty>
          }
        >
          {(activity) => <Card {...props} activity={activity} />}
        </For>
      </div>
    </>
  );
}

function Card(props: MachinesProps & { activity: Activity }) {
  const remove = () => {
    const request = { activity_arn: props.activity.activity_arn };
    props.live.client.call("delete_activity", request).catch(props.refused);
  };
  return (
    <article class="activity" aria-label={props.activity.name}>
      <div class="row">
        <strong class="ellipsis">{props.activity.name}</strong>
        <Show when={props.activity.waiting > 0} fallback={<span class="badge">nothing waits</span>}>
          <span class="badge accent">{props.activity.waiting} waiting for a worker</span>
        </Show>
        <span class="grow" />
        <Show when={props.activity.created_at} fallback={<span class="badge warning">was never created</span>}>
          {(at) => (
            <>
              <span class="faint">created {moment(at())}</span>
              <Button kind="quiet" size="small" icon={Trash} name={`Delete ${props.activity.name}`} onClick={remove} />
            </>
          )}
        </Show>
      </div>
      <div class="row faint machine-arn">
        <code class="ellipsis">{props.activity.activity_arn}</code>
        <CopyButton name="Copy the ARN" text={() => props.activity.activity_arn} refused={props.refused} />
      </div>
      <Show when={props.activity.tasks.length > 0}>
        <ul>
          <For each={props.activity.tasks}>
            {(task) => (
              <li>
                <button type="button" class="execution-row" onClick={() => props.onShowRun(task.execution_arn)}>
                  <span>{task.state_machine}</span>
                  <span class="ellipsis grow mono faint">{task.execution}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </article>
  );
}
