import { For, Show, createEffect, createMemo, createSignal, createUniqueId, onMount } from "solid-js";
import { DrawnIcon } from "./drawn-icon";
import type { Icon } from "./icon";

/** One line of a picker. */
export interface Option {
  id: string;
  title: string;
  /** In small letters behind the title. */
  note?: string;
  keys?: string | undefined;
  icon?: Icon | undefined;
  /** Token of the icon's colour, without `--kind-`. */
  hue?: string;
  /** Why it cannot be chosen. */
  off?: string | null;
}

export interface PickerProps<T extends Option> {
  /** What is chosen, for screen readers. */
  name: string;
  placeholder: string;
  /** What is offered for these letters, best first. */
  find: (wanted: string) => readonly T[];
  none: string;
  onPick: (option: T) => void;
  onEscape?: () => void;
}

/** Chooses from a list: type to search, arrows to move, Enter to choose. */
export function Picker<T extends Option>(props: PickerProps<T>) {
  let field: HTMLInputElement | undefined;
  let list: HTMLUListElement | undefined;
  const base = createUniqueId();
  const [wanted, setWanted] = createSignal("");
  const [here, setHere] = createSignal(0);
  const found = createMemo(() => props.find(wanted()));
  onMount(() => field?.focus());
  createEffect(() => list?.children[here()]?.scrollIntoView({ block: "nearest" }));
  const pick = (option: T | undefined) => option && (option.off ?? null) === null && props.onPick(option);
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape" && props.onEscape) return props.onEscape();
    if (event.key === "Enter") return (event.preventDefault(), pick(found()[here()]));
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setHere((here() + step + found().length) % Math.max(1, found().length));
  };
  return (
    <div class="picker">
      <input
        ref={field}
        class="input"
        type="search"
        role="combobox"
        placeholder={props.placeholder}
        aria-label={props.name}
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${base}-list`}
        aria-activedescendant={found().length > 0 ? `${base}-${here()}` : undefined}
        value={wanted()}
        onKeyDown={key}
        onInput={(event) => {
          setWanted(event.currentTarget.value);
          setHere(0);
        }}
      />
      <ul ref={list} id={`${base}-list`} role="listbox" aria-label={props.name} class="scroll">
        <For each={found()}>
          {(option, index) => (
            <Line
              id={`${base}-${index()}`}
              option={option}
              here={index() === here()}
              onHover={() => setHere(index())}
              onPick={() => pick(option)}
            />
          )}
        </For>
      </ul>
      <Show when={found().length === 0}>
        <p class="menu-note" role="status">
          {props.none}
        </p>
      </Show>
    </div>
  );
}

function Line(props: { id: string; option: Option; here: boolean; onHover: () => void; onPick: () => void }) {
  return (
    <li
      id={props.id}
      role="option"
      aria-selected={props.here}
      aria-disabled={props.option.off ? "true" : undefined}
      class="menu-item"
      data-highlighted={props.here ? "" : undefined}
      title={props.option.off ?? props.option.title}
      onPointerMove={() => props.onHover()}
      onClick={() => props.onPick()}
    >
      <Show when={props.option.icon}>
        {(icon) => (
          <span class="kind-tile tiny" style={{ "--hue": `var(--kind-${props.option.hue ?? "pass"})` }}>
            <DrawnIcon of={icon()} size={14} />
          </span>
        )}
      </Show>
      <span class="grow ellipsis">{props.option.title}</span>
      <span class="faint ellipsis picker-note">{props.option.off ?? props.option.note}</span>
      <Show when={props.option.keys}>{(keys) => <span class="kbd">{keys()}</span>}</Show>
    </li>
  );
}

/** How well letters fit a title, 0 best; null if not at all: its beginning, the beginning of a word, a part, letters in order. */
export function fit(title: string, wanted: string): number | null {
  const query = wanted.trim().toLowerCase();
  const text = title.toLowerCase();
  if (text.startsWith(query)) return 0;
  if (text.split(/[\s/._-]+/).some((word) => word.startsWith(query))) return 1;
  if (text.includes(query)) return 2;
  let next = 0;
  const letters = [...query].filter((letter) => letter !== " ");
  for (const letter of text) if (letter === letters[next]) next += 1;
  return next === letters.length ? 3 : null;
}

/** Those that fit, best first; all of them in their order if nothing is wanted. */
export function fitting<T>(all: readonly T[], wanted: string, text: (each: T) => string): T[] {
  if (wanted.trim() === "") return [...all];
  const ranked = all.map((each) => ({ each, rank: fit(text(each), wanted) }));
  return ranked
    .filter((one): one is { each: T; rank: number } => one.rank !== null)
    .sort((one, other) => one.rank - other.rank)
    .map(({ each }) => each);
}
