import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import type { DescribeActionReply } from "../api/generated";
import { catalogueOf, withoutPattern } from "../catalogue/catalogue";
import type { Desk } from "./desk";

/** The action that a task calls, as the catalogue describes it; null while it is fetched and for what it does not know. */
export function actionOf(desk: Desk): Accessor<DescribeActionReply | null> {
  const catalogue = catalogueOf(desk.workflow.client);
  const resource = createMemo(() => withoutPattern(String(desk.body["Resource"] ?? "")));
  const [action, setAction] = createSignal<DescribeActionReply | null>(null);
  createEffect(
    on(resource, (wanted) => {
      setAction(catalogue.known(wanted) ?? null);
      if (action() !== null || !wanted.includes(":states:::")) return;
      catalogue.describe(wanted).then(
        (found) => wanted === resource() && setAction(found),
        // What the catalogue does not know has no form; its arguments are edited as JSON.
        () => {},
      );
    }),
  );
  return action;
}

/** The same, waited for: what is written by what an action is must not depend on how quickly a hand was. */
export function describedAction(desk: Desk): Promise<DescribeActionReply | null> {
  return catalogueOf(desk.workflow.client)
    .describe(String(desk.body["Resource"] ?? ""))
    .catch(() => null);
}
