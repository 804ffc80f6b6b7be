import type { OutlineState } from "../api/generated";
import { Dialog } from "../parts/dialog";
import { Picker, fitting } from "../parts/picker";
import { kinds } from "../workflow/kinds";
import type { Workbench } from "./workbench";

/** The most that a list shows at once. */
const most = 50;

/** States whose names fit, best first. */
export function matching(outline: readonly OutlineState[], wanted: string): OutlineState[] {
  return fitting(outline, wanted, ({ name }) => name).slice(0, most);
}

/** A state as a line to choose. */
export function optionOf(state: OutlineState) {
  const { icon, hue } = kinds[state.type];
  return { id: state.path, title: state.name, note: state.subtitle, icon, hue };
}

/** Jumps to a state by name. */
export function GoToState(props: { bench: Workbench; onClose: () => void }) {
  const pick = (path: string) => {
    props.onClose();
    props.bench.goTo(path, true);
  };
  return (
    <Dialog open title="Go to a state" width={480} onClose={props.onClose}>
      <Picker
        name="Name of the state"
        placeholder="Name"
        find={(wanted) => matching(props.bench.workflow.analysis.outline(), wanted).map(optionOf)}
        none="No such state"
        onPick={({ id }) => pick(id)}
      />
    </Dialog>
  );
}
