import { assign, inputPath, output, outputPath, parameters, resultPath } from "../fields";
import { signs } from "../../parts/sign";
import type { Kind } from "../kind";

export const pass: Kind = {
  type: "Pass",
  title: "Pass",
  purpose: "Hands its input on, or puts fixed data in",
  icon: signs.pass,
  hue: "pass",
  words: ["set", "inject", "transform", "noop", "mock"],
  starter: () => ({ Type: "Pass" }),
  summary: (body) =>
    "Result" in body ? "fixed result" : "Parameters" in body || "Output" in body ? "reshapes the data" : "hands its input on",
  form: {
    setup: [
      {
        at: "/Result",
        label: "Result",
        control: { kind: "json" },
        language: "JSONPath",
      },
    ],
    input: [inputPath, parameters],
    output: [resultPath, outputPath, output],
    variables: [assign],
    errors: [],
  },
  goesOn: true,
};
