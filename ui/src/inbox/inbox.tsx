import InboxIcon from "lucide-solid/icons/inbox";
import { For, Show, createMemo, createSignal } from "solid-js";
import type { Client } from "../api/client";
import type { Account, Approval } from "../api/generated";
import { Empty } from "../parts/empty";
import { Segmented } from "../parts/segmented";
import { ApprovalCard } from "./approval-card";
import { age, due } from "./ages";

export interface InboxProps {
  client: Client;
  approvals: readonly Approval[];
  account: Account | null;
  now: number;
  onSignIn: () => void;
  onShowRun: (approval: Approval) => void;
}

/** Everything people were or are asked: a list, and the chosen request beside it. */
export function Inbox(props: InboxProps) {
  const [which, setWhich] = createSignal<"open" | "done">("open");
  const [chosen, setChosen] = createSignal<string | null>(null);
  const shown = createMemo(() => {
    const open = which() === "open";
    const list = props.approvals.filter((approval) => (approval.status === "pending") === open);
    return open
      ? list.sort((one, other) => (one.due_at ?? Infinity) - (other.due_at ?? Infinity))
      : list.sort((one, other) => other.requested_at - one.requested_at);
  });
  const current = () => props.approvals.find(({ id }) => id === chosen()) ?? shown()[0];
  return (
    <main class="inbox">
      <section class="inbox-list" aria-label="Requests">
        <header class="row inbox-head">
          <h1 class="grow">Inbox</h1>
          <Segmented
            name="Which requests"
            options={[
              { key: "open", label: "Waiting" },
              { key: "done", label: "Done" },
            ]}
            selected={which()}
            onSelect={(key) => (setWhich(key), setChosen(null))}
          />
        </header>
        <div class="scroll grow">
          <For
            each={shown()}
            fallback={
              <Empty icon={InboxIcon} title={which() === "open" ? "Nothing waits for a decision" : "No decisions yet"}>
                {which() === "open"
                  ? "When a run reaches a step that asks a person, the request appears here."
                  : "Decided and closed requests appear here."}
              </Empty>
            }
          >
            {(approval) => (
              <Request
                approval={approval}
                now={props.now}
                current={current()?.id === approval.id}
                onChoose={() => setChosen(approval.id)}
              />
            )}
          </For>
        </div>
      </section>
      <section class="inbox-card scroll" aria-label="Request">
        <Show when={current()?.id} keyed>
          <Show when={current()}>
            {(approval) => (
              <ApprovalCard
                client={props.client}
                approval={approval()}
                account={props.account}
                now={props.now}
                onSignIn={props.onSignIn}
                onDecided={(decided) => setChosen(decided.id)}
                onShowRun={() => props.onShowRun(approval())}
              />
            )}
          </Show>
        </Show>
      </section>
    </main>
  );
}

function Request(props: { approval: Approval; now: number; current: boolean; onChoose: () => void }) {
  return (
    <button type="button" class="request" aria-current={props.current} onClick={() => props.onChoose()}>
      <strong class="ellipsis">{props.approval.title}</strong>
      <span class="faint ellipsis">
        {props.approval.workflow} · {props.approval.state}
      </span>
      <span class="row faint">
        <span class="grow">{age(props.now - props.approval.requested_at)} ago</span>
        <Show when={props.approval.status === "pending"} fallback={<span class="badge">{props.approval.status}</span>}>
          <Show when={props.approval.due_at}>
            {(at) => <span classList={{ late: at() - props.now < 3_600_000 }}>{due(at() - props.now)}</span>}
          </Show>
        </Show>
      </span>
    </button>
  );
}
