import type { FormShape } from "../api/generated";
import { ArgumentField } from "./argument-field";
import type { Desk } from "./desk";

const text: FormShape = { kind: "text", words: [], min: null, max: null };

/** The role under which a task runs, if it is another than that of the workflow. */
export function Credentials(props: { desk: Desk }) {
  return (
    <ArgumentField
      desk={props.desk}
      form={{ root: null, shapes: [] }}
      shape={text}
      place="/Credentials/RoleArn"
      label="Role for this task"
      required={false}
      help="ARN of a role, for example in another account. Without it the workflow's own role is used."
      onRemove={undefined}
    />
  );
}
