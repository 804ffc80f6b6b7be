import { Show, type JSX } from "solid-js";
import type { Edit, Json } from "../api/generated";
import { Field } from "../parts/field";
import { languageOf } from "../workflow/body";
import { fixedOrRead, type FieldSpec } from "../workflow/fields";
import { at } from "../workflow/pointer";
import { Control } from "./controls";
import type { Desk } from "./desk";
import { ItemReader, ResultWriter } from "./map-objects";

const items: readonly FieldSpec[] = [
  {
    at: "/ItemsPath",
    label: "Items",
    control: { kind: "path" },
    placeholder: "$",
    language: "JSONPath",
  },
  {
    at: "/Items",
    label: "Items",
    control: { kind: "json" },
    language: "JSONata",
  },
];

const amount = (base: string, member: string, label: string, max: number, whole = true): FieldSpec =>
  fixedOrRead(
    label,
    { at: `${base}/${member}`, label: "A number", control: { kind: "number", min: 0, max, whole }, placeholder: "10" },
    { label: "A number from the input", placeholder: "$.number" },
  );

const concurrency = amount("", "MaxConcurrency", "At the same time", 10_000);
const batches: readonly FieldSpec[] = [
  amount("/ItemBatcher", "MaxItemsPerBatch", "Items per batch", 100_000_000),
  amount("/ItemBatcher", "MaxInputBytesPerBatch", "Bytes per batch", 262_144),
  {
    at: "/ItemBatcher/BatchInput",
    label: "Batch input",
    control: { kind: "json" },
  },
];
const tolerance: readonly FieldSpec[] = [
  amount("", "ToleratedFailureCount", "Tolerated failures", 100_000_000),
  amount("", "ToleratedFailurePercentage", "Tolerated failures in percent", 100, false),
];
const label: FieldSpec = {
  at: "/Label",
  label: "Label",
  control: { kind: "line" },
};

/** What a distributed Map has and an inline one must not have. */
const distributedOnly = [
  "ItemReader",
  "ItemBatcher",
  "ResultWriter",
  "Label",
  "ToleratedFailureCount",
  "ToleratedFailureCountPath",
  "ToleratedFailurePercentage",
  "ToleratedFailurePercentagePath",
];

/** How a Map gets its items, in which runs it does its work, and where results go. */
export function MapForm(props: { desk: Desk }) {
  const { desk } = props;
  const processor = () => ("Iterator" in desk.body ? "/Iterator" : "/ItemProcessor");
  const config = () => `${processor()}/ProcessorConfig`;
  const distributed = () => at(desk.body, `${config()}/Mode`) === "DISTRIBUTED";
  const language = () => languageOf(desk.workflow, desk.body);
  const source = () => items.filter((field) => field.language === language());
  return (
    <>
      <ProcessingMode desk={desk} config={config()} distributed={distributed()} />
      <Show when={distributed()}>
        <ItemReader desk={desk} />
      </Show>
      <Show when={!("ItemReader" in desk.body)}>
        {source().map((field) => (
          <Control desk={desk} field={field} />
        ))}
      </Show>
      <Control desk={desk} field={concurrency} />
      <Show when={distributed()}>
        <Folding title="Batches" open={"ItemBatcher" in desk.body}>
          {batches.map((field) => (
            <Control desk={desk} field={field} />
          ))}
        </Folding>
        <Folding title="Tolerated failures" open={distributedOnly.slice(4).some((key) => key in desk.body)}>
          {tolerance.map((field) => (
            <Control desk={desk} field={field} />
          ))}
        </Folding>
        <ResultWriter desk={desk} />
        <Control desk={desk} field={label} />
      </Show>
    </>
  );
}

function Folding(props: { title: string; open: boolean; children: JSX.Element }) {
  return (
    <details class="argument-group" open={props.open}>
      <summary>{props.title}</summary>
      <div class="arguments">{props.children}</div>
    </details>
  );
}

/** Inline runs items inside the execution; distributed gives each a run of its own. The change is one step. */
function ProcessingMode(props: { desk: Desk; config: string; distributed: boolean }) {
  const { desk } = props;
  const kind = () => String(at(desk.body, `${props.config}/ExecutionType`) ?? "STANDARD");
  const pick = (mode: string) => {
    const set = (place: string, value: Json): Edit => ({ kind: "set_field", at: desk.path + place, value });
    const remove = (place: string): Edit => ({ kind: "remove_field", at: desk.path + place });
    if (mode === "DISTRIBUTED") desk.edit([set(`${props.config}/Mode`, mode), set(`${props.config}/ExecutionType`, "STANDARD")]);
    else
      desk.edit([
        set(`${props.config}/Mode`, mode),
        ...(at(desk.body, `${props.config}/ExecutionType`) === undefined ? [] : [remove(`${props.config}/ExecutionType`)]),
        ...distributedOnly.filter((key) => key in desk.body).map((key) => remove(`/${key}`)),
      ]);
  };
  return (
    <>
      <Field
        label="Processing mode"
        help={
          props.distributed
            ? "Every item or batch gets a run of its own: for up to millions of items, and for items in S3."
            : "Items run inside this execution, at most 40 at a time."
        }
      >
        {(control) => (
          <select {...control} class="input" onChange={(event) => pick(event.currentTarget.value)}>
            <option value="INLINE" selected={!props.distributed}>
              Inline
            </option>
            <option value="DISTRIBUTED" selected={props.distributed}>
              Distributed
            </option>
          </select>
        )}
      </Field>
      <Show when={props.distributed}>
        <Field label="Child runs" help="Express is faster and ends after five minutes; it cannot wait for jobs or tokens.">
          {(control) => (
            <select
              {...control}
              class="input"
              onChange={(event) => desk.write(`${props.config}/ExecutionType`, event.currentTarget.value)}
            >
              <option value="STANDARD" selected={kind() !== "EXPRESS"}>
                Standard
              </option>
              <option value="EXPRESS" selected={kind() === "EXPRESS"}>
                Express
              </option>
            </select>
          )}
        </Field>
      </Show>
    </>
  );
}
