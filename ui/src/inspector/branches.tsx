import Plus from "lucide-solid/icons/plus";
import Trash2 from "lucide-solid/icons/trash";
import { For } from "solid-js";
import type { Json } from "../api/generated";
import { Button } from "../parts/button";
import type { FieldSpec } from "../workflow/fields";
import { helpOf } from "./controls";
import type { Desk } from "./desk";

/** The branches of a Parallel state, in the order of its result. */
export function Branches(props: { desk: Desk; field: FieldSpec }) {
  const branches = () => (Array.isArray(props.desk.body["Branches"]) ? props.desk.body["Branches"] : []);
  const title = (branch: Json) =>
    branch !== null && typeof branch === "object" && !Array.isArray(branch) ? String(branch["StartAt"] ?? "empty") : "empty";
  return (
    <div class="field">
      <div class="field-label">{props.field.label}</div>
      <div class="help">{helpOf(props)}</div>
      <ol class="rows">
        <For each={branches()}>
          {(branch, index) => (
            <li class="row">
              <span class="badge">{index() + 1}</span>
              <span class="grow ellipsis">{title(branch)}</span>
              <Button
                kind="quiet"
                size="small"
                icon={Trash2}
                name={`Remove branch ${index() + 1}`}
                disabled={branches().length < 2}
                tip={branches().length < 2 ? "A Parallel state needs at least one branch" : undefined}
                onClick={() => props.desk.write(`/Branches/${index()}`, undefined)}
              />
            </li>
          )}
        </For>
      </ol>
      <div>
        <Button
          size="small"
          icon={Plus}
          onClick={() => props.desk.edit({ kind: "add_branch", state: props.desk.path, at: null })}
        >
          Add branch
        </Button>
      </div>
    </div>
  );
}
