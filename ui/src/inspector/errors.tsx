import Plus from "lucide-solid/icons/plus";
import Trash2 from "lucide-solid/icons/trash";
import { For, Index, Show, type JSX } from "solid-js";
import type { Json } from "../api/generated";
import { Button } from "../parts/button";
import { Field } from "../parts/field";
import type { Body } from "../workflow/body";
import type { FieldSpec } from "../workflow/fields";
import { Control, TargetPicker } from "./controls";
import type { Desk } from "./desk";
import { createDraft } from "./draft";

const known = [
  "States.ALL",
  "States.TaskFailed",
  "States.Timeout",
  "States.HeartbeatTimeout",
  "States.Permissions",
  "States.BranchFailed",
  "States.DataLimitExceeded",
  "States.ParameterPathFailure",
  "States.ResultPathMatchFailure",
  "States.IntrinsicFailure",
  "States.NoChoiceMatched",
  "States.QueryEvaluationError",
  "States.Runtime",
  "Approval.Rejected",
  "Lambda.ServiceException",
  "Lambda.TooManyRequestsException",
];

function entries(desk: Desk, at: "Retry" | "Catch"): Body[] {
  const list = desk.body[at];
  return Array.isArray(list)
    ? list.filter((each): each is Body => each !== null && typeof each === "object" && !Array.isArray(each))
    : [];
}

function remove(desk: Desk, at: "Retry" | "Catch", index: number): void {
  desk.write(entries(desk, at).length === 1 ? `/${at}` : `/${at}/${index}`, undefined);
}

function ErrorNames(props: { desk: Desk; at: string; value: Json | undefined }) {
  const shown = () => (Array.isArray(props.value) ? props.value.join(", ") : "");
  const read = (text: string) => {
    const names = text
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
    return names.length === 0 ? { wrong: "name at least one error, or States.ALL" } : { value: names };
  };
  const draft = createDraft(shown, read, (names) => props.desk.write(`${props.at}/ErrorEquals`, names));
  return (
    <Field label="Errors" help="Names, separated by commas. States.ALL is any error." wrong={draft.wrong()}>
      {(control) => (
        <>
          <input
            {...control}
            class="input mono"
            list={`${control.id}-known`}
            value={draft.text()}
            onInput={(event) => draft.input(event.currentTarget.value)}
            onBlur={() => draft.leave()}
          />
          <datalist id={`${control.id}-known`}>
            <For each={known}>{(name) => <option value={name} />}</For>
          </datalist>
        </>
      )}
    </Field>
  );
}

function Card(props: { title: string; onRemove: () => void; children: JSX.Element }) {
  return (
    <li class="card">
      <div class="row">
        <strong class="grow">{props.title}</strong>
        <Button
          kind="quiet"
          size="small"
          icon={Trash2}
          name={`Remove ${props.title.toLowerCase()}`}
          onClick={() => props.onRemove()}
        />
      </div>
      {props.children}
    </li>
  );
}

const number = (at: string, label: string, placeholder: string, min: number, whole: boolean): FieldSpec => ({
  at,
  label,
  placeholder,
  control: { kind: "number", min, max: 99_999_999, whole },
});

/** Which errors are tried again, how often and after how long. */
export function RetryList(props: { desk: Desk }) {
  const list = () => entries(props.desk, "Retry");
  const add = () =>
    props.desk.write("/Retry/-", { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 });
  return (
    <section class="group">
      <h3>Retry on errors</h3>
      <ol class="rows">
        <Index each={list()}>
          {(retrier, index) => (
            <Card title={`Retrier ${index + 1}`} onRemove={() => remove(props.desk, "Retry", index)}>
              <ErrorNames desk={props.desk} at={`/Retry/${index}`} value={retrier()["ErrorEquals"]} />
              <div class="pair">
                <Control desk={props.desk} field={number(`/Retry/${index}/IntervalSeconds`, "First wait (s)", "1", 1, true)} />
                <Control desk={props.desk} field={number(`/Retry/${index}/MaxAttempts`, "Attempts", "3", 0, true)} />
                <Control desk={props.desk} field={number(`/Retry/${index}/BackoffRate`, "Growth", "2", 1, false)} />
                <Control
                  desk={props.desk}
                  field={number(`/Retry/${index}/MaxDelaySeconds`, "Longest wait (s)", "none", 1, true)}
                />
              </div>
            </Card>
          )}
        </Index>
      </ol>
      <Show when={list().length === 0}>
        <p class="help">No error is tried again.</p>
      </Show>
      <div>
        <Button size="small" icon={Plus} onClick={add}>
          Add retrier
        </Button>
      </div>
    </section>
  );
}

/** Which errors lead to another state instead of failing the run. */
export function CatchList(props: { desk: Desk }) {
  const list = () => entries(props.desk, "Catch");
  const fallback = () => props.desk.neighbours.find(({ path }) => path !== props.desk.path)?.name;
  const add = () => props.desk.write("/Catch/-", { ErrorEquals: ["States.ALL"], Next: fallback() ?? "" });
  return (
    <section class="group">
      <h3>Catch errors</h3>
      <ol class="rows">
        <Index each={list()}>
          {(catcher, index) => (
            <Card title={`Catcher ${index + 1}`} onRemove={() => remove(props.desk, "Catch", index)}>
              <ErrorNames desk={props.desk} at={`/Catch/${index}`} value={catcher()["ErrorEquals"]} />
              <TargetPicker
                desk={props.desk}
                label="Goes to"
                value={typeof catcher()["Next"] === "string" ? String(catcher()["Next"]) : null}
                onPick={(name) =>
                  name &&
                  props.desk.edit({
                    kind: "connect",
                    port: `${props.desk.path}/Catch/${index}/Next`,
                    to: props.desk.pathOf(name),
                  })
                }
              />
              <Control
                desk={props.desk}
                field={{
                  at: `/Catch/${index}/ResultPath`,
                  label: "Error goes to",
                  placeholder: "$",
                  control: { kind: "path" },
                  language: "JSONPath",
                }}
              />
            </Card>
          )}
        </Index>
      </ol>
      <Show when={list().length === 0}>
        <p class="help">An error that is not tried again fails the run.</p>
      </Show>
      <div>
        <Button
          size="small"
          icon={Plus}
          disabled={!fallback()}
          tip={fallback() ? undefined : "Add another state first: a catcher leads to a state"}
          onClick={add}
        >
          Add catcher
        </Button>
      </div>
    </section>
  );
}
