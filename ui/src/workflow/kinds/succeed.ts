import CircleCheck from "lucide-solid/icons/circle-check";
import { inputPath, output, outputPath } from "../fields";
import type { Kind } from "../kind";

export const succeed: Kind = {
  type: "Succeed",
  title: "Succeed",
  purpose: "Ends the workflow successfully",
  icon: CircleCheck,
  hue: "succeed",
  words: ["end", "stop", "done", "finish"],
  starter: () => ({ Type: "Succeed" }),
  summary: () => "ends the workflow",
  form: { setup: [], input: [inputPath], output: [outputPath, output], variables: [], errors: [] },
  goesOn: false,
};
