import { For, createMemo, createSignal, onMount } from "solid-js";
import { Dynamic, Portal } from "solid-js/web";
import { search, stock, type StockItem } from "../workflow/stock";
import { closeOutside, placed } from "./popup";

/** Chooses what to insert at a line or slot: type to search, arrows to move, Enter to insert. */
export function InsertPopup(props: { at: { x: number; y: number }; onPick: (item: StockItem) => void; onClose: () => void }) {
  let box: HTMLDivElement | undefined;
  let field: HTMLInputElement | undefined;
  const [wanted, setWanted] = createSignal("");
  const [here, setHere] = createSignal(0);
  const found = createMemo(() => search(stock, wanted()));
  closeOutside(
    () => box,
    () => props.onClose(),
  );
  onMount(() => field?.focus());
  const pick = (item: StockItem | undefined) => {
    if (!item) return;
    props.onClose();
    props.onPick(item);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape") return props.onClose();
    if (event.key === "Enter") return pick(found()[here()]);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setHere((here() + step + found().length) % Math.max(1, found().length));
  };
  return (
    <Portal>
      <div
        ref={box}
        class="menu canvas-menu insert-popup"
        role="dialog"
        aria-label="Insert a state"
        style={placed(props.at, { width: 260, height: 360 })}
        onKeyDown={key}
      >
        <input
          ref={field}
          class="input"
          type="search"
          placeholder="Insert …"
          aria-label="Search states to insert"
          role="combobox"
          aria-expanded="true"
          aria-controls="insert-options"
          aria-activedescendant={`insert-${found()[here()]?.id ?? ""}`}
          value={wanted()}
          onInput={(event) => {
            setWanted(event.currentTarget.value);
            setHere(0);
          }}
        />
        <ul id="insert-options" role="listbox" aria-label="States" class="scroll">
          <For each={found()} fallback={<li class="menu-note">No such state</li>}>
            {(item, index) => (
              <Option item={item} here={index() === here()} onHover={() => setHere(index())} onPick={() => pick(item)} />
            )}
          </For>
        </ul>
      </div>
    </Portal>
  );
}

function Option(props: { item: StockItem; here: boolean; onHover: () => void; onPick: () => void }) {
  return (
    <li
      id={`insert-${props.item.id}`}
      role="option"
      aria-selected={props.here}
      class="menu-item"
      data-highlighted={props.here ? "" : undefined}
      onPointerMove={() => props.onHover()}
      onClick={() => props.onPick()}
    >
      <span class="kind-tile tiny" style={{ "--hue": `var(--kind-${props.item.hue})` }}>
        <Dynamic component={props.item.icon} size={14} aria-hidden="true" />
      </span>
      {props.item.title}
    </li>
  );
}
