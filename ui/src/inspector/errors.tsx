import Plus from "lucide-solid/icons/plus";
import Trash2 from "lucide-solid/icons/trash";
import { Index, Show, createMemo, type JSX } from "solid-js";
import { Button } from "../parts/button";
import { languageOf, type Body } from "../workflow/body";
import type { FieldSpec } from "../workflow/fields";
import { Control, TargetPicker } from "./controls";
import type { Desk } from "./desk";
import { ErrorNames } from "./error-names";
import { RetryStrip } from "./retry-strip";

function entries(desk: Desk, at: "Retry" | "Catch"): Body[] {
  const list = desk.body[at];
  return Array.isArray(list)
    ? list.filter((each): each is Body => each !== null && typeof each === "object" && !Array.isArray(each))
    : [];
}

function remove(desk: Desk, at: "Retry" | "Catch", index: number): void {
  desk.write(entries(desk, at).length === 1 ? `/${at}` : `/${at}/${index}`, undefined);
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

const jitter: FieldSpec = {
  at: "",
  label: "Jitter",
  control: {
    kind: "pick",
    options: [
      { value: "NONE", label: "waits exactly as long" },
      { value: "FULL", label: "waits by chance up to as long" },
    ],
  },
};

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
              <Control desk={props.desk} field={{ ...jitter, at: `/Retry/${index}/JitterStrategy` }} />
              <RetryStrip retrier={retrier()} />
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

/** Where the error goes, in the words of the state's language. */
function errorOutput(desk: Desk, index: number): FieldSpec {
  return languageOf(desk.workflow, desk.body) === "JSONata"
    ? {
        at: `/Catch/${index}/Output`,
        label: "Output",
        control: { kind: "json" },
      }
    : { at: `/Catch/${index}/ResultPath`, label: "Error goes to", placeholder: "$", control: { kind: "path" } };
}

/** Which errors lead to another state instead of failing the run. */
export function CatchList(props: { desk: Desk }) {
  const list = () => entries(props.desk, "Catch");
  const fallback = createMemo(() => props.desk.neighbours.find(({ type }) => type === "Fail")?.name ?? props.desk.onward);
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
              <Control desk={props.desk} field={errorOutput(props.desk, index)} />
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
