import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import RotateCcwKey from "lucide-solid/icons/rotate-ccw-key";
import { Show, createSignal, type JSX } from "solid-js";
import type { ClientAccess } from "../api/generated";
import { Button } from "../parts/button";
import { CopyButton } from "../parts/copy-button";
import { Dialog } from "../parts/dialog";
import type { ClientsProps } from "./clients";
import { hidden } from "./snippets";

export interface KeysProps extends ClientsProps {
  access: ClientAccess;
  /** Null while nobody wants to see it. */
  secret: string | null;
  onShow: (show: boolean) => void;
  /** The secret, for copying. */
  fetched: () => Promise<string>;
}

/** What clients sign with, and as whom they are seen. */
export function Keys(props: KeysProps) {
  const [asking, setAsking] = createSignal(false);
  return (
    <section aria-labelledby="keys-title">
      <div class="row">
        <h2 id="keys-title" class="grow">
          Keys
        </h2>
        <Show when={props.access.replaceable} fallback={<span class="faint">given on the command line, for this run</span>}>
          <Button kind="quiet" size="small" icon={RotateCcwKey} onClick={() => setAsking(true)}>
            Make new keys …
          </Button>
        </Show>
      </div>
      <dl class="keys">
        <Line name="Access key id" value={props.access.access_key}>
          <CopyButton name="Copy the access key id" text={() => props.access.access_key} refused={props.refused} />
        </Line>
        <Line name="Secret access key" value={props.secret ?? hidden}>
          <Button
            kind="quiet"
            size="small"
            icon={props.secret === null ? Eye : EyeOff}
            name={props.secret === null ? "Show the secret" : "Hide the secret"}
            onClick={() => props.onShow(props.secret === null)}
          />
          <CopyButton name="Copy the secret" text={props.fetched} refused={props.refused} />
        </Line>
        <Line name="Account" value={props.access.account} />
        <Line name="Region" value={props.access.region} />
      </dl>
      <ReplaceDialog {...props} open={asking()} onClose={() => setAsking(false)} />
    </section>
  );
}

function Line(props: { name: string; value: string; children?: JSX.Element }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        <code class="ellipsis">{props.value}</code>
        {props.children}
      </dd>
    </div>
  );
}

function ReplaceDialog(props: KeysProps & { open: boolean; onClose: () => void }) {
  const [busy, setBusy] = createSignal(false);
  const replace = async () => {
    setBusy(true);
    await props.live.client.call("replace_client_keys", {}).then(props.onClose, props.refused);
    setBusy(false);
  };
  return (
    <Dialog
      open={props.open}
      title="Make new keys?"
      width={440}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button kind="primary" busy={busy()} onClick={() => void replace()}>
            Make new keys
          </Button>
        </>
      }
    >
      <p>Clients with the present keys are refused from then on. State machines and executions stay as they are.</p>
    </Dialog>
  );
}
