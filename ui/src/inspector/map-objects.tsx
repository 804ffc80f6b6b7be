import { For, Show } from "solid-js";
import type { Edit, FormShape, Json } from "../api/generated";
import { Field } from "../parts/field";
import { languageOf } from "../workflow/body";
import type { FieldSpec } from "../workflow/fields";
import { at } from "../workflow/pointer";
import { ArgumentField } from "./argument-field";
import { Control } from "./controls";
import type { Desk } from "./desk";

const text: FormShape = { kind: "text", words: [], min: null, max: null };
const form = { root: null, shapes: [] };

const argumentsOf = (desk: Desk) => (languageOf(desk.workflow, desk.body) === "JSONata" ? "Arguments" : "Parameters");

function ObjectField(props: { desk: Desk; base: string; name: string; required: boolean; help: string }) {
  return (
    <ArgumentField
      desk={props.desk}
      form={form}
      shape={text}
      place={`${props.base}/${argumentsOf(props.desk)}/${props.name}`}
      label={props.name}
      required={props.required}
      help={props.help}
    />
  );
}

/** Where items come from: each value is a Resource and, for files, the form of what is in them. */
const sources: readonly { key: string; label: string; action: string; input?: string }[] = [
  { key: "LIST", label: "Objects of a bucket", action: "listObjectsV2" },
  { key: "CSV", label: "Rows of a CSV file", action: "getObject", input: "CSV" },
  { key: "JSON", label: "List in a JSON file", action: "getObject", input: "JSON" },
  { key: "JSONL", label: "Lines of a JSON Lines file", action: "getObject", input: "JSONL" },
  { key: "PARQUET", label: "Rows of a Parquet file", action: "getObject", input: "PARQUET" },
  { key: "MANIFEST", label: "S3 inventory", action: "getObject", input: "MANIFEST" },
];

const csv: readonly FieldSpec[] = [
  {
    at: "/ItemReader/ReaderConfig/CSVHeaderLocation",
    label: "Column names",
    control: {
      kind: "pick",
      options: [
        { value: "FIRST_ROW", label: "in the first row" },
        { value: "GIVEN", label: "given below" },
      ],
    },
  },
  {
    at: "/ItemReader/ReaderConfig/CSVDelimiter",
    label: "Delimiter",
    control: {
      kind: "pick",
      options: ["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"].map((value) => ({ value, label: value.toLowerCase() })),
    },
  },
];
const headers: FieldSpec = {
  at: "/ItemReader/ReaderConfig/CSVHeaders",
  label: "Names of columns",
  control: { kind: "json" },
  help: 'For example ["id", "total"].',
};
const maxItems: FieldSpec = {
  at: "",
  label: "Items at most",
  control: {
    kind: "one_of",
    of: [
      {
        at: "/ItemReader/ReaderConfig/MaxItems",
        label: "A number",
        control: { kind: "number", min: 1, max: 100_000_000, whole: true },
        placeholder: "100",
      },
      {
        at: "/ItemReader/ReaderConfig/MaxItemsPath",
        label: "A number from the input",
        control: { kind: "path" },
        placeholder: "$.number",
        language: "JSONPath",
      },
    ],
  },
};

