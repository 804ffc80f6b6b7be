import { assign, inputPath, output, outputPath } from "../fields";
import { count } from "../../parts/count";
import { signs } from "../../parts/sign";
import type { Kind } from "../kind";

export const choice: Kind = {
  type: "Choice",
  title: "Choice",
  purpose: "Takes one of several ways by conditions",
  icon: signs.choice,
  hue: "choice",
  words: ["if", "branch", "decision", "condition", "switch", "gateway"],
  starter: ({ language }) => ({
    Type: "Choice",
    Choices:
      language === "JSONata" ? [{ Condition: "{% $exists($states.input.value) %}" }] : [{ Variable: "$.value", IsPresent: true }],
  }),
  summary: (body) => count(Array.isArray(body["Choices"]) ? body["Choices"].length : 0, "rule"),
  form: {
    setup: [
      {
        at: "/Choices",
        label: "Rules",
        control: { kind: "rules" },
        required: true,
      },
    ],
    input: [inputPath],
    output: [outputPath, output],
    variables: [assign],
    errors: [],
  },
  goesOn: false,
};
