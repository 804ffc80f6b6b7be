import { assign, inputPath, output, outputPath, seconds } from "../fields";
import { signs } from "../../parts/sign";
import type { Kind } from "../kind";

export const wait: Kind = {
  type: "Wait",
  title: "Wait",
  purpose: "Goes on after a time or at a moment",
  icon: signs.wait,
  hue: "wait",
  words: ["sleep", "delay", "pause", "timer", "until"],
  starter: () => ({ Type: "Wait", Seconds: 5 }),
  summary: (body) =>
    "Seconds" in body
      ? `${String(body["Seconds"])} s`
      : "Timestamp" in body
        ? `until ${String(body["Timestamp"])}`
        : "time from the input",
  form: {
    setup: [
      {
        at: "",
        label: "Wait for",
        help: "",
        required: true,
        control: {
          kind: "one_of",
          of: [
            seconds("/Seconds", "A number of seconds"),
            {
              at: "/Timestamp",
              label: "A moment (ISO 8601)",
              control: { kind: "line", mono: true },
              placeholder: "2027-01-31T09:00:00Z",
            },
            {
              at: "/SecondsPath",
              label: "Seconds from the input",
              control: { kind: "path" },
              placeholder: "$.delay",
              language: "JSONPath",
            },
            {
              at: "/TimestampPath",
              label: "A moment from the input",
              control: { kind: "path" },
              placeholder: "$.due",
              language: "JSONPath",
            },
          ],
        },
      },
    ],
    input: [inputPath],
    output: [outputPath, output],
    variables: [assign],
    errors: [],
  },
  goesOn: true,
};
