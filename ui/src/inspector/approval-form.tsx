import { For, Show } from "solid-js";
import type { Json } from "../api/generated";
import type { Body } from "../workflow/body";
import type { FieldSpec } from "../workflow/fields";
import { at } from "../workflow/pointer";
import { Control } from "./controls";
import type { Desk } from "./desk";

/** Members under which a request to a person may stand, relative to the state. */
const places = [
  "/Parameters",
  "/Parameters/MessageBody",
  "/Parameters/Payload",
  "/Arguments",
  "/Arguments/MessageBody",
  "/Arguments/Payload",
] as const;

/** Where a task keeps its request to a person; null if it has none. */
export function requestIn(body: Body): string | null {
  return places.map((place) => `${place}/Approval`).find((place) => isObject(at(body, place))) ?? null;
}

const fields: readonly FieldSpec[] = [
  { at: "/Title", label: "Question", control: { kind: "line" }, help: "One sentence that can be answered with yes or no." },
  { at: "/Instructions", label: "Instructions", control: { kind: "lines" } },
  { at: "/Evidence", label: "Data to show", control: { kind: "json" }, help: "What the person decides on." },
];

const onReject: FieldSpec = {
  at: "/OnReject",
  label: "A rejection",
  help: "As an error it can be caught: Approval.Rejected.",
  control: {
    kind: "pick",
    options: [
      { value: "error", label: "fails the step with Approval.Rejected" },
      { value: "data", label: "is an answer like any other" },
    ],
  },
};

/** What a person is asked by this step. Members with `.$` are computed from the input. */
export function ApprovalForm(props: { desk: Desk }) {
  const base = () => requestIn(props.desk.body);
  const fieldAt = (place: string, field: FieldSpec): FieldSpec => {
    const computed = at(props.desk.body, `${place}${field.at}.$`) !== undefined;
    return computed
      ? {
          ...field,
          at: `${place}${field.at}.$`,
          label: `${field.label} (computed)`,
          control: { kind: "line", mono: true },
          help: "A path such as $.order, or an intrinsic function such as States.Format('{}', $.id).",
        }
      : { ...field, at: place + field.at };
  };
  return (
    <Show when={base()}>
      {(place) => (
        <section class="group asked" aria-label="Request">
          <h3>What the person is asked</h3>
          <For each={[...fields, onReject].map((field) => fieldAt(place(), field))}>
            {(field) => <Control desk={props.desk} field={field} />}
          </For>
        </section>
      )}
    </Show>
  );
}

function isObject(value: Json | undefined): boolean {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