/** Which objects of S3 a distributed Map reads its items from. */
export function ItemReader(props: { desk: Desk }) {
  const { desk } = props;
  const reader = () => desk.body["ItemReader"];
  const now = () => {
    const resource = String(at(desk.body, "/ItemReader/Resource") ?? "");
    const input = at(desk.body, "/ItemReader/ReaderConfig/InputType");
    const same = sources.filter(({ action }) => resource.endsWith(`:s3:${action}`));
    return same.find((source) => source.input === input) ?? same[0];
  };
  const pick = (key: string) => {
    const source = sources.find((each) => each.key === key);
    if (source) desk.edit(sourceEdits(desk, source));
    else if (reader() !== undefined) desk.write("/ItemReader", undefined);
  };
  return (
    <>
      <Field label="Items come from">
        {(control) => (
          <select {...control} class="input" onChange={(event) => pick(event.currentTarget.value)}>
            <option value="" selected={!now()}>
              The state's input
            </option>
            <For each={sources}>
              {(source) => (
                <option value={source.key} selected={source.key === now()?.key}>
                  {source.label}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <Show when={now()}>
        {(source) => (
          <section class="argument-box" aria-label="Item reader">
            <ObjectField desk={desk} base="/ItemReader" name="Bucket" required help="Name of the bucket." />
            <Show
              when={source().action === "getObject"}
              fallback={
                <ObjectField desk={desk} base="/ItemReader" name="Prefix" required={false} help="Only keys that begin with it." />
              }
            >
              <ObjectField desk={desk} base="/ItemReader" name="Key" required help="Key of the file." />
            </Show>
            <Show when={source().key === "CSV"}>
              <For each={csv}>{(field) => <Control desk={desk} field={field} />}</For>
              <Show when={at(desk.body, "/ItemReader/ReaderConfig/CSVHeaderLocation") === "GIVEN"}>
                <Control desk={desk} field={headers} />
              </Show>
            </Show>
            <Control desk={desk} field={maxItems} />
          </section>
        )}
      </Show>
    </>
  );
}

/** One step from any source to another; bucket and key stay where they mean the same. */
function sourceEdits(desk: Desk, source: (typeof sources)[number]): Edit[] {
  const resource = `arn:aws:states:::s3:${source.action}`;
  const given = at(desk.body, `/ItemReader/${argumentsOf(desk)}`);
  const set = (place: string, value: Json): Edit => ({ kind: "set_field", at: `${desk.path}/ItemReader${place}`, value });
  const file = { ...(source.input === "CSV" ? { CSVHeaderLocation: "FIRST_ROW" } : {}), InputType: source.input ?? "" };
  if (given === undefined)
    return [
      set("", {
        Resource: resource,
        ...(source.input ? { ReaderConfig: file } : {}),
        [argumentsOf(desk)]: { Bucket: "my-bucket", ...(source.input ? { Key: "my-items" } : {}) },
      }),
      ...["Items", "ItemsPath"]
        .filter((key) => key in desk.body)
        .map((key): Edit => ({ kind: "remove_field", at: `${desk.path}/${key}` })),
    ];
  const other = source.action === "getObject" ? "Prefix" : "Key";
  const stale = [other, `${other}.$`].filter((key) => typeof given === "object" && given !== null && key in given);
  const hasConfig = at(desk.body, "/ItemReader/ReaderConfig") !== undefined;
  const named = at(desk.body, `/ItemReader/${argumentsOf(desk)}/Key`) ?? at(desk.body, `/ItemReader/${argumentsOf(desk)}/Key.$`);
  return [
    set("/Resource", resource),
    ...(source.input ? [set("/ReaderConfig", file)] : []),
    ...(!source.input && hasConfig ? [{ kind: "remove_field", at: `${desk.path}/ItemReader/ReaderConfig` } satisfies Edit] : []),
    ...stale.map((key): Edit => ({ kind: "remove_field", at: `${desk.path}/ItemReader/${argumentsOf(desk)}/${key}` })),
    ...(source.input && named === undefined ? [set(`/${argumentsOf(desk)}/Key`, "my-items")] : []),
  ];
}

const writing: readonly FieldSpec[] = [
  {
    at: "/ResultWriter/WriterConfig/OutputType",
    label: "Form of results",
    control: {
      kind: "pick",
      options: [
        { value: "JSON", label: "JSON" },
        { value: "JSONL", label: "JSON Lines" },
      ],
    },
  },
  {
    at: "/ResultWriter/WriterConfig/Transformation",
    label: "Transformation",
    control: {
      kind: "pick",
      options: [
        { value: "NONE", label: "none: whole records of runs" },
        { value: "COMPACT", label: "compact: outputs" },
        { value: "FLATTEN", label: "flatten: outputs, lists joined" },
      ],
    },
  },
];

/** Where a distributed Map writes the results of its child runs. */
export function ResultWriter(props: { desk: Desk }) {
  const { desk } = props;
  const writes = () => "ResultWriter" in desk.body;
  const pick = (wanted: string) =>
    desk.write(
      "/ResultWriter",
      wanted === ""
        ? undefined
        : { Resource: "arn:aws:states:::s3:putObject", [argumentsOf(desk)]: { Bucket: "my-bucket", Prefix: "results" } },
    );
  return (
    <>
      <Field label="Results go to">
        {(control) => (
          <select {...control} class="input" onChange={(event) => pick(event.currentTarget.value)}>
            <option value="" selected={!writes()}>
              The state's output
            </option>
            <option value="S3" selected={writes()}>
              Objects of a bucket
            </option>
          </select>
        )}
      </Field>
      <Show when={writes()}>
        <section class="argument-box" aria-label="Result writer">
          <ObjectField desk={desk} base="/ResultWriter" name="Bucket" required help="Name of the bucket." />
          <ObjectField desk={desk} base="/ResultWriter" name="Prefix" required={false} help="Keys begin with it." />
          <For each={writing}>{(field) => <Control desk={desk} field={field} />}</For>
        </section>
      </Show>
    </>
  );
}
