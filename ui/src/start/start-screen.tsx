import FilePlus from "lucide-solid/icons/file-plus";
import FolderOpen from "lucide-solid/icons/folder-open";
import History from "lucide-solid/icons/clock";
import UserRoundCheck from "lucide-solid/icons/user-round-check";
import X from "lucide-solid/icons/x";
import { For, Show } from "solid-js";
import type { Live } from "../api/live";
import type { Recent, Sample, Template } from "../api/generated";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";
import { OwnTemplates } from "./own-templates";

export interface StartScreenProps {
  live: Live;
  drafts: { key: string; name: string; kept_at: number }[];
  onNew: () => void;
  onOpenDialog: () => void;
  onOpen: (path: string) => void;
  onSample: (id: string) => void;
  onRun: (arn: string) => void;
  onDraft: (key: string) => void;
  onDropDraft: (key: string) => void;
  onTemplate: (template: Template) => void;
  onDeleteTemplate: (template: Template) => void;
  refused: (reason: unknown) => void;
}

/** What is seen first: ready workflows, recent files, and a way to begin. */
export function StartScreen(props: StartScreenProps) {
  const samples = props.live.query("list_samples", {});
  const recents = props.live.query("list_recents", {});
  const forget = (path: string) => props.live.client.call("forget_recent", { path }).then(() => recents.refresh(), props.refused);
  return (
    <main class="start">
      <div class="start-page">
        <Head {...props} />
        <Drafts {...props} />
        <section aria-labelledby="samples-title">
          <h2 id="samples-title">Ready workflows</h2>
          <ul class="samples">
            <For
              each={samples.value()?.samples}
              fallback={
                <li class="wide">
                  <Empty title={samples.refusal()?.message ?? (samples.value() ? "No ready workflows" : "Loading …")} />
                </li>
              }
            >
              {(sample) => <SampleCard sample={sample} onOpen={() => props.onSample(sample.id)} />}
            </For>
          </ul>
        </section>
        <OwnTemplates live={props.live} onOpen={props.onTemplate} onDelete={props.onDeleteTemplate} />
        <Runs {...props} />
        <section aria-labelledby="recents-title">
          <h2 id="recents-title">Recent files</h2>
          <ul class="recents">
            <For
              each={recents.value()?.recents}
              fallback={
                <li>
                  <Empty icon={History} title={recents.refusal()?.message ?? "No recent files"}>
                    Workflows you open or save appear here.
                  </Empty>
                </li>
              }
            >
              {(recent) => (
                <RecentRow recent={recent} onOpen={() => props.onOpen(recent.path)} onForget={() => void forget(recent.path)} />
              )}
            </For>
          </ul>
        </section>
      </div>
    </main>
  );
}

function Head(props: StartScreenProps) {
  return (
    <header class="start-head">
      <div class="grow">
        <h1>Design, run and approve workflows</h1>
        <p class="soft">Amazon States Language, on this machine. Nothing leaves it.</p>
      </div>
      <Button size="large" icon={FolderOpen} action="file.open" tip="Open a workflow file" onClick={() => props.onOpenDialog()}>
        Open file
      </Button>
      <Button
        kind="primary"
        size="large"
        icon={FilePlus}
        action="file.new"
        tip="Start with an empty workflow"
        onClick={() => props.onNew()}
      >
        New workflow
      </Button>
    </header>
  );
}

function Drafts(props: StartScreenProps) {
  return (
    <Show when={props.drafts.length > 0}>
      <section class="drafts" aria-labelledby="drafts-title">
        <h2 id="drafts-title">Not saved last time</h2>
        <ul class="recents">
          <For each={props.drafts}>
            {(draft) => (
              <li class="recent">
                <button type="button" class="recent-open" onClick={() => props.onDraft(draft.key)}>
                  <span class="recent-name">{draft.name || draft.key.split(/[\\/]/).at(-1)}</span>
                  <span class="faint ellipsis">kept {new Date(draft.kept_at).toLocaleString()}</span>
                </button>
                <Button size="small" onClick={() => props.onDraft(draft.key)}>
                  Restore
                </Button>
                <Button kind="quiet" size="small" onClick={() => props.onDropDraft(draft.key)}>
                  Discard
                </Button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

function Runs(props: StartScreenProps) {
  const runs = props.live.query("list_executions", { workflow: null, max: 5 });
  return (
    <Show when={runs.value()?.executions.length}>
      <section aria-labelledby="runs-title">
        <h2 id="runs-title">Latest runs</h2>
        <ul class="recents">
          <For each={runs.value()?.executions}>
            {(run) => (
              <li class="recent">
                <button type="button" class="recent-open wide" onClick={() => props.onRun(run.execution_arn)}>
                  <span class="run-word" data-status={run.status}>
                    {run.status.toLowerCase().replace("_", " ")}
                  </span>
                  <span class="recent-name">{run.workflow}</span>
                  <span class="faint ellipsis grow">{run.name}</span>
                  <span class="faint">{new Date(run.started_at).toLocaleString()}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

function SampleCard(props: { sample: Sample; onOpen: () => void }) {
  return (
    <li>
      <button type="button" class="sample" onClick={() => props.onOpen()}>
        <strong>{props.sample.title}</strong>
        <span class="soft">{props.sample.summary}</span>
        <span class="row">
          <span class="badge">{props.sample.states} states</span>
          <Show when={props.sample.needs_person}>
            <span class="badge accent">
              <UserRoundCheck size={12} aria-hidden="true" /> asks a person
            </span>
          </Show>
        </span>
      </button>
    </li>
  );
}

function RecentRow(props: { recent: Recent; onOpen: () => void; onForget: () => void }) {
  return (
    <li class="recent" classList={{ gone: !props.recent.exists }}>
      <button type="button" class="recent-open" disabled={!props.recent.exists} onClick={() => props.onOpen()}>
        <span class="recent-name ellipsis">{props.recent.name}</span>
        <span class="faint ellipsis" title={props.recent.path}>
          {props.recent.exists ? props.recent.path : `${props.recent.path} — no longer there`}
        </span>
      </button>
      <span class="faint">{new Date(props.recent.opened_at).toLocaleDateString()}</span>
      <Button
        kind="quiet"
        size="small"
        icon={X}
        name={`Remove ${props.recent.name} from the list`}
        onClick={() => props.onForget()}
      />
    </li>
  );
}
