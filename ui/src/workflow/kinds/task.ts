import {
  argumentsField,
  assign,
  catchers,
  inputPath,
  limit,
  output,
  outputPath,
  parameters,
  resultPath,
  resultSelector,
  retry,
} from "../fields";
import type { Json } from "../../api/generated";
import { signs } from "../../parts/sign";
import type { Kind } from "../kind";

export const task: Kind = {
  type: "Task",
  title: "Task",
  purpose: "Calls a function or service, or waits for somebody",
  icon: signs.task,
  hue: "task",
  words: ["lambda", "function", "call", "invoke", "service", "activity", "work"],
  starter: ({ language }): { [key: string]: Json } =>
    language === "JSONata"
      ? {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Arguments: { FunctionName: "my-function", Payload: "{% $states.input %}" },
          Output: "{% $states.result.Payload %}",
        }
      : {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: "my-function", "Payload.$": "$" },
          OutputPath: "$.Payload",
        },
  summary: (body) => String(body["Resource"] ?? ""),
  form: {
    setup: [
      {
        at: "/Resource",
        label: "Resource",
        required: true,
        control: { kind: "line", mono: true },
        placeholder: "arn:aws:states:::lambda:invoke",
      },
      { at: "/Resource", label: "Integration pattern", control: { kind: "pattern" } },
      { at: "", label: "Parameters of the action", control: { kind: "request" } },
      limit("TimeoutSeconds", "Timeout"),
      limit("HeartbeatSeconds", "Heartbeat"),
      { at: "/Credentials/RoleArn", label: "Role", control: { kind: "credentials" } },
    ],
    input: [inputPath, parameters, argumentsField],
    output: [resultSelector, resultPath, outputPath, output],
    variables: [assign],
    errors: [retry, catchers],
  },
  goesOn: true,
};
