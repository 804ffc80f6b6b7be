import UserRound from "lucide-solid/icons/user-round";
import X from "lucide-solid/icons/x";
import { Show, createEffect, createMemo, createSignal } from "solid-js";
import type { Workbench } from "../designer/workbench";
import { ApprovalCard } from "../inbox/approval-card";
import { Button } from "../parts/button";
import { createNow } from "../runs/ticker";
import type { App } from "./app";

/** Appears by itself when the run on screen reaches a step that asks a person. Requests of other runs are announced in a message. */
export function ApprovalPrompt(props: { app: App; bench: Workbench }) {
  const { app, bench } = props;
  const now = createNow(10_000);
  const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set());
  const announced = new Set(app.approvals().map(({ id }) => id));
  const pending = createMemo(() => app.approvals().filter(({ status }) => status === "pending"));
  const mine = createMemo(() =>
    pending().filter(({ execution_arn, id }) => execution_arn === bench.run()?.arn && !hidden().has(id)),
  );
  const first = createMemo(() => mine()[0]);
  createEffect(() => {
    for (const approval of pending()) {
      if (announced.has(approval.id)) continue;
      announced.add(approval.id);
      if (approval.execution_arn === bench.run()?.arn) bench.speak(`${approval.title}: a decision is wanted`);
      else
        app.toasts.show({
          tone: "plain",
          title: approval.title,
          text: `${approval.workflow} waits for a decision`,
          action: { label: "Open inbox", run: () => app.go("inbox") },
        });
    }
  });
  return (
    <Show when={first()?.id} keyed>
      {(id) => (
        <div class="prompt" role="dialog" aria-label="Approval request" data-testid="approval-prompt">
          <div class="prompt-top">
            <UserRound size={14} aria-hidden="true" />
            <span class="grow">A person decides{mine().length > 1 ? ` · ${mine().length - 1} more waiting` : ""}</span>
            <Button
              kind="quiet"
              size="small"
              icon={X}
              name="Decide later"
              tip="Decide later; it stays in the inbox"
              onClick={() => setHidden(new Set([...hidden(), id]))}
            />
          </div>
          <Show when={first()}>
            {(approval) => (
              <ApprovalCard
                client={app.client}
                approval={approval()}
                account={app.account()}
                now={now()}
                onSignIn={() => app.askToSignIn("Sign in to decide. Your name is kept with the decision.")}
              />
            )}
          </Show>
        </div>
      )}
    </Show>
  );
}
