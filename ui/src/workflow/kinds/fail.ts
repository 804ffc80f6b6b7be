import { signs } from "../../parts/sign";
import type { Kind } from "../kind";

export const fail: Kind = {
  type: "Fail",
  title: "Fail",
  purpose: "Ends the workflow with an error",
  icon: signs.fail,
  hue: "fail",
  words: ["error", "stop", "abort", "throw", "reject"],
  starter: () => ({ Type: "Fail", Error: "Failed", Cause: "Say here what went wrong." }),
  summary: (body) => String(body["Error"] ?? body["ErrorPath"] ?? "fails"),
  form: {
    setup: [
      {
        at: "",
        label: "Error name",
        control: {
          kind: "one_of",
          of: [
            { at: "/Error", label: "Fixed", control: { kind: "line" }, placeholder: "Order.Invalid" },
            {
              at: "/ErrorPath",
              label: "From the input",
              control: { kind: "path" },
              placeholder: "$.problem.Error",
              language: "JSONPath",
            },
          ],
        },
      },
      {
        at: "",
        label: "Cause",
        control: {
          kind: "one_of",
          of: [
            { at: "/Cause", label: "Fixed", control: { kind: "lines" } },
            {
              at: "/CausePath",
              label: "From the input",
              control: { kind: "path" },
              placeholder: "$.problem.Cause",
              language: "JSONPath",
            },
          ],
        },
      },
    ],
    input: [],
    output: [],
    variables: [],
    errors: [],
  },
  goesOn: false,
};
