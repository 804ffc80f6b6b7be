import RotateCw from "lucide-solid/icons/rotate-cw";
import { For, Show, createSignal } from "solid-js";
import type { PreviewRedriveReply } from "../api/generated";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { count } from "../parts/count";
import type { Run } from "./run";

/** Lets a run that did not succeed go on, after saying what runs again. */
export function RedriveButton(props: { run: Run; refused: (reason: unknown) => void }) {
  const [preview, setPreview] = createSignal<PreviewRedriveReply | null>(null);
  const [busy, setBusy] = createSignal(false);
  const during = (work: Promise<unknown>) => {
    setBusy(true);
    work.catch(props.refused).finally(() => setBusy(false));
  };
  const redrive = () => during(props.run.redrive().finally(() => setPreview(null)));
  return (
    <>
      <Button
        size="small"
        icon={RotateCw}
        busy={busy()}
        tip="Go on with this run where it stopped"
        onClick={() => during(props.run.previewRedrive().then(setPreview))}
      >
        Redrive from the failed step
      </Button>
      <Dialog
        open={preview() !== null}
        title="Redrive this run"
        width={440}
        onClose={() => setPreview(null)}
        footer={
          <>
            <Button onClick={() => setPreview(null)}>Cancel</Button>
            <Button kind="primary" busy={busy()} disabled={Boolean(preview()?.problem)} onClick={redrive}>
              Redrive
            </Button>
          </>
        }
      >
        <Show when={preview()}>{(shown) => <Explained preview={shown()} />}</Show>
      </Dialog>
    </>
  );
}

function Explained(props: { preview: PreviewRedriveReply }) {
  return (
    <Show when={props.preview.problem === null} fallback={<p role="alert">{props.preview.problem}</p>}>
      <p>
        The run goes on with the same definition, input and variables. Steps that succeeded keep their results; these run again:
      </p>
      <ul class="redriven" aria-label="What runs again">
        <For each={props.preview.states}>
          {(state) => (
            <li>
              <strong class="ellipsis">{state.name}</strong>
              <Show when={state.count > 1}>
                <span class="faint">in {count(state.count, "branch or iteration", "branches or iterations")}</span>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
