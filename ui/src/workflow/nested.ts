import type { StatePath } from "../api/generated";
import { bodyOf } from "./body";
import type { Workflow } from "./workflow";

/** Which state machine a task runs: its ARN, or null if that is known only while it runs. Undefined: it runs none. */
export function machineOfTask(workflow: Workflow, path: StatePath): string | null | undefined {
  const body = bodyOf(workflow, path);
  const resource = body?.["Resource"];
  if (typeof resource !== "string" || !/:states:::states:startExecution(\.|$)/.test(resource)) return undefined;
  const request = body?.["Parameters"] ?? body?.["Arguments"];
  const arn = request !== null && typeof request === "object" && !Array.isArray(request) ? request["StateMachineArn"] : null;
  return typeof arn === "string" && !arn.startsWith("{%") ? arn : null;
}

/** The name in the ARN of a state machine, of one of its versions or aliases; a text that is no ARN is the name. */
export function nameInArn(arn: string): string {
  return /^arn:[^:]*:states:[^:]*:[^:]*:stateMachine:([^:]+)/.exec(arn)?.[1] ?? arn;
}

/** Whether some states, or states inside of them, call Lambda functions. */
export function callsFunctions(workflow: Workflow, states: readonly StatePath[]): boolean {
  const inside = (path: StatePath) => states.some((state) => path === state || path.startsWith(`${state}/`));
  return workflow.analysis
    .outline()
    .some(({ path, type }) => type === "Task" && inside(path) && /:lambda:/.test(String(bodyOf(workflow, path)?.["Resource"])));
}
