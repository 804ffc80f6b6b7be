import type { ExpressionValue } from "../api/generated";
import { languageOf, type Body } from "../workflow/body";
import type { Workflow } from "../workflow/workflow";
import type { Sample } from "./samples";

/** What is tried: the text of one field of a state. */
export interface Typed {
  /** The name of the field, which error texts quote. */
  field: string;
  text: string;
  /** The text is JSON that holds expressions, not one expression itself. */
  isJson: boolean;
}

/** The value of every expression of a field over sample data. */
export async function evaluate(
  workflow: Workflow,
  body: Body,
  sample: Sample,
  { field, text, isJson }: Typed,
): Promise<readonly ExpressionValue[]> {
  const language = languageOf(workflow, body);
  const inputPath = body["InputPath"];
  const { values } = await workflow.client.call("evaluate_expressions", {
    field,
    text,
    is_json: isJson,
    language,
    ...(language === "JSONPath" && typeof inputPath === "string" && field !== "InputPath" ? { input_path: inputPath } : {}),
    input: sample.input,
    ...(sample.result === undefined ? {} : { result: sample.result }),
    context: sample.context,
    variables: sample.variables,
  });
  return values;
}
