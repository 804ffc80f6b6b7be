import ChevronRight from "lucide-solid/icons/chevron-right";
import Star from "lucide-solid/icons/star";
import { Show } from "solid-js";
import { DrawnIcon } from "../parts/drawn-icon";
import { drawingOf } from "../parts/drawings";
import { signs } from "../parts/sign";
import type { StockItem } from "../workflow/stock";
import type { PaletteRow } from "./palette-rows";
import type { Workbench } from "./workbench";

/** Pixels the pointer must move before a press on an item becomes a drag. */
const threshold = 4;

export interface PaletteEntryProps {
  item: StockItem;
  bench: Workbench;
  narrow: boolean;
  /** Place in the list, for arrow keys. */
  index: number;
  /** The Tab key comes here: of all of the list only to the line where the keyboard was last. */
  reachable: boolean;
  /** It stands under its service, whose name need not be said again. */
  inside?: boolean;
}

function helpOf(item: StockItem): string {
  const waits = item.badges?.length ? `\nCan wait for: ${item.badges.map((badge) => waitsFor[badge] ?? badge).join(", ")}.` : "";
  const purpose = item.purpose.replace(/\.$/, "");
  return `${purpose}.${waits}\nDrag it onto a line, or press Enter to insert it after the selection.`;
}

const waitsFor: Readonly<Record<string, string>> = { sync: "the job it starts", callback: "a callback with the task token" };

/** One thing to drag onto the canvas. */
export function PaletteEntry(props: PaletteEntryProps) {
  /** The service, unless it stands above or begins the title. */
  const service = () => {
    const { service, title } = props.item;
    return service === undefined || title.startsWith(`${service} `) ? null : service;
  };
  const name = () => (service() === null ? props.item.title : `${service()} ${props.item.title}`);
  const starred = () => props.bench.kept.isFavourite(props.item.id);
  return (
    <>
      <button
        type="button"
        class="palette-item"
        classList={{ inside: props.inside }}
        data-row={props.index}
        tabindex={props.reachable ? 0 : -1}
        aria-label={name()}
        title={`${name()}\n${helpOf(props.item)}`}
        onPointerEnter={() => props.item.explain?.()}
        onFocus={() => props.item.explain?.()}
        onPointerDown={(event) => press(event, props.item, props.bench)}
        onDblClick={() => props.bench.insertAfterSelection(props.item)}
        onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === " ") props.bench.insertAfterSelection(props.item);
        }}
      >
        <span class="kind-tile" style={{ "--hue": `var(--kind-${props.item.hue})` }}>
          <DrawnIcon of={props.item.icon} size={18} />
        </span>
        <Show when={!props.narrow}>
          <span class="grow palette-words">
            <Show when={!props.inside && service()}>
              {(told) => (
                <>
                  <span class="palette-service">
                    <span class="grow ellipsis">{told()}</span>
                    <Badges item={props.item} />
                  </span>{" "}
                </>
              )}
            </Show>
            <span class="ellipsis">{props.item.title}</span>
          </span>
          <Show when={props.inside || service() === null}>
            <Badges item={props.item} />
          </Show>
        </Show>
      </button>
      <Show when={!props.narrow}>
        <button
          type="button"
          class="palette-star"
          classList={{ on: starred() }}
          tabindex={props.reachable ? 0 : -1}
          aria-label={`Favourite: ${name()}`}
          aria-pressed={starred()}
          title={starred() ? "Take it from the favourites" : "Keep it at the top"}
          onClick={() => props.bench.kept.star(props.item.id)}
        >
          <Star size={14} aria-hidden="true" />
        </button>
      </Show>
    </>
  );
}

/** How else than by its answer the action can be waited for. A mark for the eye: the name of the button is its title. */
function Badges(props: { item: StockItem }) {
  return (
    <Show when={props.item.badges?.length}>
      <span class="palette-badges" data-words={props.item.badges?.join(" · ")} />
    </Show>
  );
}

/** A press that becomes a drag once the pointer has moved a little. */
function press(event: PointerEvent & { currentTarget: HTMLElement }, item: StockItem, bench: Workbench): void {
  if (event.button !== 0) return;
  // What it starts with has come by the time it is dropped, or the drop waits for it.
  item.ready?.().catch(bench.refused);
  const entry = event.currentTarget;
  const move = (next: PointerEvent) => {
    if (Math.hypot(next.clientX - event.clientX, next.clientY - event.clientY) < threshold) return;
    stop();
    bench.picture()?.carry(item, next);
  };
  const stop = () => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", stop);
  };
  // A touch would otherwise keep sending its moves to the entry.
  if (entry.hasPointerCapture(event.pointerId)) entry.releasePointerCapture(event.pointerId);
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", stop);
}

/** A service whose actions unfold below it. */
export function ServiceLine(props: {
  row: Extract<PaletteRow, { kind: "service" }>;
  index: number;
  reachable: boolean;
  onFold: (id: string) => void;
}) {
  return (
    <button
      type="button"
      class="palette-item palette-folder"
      data-row={props.index}
      tabindex={props.reachable ? 0 : -1}
      aria-expanded={props.row.open}
      title={props.row.fullName}
      onClick={() => props.onFold(props.row.id)}
      onKeyDown={(event) => {
        const wanted = event.key === "ArrowRight" ? true : event.key === "ArrowLeft" ? false : null;
        if (wanted !== null && wanted !== props.row.open) props.onFold(props.row.id);
      }}
    >
      <ChevronRight size={14} class="palette-chevron" aria-hidden="true" />
      <DrawnIcon of={signs[drawingOf(props.row.name)]} size={16} />
      <span class="grow ellipsis">{props.row.name}</span>
      <span class="palette-badges">{props.row.count}</span>
    </button>
  );
}
