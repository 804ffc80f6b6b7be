import Tag from "lucide-solid/icons/tag";
import { For, Show } from "solid-js";
import type { Route, StateMachine } from "../api/generated";
import { Empty } from "../parts/empty";
import { moment } from "../runs/words";

/** What was published of a state machine, and the names that stand for it. */
export function Versions(props: { machine: StateMachine }) {
  return (
    <Show
      when={props.machine.versions.length > 0}
      fallback={
        <Empty icon={Tag} title="No versions yet">
          A client publishes one with PublishStateMachineVersion, or with publish when it creates or updates the state machine. An
          alias then stands for one version, or for two with weights.
        </Empty>
      }
    >
      <div class="versions scroll">
        <section aria-labelledby="aliases-title">
          <h3 id="aliases-title">Aliases</h3>
          <ul>
            <For each={props.machine.aliases} fallback={<li class="faint">No alias stands for a version.</li>}>
              {(alias) => (
                <li class="row">
                  <strong>{alias.name}</strong>
                  <span class="soft ellipsis grow">{alias.description}</span>
                  <For each={alias.routes}>{(route) => <span class="badge accent">{routeWords(route)}</span>}</For>
                </li>
              )}
            </For>
          </ul>
        </section>
        <section aria-labelledby="versions-title">
          <h3 id="versions-title">Versions</h3>
          <ul>
            <For each={props.machine.versions}>
              {(version) => (
                <li class="row">
                  <strong class="number">{version.number}</strong>
                  <span class="soft ellipsis grow">{version.description}</span>
                  <span class="faint">{moment(version.created_at)}</span>
                </li>
              )}
            </For>
          </ul>
        </section>
      </div>
    </Show>
  );
}

function routeWords({ version_arn, weight }: Route): string {
  return `version ${version_arn.split(":").at(-1) ?? ""}: ${weight} %`;
}
