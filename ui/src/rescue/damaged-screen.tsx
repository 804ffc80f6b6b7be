import Check from "lucide-solid/icons/check";
import FileBraces from "lucide-solid/icons/file-braces";
import FolderOpen from "lucide-solid/icons/folder-open";
import LifeBuoy from "lucide-solid/icons/life-buoy";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Show, createSignal, onCleanup, onMount } from "solid-js";
import type { Client } from "../api/client";
import type { Damage } from "../api/generated";
import { FileDialog } from "../files/file-dialog";
import { Button } from "../parts/button";
import { CopyButton } from "../parts/copy-button";
import { RefusalNote } from "../parts/refusal-note";
import { readable } from "../parts/sentence";
import { keptWords, lostWords } from "./kept";
import { Rescue, type Rescued } from "./rescue";

export interface DamagedScreenProps {
  client: Client;
  refused: (reason: unknown) => void;
  /** Begins again, with what is there now. */
  onOpen: () => void;
}

/** How often another window may have rescued the database meanwhile, in milliseconds. */
const pace = 3000;

/** The window while the database is damaged: what happened, and what can be done about it. */
export function DamagedScreen(props: DamagedScreenProps) {
  const rescue = new Rescue(props.client, () => props.onOpen());
  onMount(() => {
    void rescue.look();
    const timer = setInterval(() => void rescue.look(), pace);
    onCleanup(() => clearInterval(timer));
  });
  return (
    <main class="rescue-place">
      <Show when={rescue.rescued()} fallback={<Offer {...props} rescue={rescue} />}>
        {(rescued) => <Outcome rescued={rescued()} refused={props.refused} onOpen={props.onOpen} />}
      </Show>
    </main>
  );
}

function Offer(props: DamagedScreenProps & { rescue: Rescue }) {
  const { rescue } = props;
  const [exporting, setExporting] = createSignal(false);
  return (
    <article class="rescue-card" aria-labelledby="damaged">
      <header>
        <TriangleAlert size={22} aria-hidden="true" />
        <h1 id="damaged">The database is damaged</h1>
      </header>
      <p>
        Signalbox keeps executions, accounts and drafts in one file, and that file cannot be read as it should. A failing disk or
        a copy that was cut off can cause this. Your workflow files lie elsewhere and are not affected.
      </p>
      <Show when={rescue.damage()}>{(damage) => <Facts damage={damage()} refused={props.refused} />}</Show>
      <RefusalNote refusal={rescue.refusal()} />
      <Show when={rescue.written()}>
        {(words) => (
          <p class="note" role="status">
            {words()}
          </p>
        )}
      </Show>
      <Show when={rescue.work()} fallback={<Ways rescue={rescue} onExport={() => setExporting(true)} />}>
        <Underway rescue={rescue} />
      </Show>
      <p class="faint small">
        Recovering copies everything that can be read into a new file. The damaged one is put aside beside it; nothing is deleted.
      </p>
      <FileDialog
        client={props.client}
        open={exporting()}
        purpose="export"
        title="Export executions as JSON"
        ending=".json"
        suggested="signalbox-executions.json"
        folder={null}
        onClose={() => setExporting(false)}
        onChoose={(path, overwrite) => rescue.export(path, overwrite)}
      />
    </article>
  );
}

function Facts(props: { damage: Damage; refused: (reason: unknown) => void }) {
  return (
    <dl class="rescue-facts">
      <dt>Found</dt>
      <dd>{readable(props.damage.reason)}</dd>
      <dt>Folder</dt>
      <dd class="row">
        <code>{props.damage.folder}</code>
        <CopyButton name="Copy the path" text={() => props.damage.folder} refused={props.refused} />
      </dd>
    </dl>
  );
}

function Ways(props: { rescue: Rescue; onExport: () => void }) {
  const { rescue } = props;
  return (
    <div class="rescue-ways">
      <Button kind="primary" size="large" icon={LifeBuoy} onClick={() => void rescue.recover()}>
        Recover what can be read
      </Button>
      <Button
        size="large"
        icon={FileBraces}
        tip="Write the executions that can be read to a file; the database stays as it is"
        onClick={() => props.onExport()}
      >
        Export as JSON …
      </Button>
      <Button size="large" icon={FolderOpen} onClick={() => void rescue.showFolder()}>
        Show the folder
      </Button>
      <Show when={rescue.damage()?.openable}>
        <Button
          size="large"
          tip="What cannot be read stays so; everything else can be used"
          onClick={() => void rescue.openAnyway()}
        >
          Open it as it is
        </Button>
      </Show>
      <Show when={rescue.hopeless()}>
        <Button
          kind="danger"
          size="large"
          tip="The damaged file is put aside, and Signalbox begins with nothing"
          onClick={() => void rescue.beginAnew()}
        >
          Begin with an empty database
        </Button>
      </Show>
    </div>
  );
}

function Underway(props: { rescue: Rescue }) {
  const { rescue } = props;
  const percent = () => Math.round((rescue.progress()?.share ?? 0) * 100);
  const label = () => (rescue.work() === "export" ? "Reading what can be exported" : "Recovering");
  return (
    <div class="rescue-progress">
      <div class="row">
        <strong class="grow">{label()} …</strong>
        <span class="faint">{(rescue.progress()?.rows ?? 0).toLocaleString()} records read</span>
      </div>
      <div class="bar" role="progressbar" aria-label={label()} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent()}>
        <span style={{ width: `${percent()}%` }} />
      </div>
      <div>
        <Button busy={rescue.stopping()} onClick={() => void rescue.stop()}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

function Outcome(props: { rescued: Rescued; refused: (reason: unknown) => void; onOpen: () => void }) {
  const kept = () => (props.rescued.recovered ? keptWords(props.rescued.recovered) : []);
  const lost = () => (props.rescued.recovered ? lostWords(props.rescued.recovered) : []);
  return (
    <article class="rescue-card" aria-labelledby="rescued">
      <header class="good">
        <Check size={22} aria-hidden="true" />
        <h1 id="rescued">{props.rescued.recovered ? "The database was recovered" : "There is a new, empty database"}</h1>
      </header>
      <Show when={kept().length > 0}>
        <div>
          <p>These were kept:</p>
          <ul class="rescue-list">
            <For each={kept()}>{(words) => <li>{words}</li>}</For>
          </ul>
        </div>
      </Show>
      <Show when={lost().length > 0}>
        <p class="note warning">Could not be read completely: {lost().join(", ")}.</p>
      </Show>
      <dl class="rescue-facts">
        <dt>Damaged file</dt>
        <dd class="row">
          <code>{props.rescued.keptIn}</code>
          <CopyButton name="Copy the path" text={() => props.rescued.keptIn} refused={props.refused} />
        </dd>
      </dl>
      <div class="rescue-ways">
        <Button kind="primary" size="large" onClick={() => props.onOpen()}>
          Open Signalbox
        </Button>
      </div>
    </article>
  );
}
