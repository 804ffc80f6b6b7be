import { Show } from "solid-js";
import { Dialog } from "../parts/dialog";
import { TextDiff } from "../parts/text-diff";

/** Two texts under their names. */
export interface Comparison {
  title: string;
  before: { name: string; text: string };
  after: { name: string; text: string };
}

/** Two texts side by side. */
export function CompareDialog(props: { comparison: Comparison | null; onClose: () => void }) {
  return (
    <Show when={props.comparison} keyed>
      {({ title, before, after }) => (
        <Dialog open title={title} width={1100} onClose={props.onClose}>
          <TextDiff before={before} after={after} />
        </Dialog>
      )}
    </Show>
  );
}
