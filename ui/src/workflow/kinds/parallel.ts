import {
  argumentsField,
  assign,
  catchers,
  inputPath,
  output,
  outputPath,
  parameters,
  resultPath,
  resultSelector,
  retry,
} from "../fields";
import { count } from "../../parts/count";
import { signs } from "../../parts/sign";
import type { Kind } from "../kind";

export const parallel: Kind = {
  type: "Parallel",
  title: "Parallel",
  purpose: "Runs branches at the same time",
  icon: signs.parallel,
  hue: "parallel",
  words: ["fork", "branches", "concurrent", "both", "together", "try"],
  starter: ({ fresh }) => {
    const [left, right] = [fresh("Branch"), fresh("Branch")];
    const branch = (name: string) => ({ StartAt: name, States: { [name]: { Type: "Pass", End: true } } });
    return { Type: "Parallel", Branches: [branch(left), branch(right)] };
  },
  summary: (body) => count(Array.isArray(body["Branches"]) ? body["Branches"].length : 0, "branch", "branches"),
  form: {
    setup: [
      {
        at: "/Branches",
        label: "Branches",
        control: { kind: "branches" },
        required: true,
      },
    ],
    input: [inputPath, parameters, argumentsField],
    output: [resultSelector, resultPath, outputPath, output],
    variables: [assign],
    errors: [retry, catchers],
  },
  goesOn: true,
};
