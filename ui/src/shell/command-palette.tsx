import type { Action } from "../actions/action";
import { keymap } from "../actions/keymap";
import { Dialog } from "../parts/dialog";
import { Picker, fitting } from "../parts/picker";

/** Every command by name, with its keys; what cannot be done now says why. */
export function CommandPalette(props: { actions: readonly Action[]; onClose: () => void }) {
  const options = (wanted: string) => {
    const found = fitting(
      props.actions.filter(({ id }) => id !== "help.commands"),
      wanted,
      ({ title, group }) => `${title} ${group}`,
    );
    const all = found.map((action) => ({
      id: action.id,
      title: action.title,
      note: action.group,
      off: action.blocked?.() ?? null,
      keys: keymap.label(action),
      action,
    }));
    return [...all.filter(({ off }) => off === null), ...all.filter(({ off }) => off !== null)];
  };
  const pick = (action: Action) => {
    props.onClose();
    // The dialog gives the focus back first, so that the action finds it where it was.
    requestAnimationFrame(() => action.run());
  };
  return (
    <Dialog open title="All commands" width={560} onClose={props.onClose}>
      <Picker
        name="Command"
        placeholder="What do you want to do?"
        find={options}
        none="No such command"
        onPick={({ action }) => pick(action)}
      />
    </Dialog>
  );
}
