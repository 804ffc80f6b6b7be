import { For, Show, createEffect, createMemo, createResource, createSignal, on } from "solid-js";
import type { Snapshot, SnapshotReason } from "../api/generated";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Empty } from "../parts/empty";
import { TextDiff } from "../parts/text-diff";
import { walkOptions } from "../parts/walk-options";
import { size } from "../files/names";
import type { App } from "./app";
import type { Tab } from "./tab";

const reasons: Record<SnapshotReason, string> = { saved: "Saved", worked: "While working", replaced: "Found in the file" };

/** Texts that the workflow had: each is compared with the present one and can be taken back as one step. */
export function HistoryDialog(props: { app: App; tab: Tab; onClose: () => void }) {
  const { app, tab } = props;
  const { workflow } = tab;
  const list = app.live.query("list_snapshots", { document: workflow.draftKey });
  const all = createMemo(() => list.value()?.snapshots ?? []);
  const [chosen, setChosen] = createSignal<number | null>(null);
  // The newest is often the text as it is.
  createEffect(
    on(all, (snapshots) => chosen() === null && setChosen(snapshots[workflow.dirty() ? 0 : 1]?.id ?? snapshots[0]?.id ?? null)),
  );
  const [read] = createResource(chosen, async (id) => (await app.client.call("read_snapshot", { id })).text);
  const snapshot = () => all().find(({ id }) => id === chosen());
  const now = workflow.buffer.text;
  const before = createMemo(() => {
    const [found, text] = [snapshot(), read.state === "ready" ? read() : undefined];
    return found && text !== undefined ? { name: when(found), text } : null;
  });
  const restore = () => {
    const taken = before();
    if (!taken) return;
    workflow.buffer.replaceAll(taken.text, `Restore the text of ${taken.name}`);
    props.onClose();
    app.toasts.show({
      tone: "good",
      title: `The text of ${taken.name} is back`,
      text: "It is not saved yet.",
      action: { label: "Undo", run: () => workflow.undo() },
    });
  };
  // One looks at what there is before one takes it back.
  const begin = (list: HTMLElement) => requestAnimationFrame(() => list.querySelector<HTMLElement>("[tabindex='0']")?.focus());
  const footer = (
    <>
      <span class="grow faint">The last hundred texts of each workflow are kept on this machine.</span>
      <Button onClick={() => props.onClose()}>Cancel</Button>
      <Button kind="primary" disabled={before() === null || before()?.text === now} onClick={restore}>
        Restore
      </Button>
    </>
  );
  return (
    <Dialog open title={`Local history of ${tab.name}`} width={1160} onClose={props.onClose} footer={footer}>
      <Show
        when={all().length > 0}
        fallback={
          <Empty title={list.refusal()?.message ?? (list.value() ? "Nothing is kept yet" : "Loading …")}>
            Each save is kept here, and every hour of work without one.
          </Empty>
        }
      >
        <div class="history">
          <div
            ref={begin}
            class="entries"
            role="listbox"
            aria-label="Texts that are kept"
            onKeyDown={(event) => walkOptions(event)?.click()}
          >
            <For each={all()}>
              {(each) => <Line snapshot={each} chosen={each.id === chosen()} onChoose={() => setChosen(each.id)} />}
            </For>
          </div>
          <Show when={before()} fallback={<Empty title={read.error ? "This text is no longer kept" : "Reading …"} />}>
            {(taken) => <TextDiff before={taken()} after={{ name: "Now", text: now }} />}
          </Show>
        </div>
      </Show>
    </Dialog>
  );
}

function Line(props: { snapshot: Snapshot; chosen: boolean; onChoose: () => void }) {
  return (
    <button
      type="button"
      role="option"
      class="entry"
      aria-selected={props.chosen}
      tabindex={props.chosen ? 0 : -1}
      onClick={() => props.onChoose()}
    >
      <span class="grow">
        <span class="entry-when">{when(props.snapshot)}</span>
        <span class="faint">{reasons[props.snapshot.reason]}</span>
      </span>
      <span class="faint">{size(props.snapshot.bytes)}</span>
    </button>
  );
}

/** Today the time is enough. */
function when({ taken_at }: Snapshot): string {
  const at = new Date(taken_at);
  const time = at.toLocaleTimeString();
  return at.toDateString() === new Date().toDateString() ? time : `${at.toLocaleDateString()}, ${time}`;
}
