import Repeat2 from "lucide-solid/icons/repeat-2";
import { assign, catchers, inputPath, output, outputPath, resultPath, resultSelector, retry } from "../fields";
import type { FieldSpec } from "../fields";
import type { Kind } from "../kind";

const items: readonly FieldSpec[] = [
  {
    at: "/ItemsPath",
    label: "Items",
    control: { kind: "path" },
    placeholder: "$",
    language: "JSONPath",
    help: "Path of the list. Without it the whole input is the list.",
  },
  {
    at: "/Items",
    label: "Items",
    control: { kind: "json" },
    language: "JSONata",
    help: "The list, or an expression that gives it.",
  },
  {
    at: "/MaxConcurrency",
    label: "At the same time",
    control: { kind: "number", min: 0, max: 10_000, whole: true },
    placeholder: "0",
    help: "How many items run at once; 0 is no limit.",
  },
];

export const map: Kind = {
  type: "Map",
  title: "Map",
  purpose: "Runs the same steps for every item of a list",
  icon: Repeat2,
  hue: "map",
  words: ["loop", "each", "iterate", "list", "items", "for"],
  starter: ({ fresh }) => {
    const name = fresh("Item step");
    return {
      Type: "Map",
      ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, StartAt: name, States: { [name]: { Type: "Pass", End: true } } },
    };
  },
  summary: (body) => (typeof body["ItemsPath"] === "string" ? `over ${body["ItemsPath"]}` : "over its input"),
  form: {
    setup: items,
    data: [
      inputPath,
      {
        at: "/ItemSelector",
        label: "ItemSelector",
        control: { kind: "json" },
        help: "Input of each item; $$.Map.Item.Value and $$.Map.Item.Index name the item.",
      },
      resultSelector,
      resultPath,
      outputPath,
      output,
      assign,
    ],
    errors: [retry, catchers],
  },
  goesOn: true,
};
