import type { Action } from "../actions/action";
import { keymap } from "../actions/keymap";
import { Button } from "../parts/button";

/** A button of the bar for an action: its icon, its keys, and the reason while it cannot be done. */
export function ActionButton(props: {
  actions: readonly Action[];
  id: string;
  name?: string;
  tip?: string | undefined;
  pressed?: boolean;
}) {
  const action = () => props.actions.find(({ id }) => id === props.id);
  const why = () => action()?.blocked?.() ?? null;
  const keys = () => {
    const found = action();
    return found && keymap.label(found);
  };
  return (
    <Button
      kind="quiet"
      icon={action()?.icon}
      name={props.name ?? action()?.title}
      tip={why() ?? props.tip ?? action()?.title}
      shortcut={keys()}
      disabled={why() !== null}
      pressed={props.pressed}
      onClick={() => action()?.run()}
    />
  );
}
