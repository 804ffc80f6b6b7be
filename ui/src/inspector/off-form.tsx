import Power from "lucide-solid/icons/power";
import type { JSX } from "solid-js";
import { Button } from "../parts/button";
import type { Desk } from "./desk";

/** The form of a state that is switched off: what that means, and the way back. */
export function OffForm(props: { desk: Desk; common: JSX.Element }) {
  const { desk } = props;
  return (
    <div class="form scroll">
      <div class="note">
        <Power size={15} aria-hidden="true" />
        <span class="grow">
          This state is switched off: here and on AWS it gives its input on and does nothing else. What it did is kept in its
          comment.
        </span>
      </div>
      <div class="row">
        <Button kind="primary" icon={Power} onClick={() => desk.edit({ kind: "switch_states", states: [desk.path], on: true })}>
          Switch on
        </Button>
      </div>
      {props.common}
    </div>
  );
}
