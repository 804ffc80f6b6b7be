import { For, Show, createMemo, createSignal, onCleanup, onMount } from "solid-js";
import { mostUsed } from "../catalogue/well-known";
import { Empty } from "../parts/empty";
import { Segmented } from "../parts/segmented";
import { VirtualList } from "../parts/virtual-list";
import { stock } from "../workflow/stock";
import { PaletteEntry, ServiceLine } from "./palette-entry";
import { rowsOf, type PaletteRow, type PaletteTab } from "./palette-rows";
import type { Workbench } from "./workbench";

/** Height of every line in pixels. */
const rowHeight = 38;

const tabs = (["Actions", "Flow", "Patterns"] as const).map((key) => ({ key, label: key }));
const [tab, setTab] = createSignal<PaletteTab>("Actions");
const [open, setOpen] = createSignal<ReadonlySet<string>>(new Set());

/** States to drag onto the canvas. Enter or a double click inserts behind the selection. */
export function Palette(props: { bench: Workbench; narrow: boolean }) {
  // The first screen does not wait for 20,000 names.
  onMount(() => {
    const timer = setTimeout(() => props.bench.catalogue.load());
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <aside class="palette" classList={{ narrow: props.narrow }} aria-label="States to add">
      <Show when={!props.narrow} fallback={<Icons bench={props.bench} />}>
        <Shelf bench={props.bench} />
      </Show>
    </aside>
  );
}

/** The palette of small windows: what is known best, without words. */
function Icons(props: { bench: Workbench }) {
  const items = () => [...stock, ...mostUsed.flatMap((id) => props.bench.offer().byId.get(id) ?? [])];
  const [here, setHere] = createSignal(0);
  const key = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const to = here() + stepOf(event);
    if (to === here() || !items()[to]) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus();
  };
  return (
    <ul class="scroll grow" onKeyDown={key}>
      <For each={items()}>
        {(item, at) => (
          <li onFocusIn={() => setHere(at())}>
            <PaletteEntry item={item} bench={props.bench} index={at()} reachable={here() === at()} narrow />
          </li>
        )}
      </For>
    </ul>
  );
}

/** Up and down walk through the list, which is one stop of the Tab key. */
const stepOf = ({ key }: KeyboardEvent): -1 | 0 | 1 => (key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0);

function Shelf(props: { bench: Workbench }) {
  const { bench } = props;
  let place: HTMLDivElement | undefined;
  const [wanted, setWanted] = createSignal("");
  const [here, setHere] = createSignal<number | null>(null);
  const rows = createMemo(() => rowsOf(bench.offer(), bench.kept, { tab: tab(), wanted: wanted(), open: open() }));
  const fold = (id: string) => {
    const others = new Set(open());
    if (!others.delete(id)) others.add(id);
    setOpen(others);
  };
  const go = (from: number, step: 1 | -1) => {
    let to = from + step;
    while (rows()[to]?.kind === "head") to += step;
    if (!rows()[to]) return;
    setHere(to);
    // The line may have to be drawn first.
    requestAnimationFrame(() => place?.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus());
  };
  const key = (event: KeyboardEvent, from: number) => {
    const step = stepOf(event);
    if (step === 0) return;
    event.preventDefault();
    go(from, step);
  };
  const first = () => rows().find((row) => row.kind === "item")?.item;
  return (
    <>
      <Head
        wanted={wanted()}
        onInput={(now) => {
          setWanted(now);
          setHere(0);
        }}
        onKey={(event) => {
          key(event, 0);
          const item = wanted().trim() === "" ? undefined : first();
          if (event.key === "Enter" && item) bench.insertAfterSelection(item);
        }}
      />
      <div
        ref={place}
        class="grow palette-rows"
        onKeyDown={(event) => event.target.getAttribute("role") === "list" && key(event, here() ?? -1)}
      >
        <VirtualList
          name="States"
          rows={rows()}
          rowHeight={rowHeight}
          seen={here()}
          render={(row, index) => (
            <div
              role="listitem"
              class="palette-row"
              style={{ height: `${rowHeight}px` }}
              onFocusIn={() => setHere(index)}
              onKeyDown={(event) => key(event, index)}
            >
              <Row row={row} index={index} reachable={here() === index} bench={bench} onFold={fold} />
            </div>
          )}
        />
        <Show when={wanted().trim() !== "" && !first()}>
          <Empty title="No such state">Try “queue”, “if”, “loop”, “approve” or “sleep”.</Empty>
        </Show>
      </div>
    </>
  );
}

/** The search, which looks through everything, and the tabs for those who look around. */
function Head(props: { wanted: string; onInput: (wanted: string) => void; onKey: (event: KeyboardEvent) => void }) {
  return (
    <div class="palette-search">
      <input
        class="input"
        type="search"
        placeholder="Search states  /"
        aria-label="Search states"
        value={props.wanted}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={(event) => props.onKey(event)}
      />
      <Show when={props.wanted.trim() === ""}>
        <Segmented name="Kind of states" options={tabs} selected={tab()} onSelect={setTab} />
      </Show>
    </div>
  );
}

function Row(props: { row: PaletteRow; index: number; reachable: boolean; bench: Workbench; onFold: (id: string) => void }) {
  const { row } = props;
  if (row.kind === "head") return <h2>{row.title}</h2>;
  if (row.kind === "service")
    return <ServiceLine row={row} index={props.index} reachable={props.reachable} onFold={props.onFold} />;
  return (
    <PaletteEntry
      item={row.item}
      bench={props.bench}
      index={props.index}
      reachable={props.reachable}
      inside={row.inside}
      narrow={false}
    />
  );
}
