import { For } from "solid-js";

/** A few alternatives of which exactly one holds. */
export function Segmented<Key extends string>(props: {
  name: string;
  options: readonly { key: Key; label: string }[];
  selected: Key;
  onSelect: (key: Key) => void;
}) {
  return (
    <div class="segmented" role="radiogroup" aria-label={props.name}>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            role="radio"
            aria-checked={props.selected === option.key}
            onClick={() => props.onSelect(option.key)}
          >
            {option.label}
          </button>
        )}
      </For>
    </div>
  );
}
