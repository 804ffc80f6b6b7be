import { createSignal, onMount } from "solid-js";
import { Portal } from "solid-js/web";
import type { StatePath } from "../api/generated";
import { leaf } from "../workflow/pointer";
import type { Workbench } from "./workbench";

/** Edits the name of a state on its card. Enter keeps it, Escape drops it. */
export function RenameField(props: {
  path: StatePath;
  box: { x: number; y: number; width: number; height: number };
  bench: Workbench;
  onClose: () => void;
}) {
  let field: HTMLInputElement | undefined;
  const old = leaf(props.path);
  const [name, setName] = createSignal(old);
  let over = false;
  const wrong = () =>
    name() === "" ||
    [...name()].length > 80 ||
    (name() !== old && props.bench.workflow.analysis.outline().some((state) => state.name === name()));
  const close = (keep: boolean) => {
    if (over) return;
    over = true;
    props.onClose();
    if (keep && !wrong() && name() !== old) props.bench.edit({ kind: "rename_state", state: props.path, name: name() });
  };
  onMount(() => field?.select());
  const key = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") close(false);
    if (event.key === "Enter" && !wrong()) close(true);
  };
  return (
    <Portal>
      <input
        ref={field}
        class="input rename-field"
        aria-label={`New name of ${old}`}
        aria-invalid={wrong() ? "true" : undefined}
        title={wrong() ? "A name is 1 to 80 characters and must be free" : undefined}
        value={name()}
        spellcheck={false}
        style={{
          left: `${props.box.x}px`,
          top: `${props.box.y + props.box.height / 2 - 16}px`,
          width: `${Math.max(160, props.box.width)}px`,
        }}
        onInput={(event) => setName(event.currentTarget.value)}
        onKeyDown={key}
        onBlur={() => close(true)}
      />
    </Portal>
  );
}
