import { assign, catchers, inputPath, output, outputPath, resultPath, resultSelector, retry } from "../fields";
import type { Body } from "../body";
import { signs } from "../../parts/sign";
import type { Kind } from "../kind";

function itemsOf(body: Body): string {
  const { Items: items, ItemsPath: path } = body;
  if (body["ItemReader"] !== undefined) return "what it reads from S3";
  if (Array.isArray(items)) return items.length === 1 ? "one item" : `${items.length} items`;
  if (typeof items === "string") return items.replace(/^\{%\s*|\s*%\}$/g, "");
  return typeof path === "string" ? path : "its input";
}

export const map: Kind = {
  type: "Map",
  title: "Map",
  purpose: "Runs the same steps for every item of a list",
  icon: signs.map,
  hue: "map",
  words: ["loop", "each", "iterate", "list", "items", "for"],
  starter: ({ fresh }) => {
    const name = fresh("Item step");
    return {
      Type: "Map",
      ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, StartAt: name, States: { [name]: { Type: "Pass", End: true } } },
    };
  },
  summary: (body) => `over ${itemsOf(body)}`,
  form: {
    setup: [{ at: "", label: "Items", control: { kind: "map" } }],
    input: [
      inputPath,
      {
        at: "/ItemSelector",
        label: "ItemSelector",
        control: { kind: "json" },
      },
    ],
    output: [resultSelector, resultPath, outputPath, output],
    variables: [assign],
    errors: [retry, catchers],
  },
  goesOn: true,
};
