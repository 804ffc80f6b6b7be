import { inputPath, output, outputPath } from "../fields";
import { signs } from "../../parts/sign";
import type { Kind } from "../kind";

export const succeed: Kind = {
  type: "Succeed",
  title: "Succeed",
  purpose: "Ends the workflow successfully",
  icon: signs.succeed,
  hue: "succeed",
  words: ["end", "stop", "done", "finish"],
  starter: () => ({ Type: "Succeed" }),
  summary: () => "ends the workflow",
  form: { setup: [], input: [inputPath], output: [outputPath, output], variables: [], errors: [] },
  goesOn: false,
};
