import GripVertical from "lucide-solid/icons/grip-vertical";
import { For, Show, createMemo, createSignal } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Empty } from "../parts/empty";
import { search, stock, type StockItem } from "../workflow/stock";
import type { Workbench } from "./workbench";

/** Pixels the pointer must move before a press on an item becomes a drag. */
const threshold = 4;

/** States to drag onto the canvas. Enter or a double click inserts behind the selection. */
export function Palette(props: { bench: Workbench; narrow: boolean }) {
  const [wanted, setWanted] = createSignal("");
  const groups = createMemo(() => {
    const found = search(stock, wanted());
    if (wanted().trim() !== "") return [{ title: "Found", items: found }];
    return (["Actions", "People", "Flow"] as const).map((title) => ({
      title,
      items: found.filter(({ group }) => group === title),
    }));
  });
  return (
    <aside class="palette" classList={{ narrow: props.narrow }} aria-label="States to add">
      <Show when={!props.narrow}>
        <div class="palette-search row">
          <input
            class="input"
            type="search"
            placeholder="Search states  /"
            aria-label="Search states"
            value={wanted()}
            onInput={(event) => setWanted(event.currentTarget.value)}
            onKeyDown={(event) => {
              const first = groups()[0]?.items[0];
              if (event.key === "Enter" && first) props.bench.insertAfterSelection(first);
            }}
          />
        </div>
      </Show>
      <div class="scroll grow">
        <For each={groups()}>
          {(group) => (
            <section aria-label={group.title}>
              <Show when={!props.narrow}>
                <h2>{group.title}</h2>
              </Show>
              <ul>
                <For
                  each={group.items}
                  fallback={
                    <li>
                      <Empty title="No such state">Try “if”, “loop”, “approve” or “sleep”.</Empty>
                    </li>
                  }
                >
                  {(item) => (
                    <li>
                      <PaletteEntry item={item} bench={props.bench} narrow={props.narrow} />
                    </li>
                  )}
                </For>
              </ul>
            </section>
          )}
        </For>
      </div>
    </aside>
  );
}

function PaletteEntry(props: { item: StockItem; bench: Workbench; narrow: boolean }) {
  const press = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (event.button !== 0) return;
    const entry = event.currentTarget;
    const move = (next: PointerEvent) => {
      if (Math.hypot(next.clientX - event.clientX, next.clientY - event.clientY) < threshold) return;
      stop();
      props.bench.picture()?.carry(props.item, next);
    };
    const stop = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", stop);
    };
    // A touch would otherwise keep sending its moves to the entry.
    if (entry.hasPointerCapture(event.pointerId)) entry.releasePointerCapture(event.pointerId);
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", stop);
  };
  return (
    <button
      type="button"
      class="palette-item"
      aria-label={props.item.title}
      title={`${props.item.purpose}. Drag it onto a line, or press Enter to insert it after the selection.`}
      onPointerDown={press}
      onDblClick={() => props.bench.insertAfterSelection(props.item)}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") props.bench.insertAfterSelection(props.item);
      }}
    >
      <span class="kind-tile" style={{ "--hue": `var(--kind-${props.item.hue})` }}>
        <Dynamic component={props.item.icon} size={16} aria-hidden="true" />
      </span>
      <Show when={!props.narrow}>
        <span class="grow ellipsis">{props.item.title}</span>
        <GripVertical size={14} class="grip" aria-hidden="true" />
      </Show>
    </button>
  );
}
