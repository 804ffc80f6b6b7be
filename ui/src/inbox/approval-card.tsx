import Check from "lucide-solid/icons/check";
import LogIn from "lucide-solid/icons/log-in";
import X from "lucide-solid/icons/x";
import { Show, createSignal } from "solid-js";
import { type Client, Refusal } from "../api/client";
import type { Account, Approval } from "../api/generated";
import { Button } from "../parts/button";
import { TextField } from "../parts/field";
import { exactly } from "../parts/exact-json";
import { JsonTree } from "../parts/json-tree";
import { RefusalNote } from "../parts/refusal-note";
import { age, due } from "./ages";

export interface ApprovalCardProps {
  client: Client;
  approval: Approval;
  /** Null for a guest, who sees everything but may not decide. */
  account: Account | null;
  onSignIn: () => void;
  onDecided?: (approval: Approval) => void;
  onShowRun?: () => void;
  now: number;
}

/** One request: what is asked, the data it is about, and the decision. Enter never decides. */
export function ApprovalCard(props: ApprovalCardProps) {
  const [comment, setComment] = createSignal("");
  const [busy, setBusy] = createSignal<"approve" | "reject" | null>(null);
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const decide = async (decision: "approve" | "reject") => {
    setBusy(decision);
    setRefusal(null);
    try {
      const decided = await props.client.call("decide_approval", {
        id: props.approval.id,
        decision,
        comment: comment().trim() === "" ? null : comment().trim(),
      });
      props.onDecided?.(decided);
    } catch (reason) {
      setRefusal(Refusal.from(reason));
    } finally {
      setBusy(null);
    }
  };
  return (
    <article class="approval" aria-label={`Approval: ${props.approval.title}`}>
      <Question approval={props.approval} now={props.now} />
      <Show when={props.approval.status === "pending"} fallback={<Outcome approval={props.approval} />}>
        <Show when={props.account} fallback={<GuestNote onSignIn={() => props.onSignIn()} />}>
          <TextField
            label="Comment"
            optional
            value={comment()}
            onInput={setComment}
            lines={2}
            placeholder="Kept with the decision"
          />
          <RefusalNote refusal={refusal()} />
        </Show>
      </Show>
      <footer>
        <Show when={props.onShowRun}>
          <Button kind="quiet" onClick={() => props.onShowRun?.()}>
            Show run
          </Button>
        </Show>
        <span class="grow" />
        <Show when={props.approval.status === "pending" && props.account}>
          <Decisions busy={busy()} onDecide={(decision) => void decide(decision)} />
        </Show>
      </footer>
    </article>
  );
}

function Question(props: { approval: Approval; now: number }) {
  return (
    <>
      <header>
        <h2>{props.approval.title}</h2>
        <p class="faint">
          {props.approval.workflow} · {props.approval.state} · asked {age(props.now - props.approval.requested_at)} ago
          <Show when={props.approval.status === "pending" && props.approval.due_at}>
            {(at) => (
              <>
                {" "}
                · <span classList={{ late: at() - props.now < 3_600_000 }}>{due(at() - props.now)}</span>
              </>
            )}
          </Show>
        </p>
      </header>
      <Show when={props.approval.instructions}>
        <p class="instructions">{props.approval.instructions}</p>
      </Show>
      <div class="evidence">
        <JsonTree name="Evidence" value={exactly(props.approval.evidence)} />
      </div>
    </>
  );
}

function GuestNote(props: { onSignIn: () => void }) {
  return (
    <div class="note accent">
      <span class="grow">A decision carries a name. Sign in to approve or reject; guests can only look.</span>
      <Button size="small" icon={LogIn} onClick={() => props.onSignIn()}>
        Sign in
      </Button>
    </div>
  );
}

function Decisions(props: { busy: "approve" | "reject" | null; onDecide: (decision: "approve" | "reject") => void }) {
  const off = () => props.busy !== null;
  return (
    <>
      <Button kind="danger" icon={X} busy={props.busy === "reject"} disabled={off()} onClick={() => props.onDecide("reject")}>
        Reject
      </Button>
      <Button
        kind="primary"
        icon={Check}
        busy={props.busy === "approve"}
        disabled={off()}
        onClick={() => props.onDecide("approve")}
      >
        Approve
      </Button>
    </>
  );
}

function Outcome(props: { approval: Approval }) {
  const words = () => {
    const { status, decided_by, closed_reason } = props.approval;
    if (status === "approved") return `Approved by ${decided_by ?? "somebody"}`;
    return status === "rejected" ? `Rejected by ${decided_by ?? "somebody"}` : `Closed: ${closed_reason ?? "no longer needed"}`;
  };
  return (
    <p class="note">
      <span>
        <strong>{words()}</strong>
        <Show when={props.approval.decided_at}>{(at) => <> · {new Date(at()).toLocaleString()}</>}</Show>
        <Show when={props.approval.comment}>
          {(comment) => (
            <>
              <br />“{comment()}”
            </>
          )}
        </Show>
      </span>
    </p>
  );
}
