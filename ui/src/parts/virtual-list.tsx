import { For, createComputed, createEffect, createSignal, onCleanup, onMount, type JSX } from "solid-js";

export interface VirtualListProps<T> {
  name: string;
  rows: readonly T[];
  /** Height of every row in pixels. */
  rowHeight: number;
  render: (row: T, index: number) => JSX.Element;
  /** Keeps the last row in view while rows arrive, until the person scrolls up. */
  follow?: boolean;
  /** A row that is to be in view. */
  seen?: number | null;
  /** Called whenever the last rows come into view, so that more can be fetched. */
  onEnd?: () => void;
}

/** A list of any length of which only the visible rows exist. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  let frame: HTMLDivElement | undefined;
  const [top, setTop] = createSignal(0);
  const [height, setHeight] = createSignal(400);
  let atEnd = true;
  onMount(() => {
    if (!frame) return;
    const watcher = new ResizeObserver(() => setHeight(frame?.clientHeight || 400));
    watcher.observe(frame);
    onCleanup(() => watcher.disconnect());
  });
  const total = () => props.rows.length * props.rowHeight;
  // The last rows often arrive together with the news that there will be no more.
  let followed = false;
  // Which rows will be seen is known before the browser has scrolled there: they are made at once, and laid out once.
  createComputed(() => {
    followed ||= props.follow ?? false;
    if (followed && atEnd) setTop(Math.max(0, total() - height()));
  });
  createEffect(() => {
    const end = total();
    if (followed && atEnd && frame) frame.scrollTop = end;
  });
  createEffect(() => {
    const row = props.seen ?? null;
    if (row === null || !frame) return;
    const from = row * props.rowHeight;
    const room = frame.clientHeight - props.rowHeight;
    if (from < frame.scrollTop || from > frame.scrollTop + room) frame.scrollTop = from < frame.scrollTop ? from : from - room;
  });
  // Rows beyond the edges let one scroll smoothly; where rows fly past, nobody does.
  const spare = () => (followed && atEnd ? 1 : 6);
  const first = () => Math.max(0, Math.floor(top() / props.rowHeight) - spare());
  const visible = () => props.rows.slice(first(), first() + Math.ceil(height() / props.rowHeight) + 2 * spare());
  const scroll = (event: Event & { currentTarget: HTMLElement }) => {
    const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
    atEnd = scrollTop + clientHeight >= scrollHeight - props.rowHeight;
    setTop(scrollTop);
    if (scrollTop + 2 * clientHeight >= scrollHeight) props.onEnd?.();
  };
  return (
    <div ref={frame} class="scroll" style={{ height: "100%" }} role="list" aria-label={props.name} tabindex="0" onScroll={scroll}>
      <div style={{ height: `${total()}px`, position: "relative" }}>
        <div style={{ position: "absolute", left: 0, right: 0, top: `${first() * props.rowHeight}px` }}>
          <For each={visible()}>{(row, index) => props.render(row, first() + index())}</For>
        </div>
      </div>
    </div>
  );
}
