import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronRight from "lucide-solid/icons/chevron-right";
import CircleX from "lucide-solid/icons/circle-x";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Index, Show, createEffect, createMemo, createSignal, on } from "solid-js";
import { Dynamic } from "solid-js/web";
import { faceOf } from "../parts/drawings";
import { DrawnIcon } from "../parts/drawn-icon";
import { Empty } from "../parts/empty";
import { fit } from "../parts/picker";
import { signs } from "../parts/sign";
import { sameMarks, worstOf } from "./problem-marks";
import { rowsOf, type Row } from "./outline-rows";
import type { Workbench } from "./workbench";

const rowHeight = 28;
const overscan = 8;

/** All states as a tree: the same selection and the same folds as the canvas, found by name, walked by arrows. */
export function Outline(props: { bench: Workbench }) {
  const { analysis, folds } = props.bench.workflow;
  const [wanted, setWanted] = createSignal("");
  const searching = () => wanted().trim() !== "";
  const rows = createMemo(() => {
    const outline = analysis.outline();
    if (!searching()) return rowsOf(outline, folds.all());
    return rowsOf(outline, new Set()).filter(({ state }) => fit(state.name, wanted()) !== null);
  });
  return (
    <div class="outline">
      <div class="palette-search">
        <input
          class="input"
          type="search"
          placeholder="Find a state"
          aria-label="Find in the outline"
          value={wanted()}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      </div>
      <Show when={rows().length > 0} fallback={<Empty title={searching() ? "No such state" : "No states yet"}>{""}</Empty>}>
        <Tree bench={props.bench} rows={rows()} foldable={!searching()} />
      </Show>
    </div>
  );
}

/** Only the rows in sight exist. */
function Tree(props: { bench: Workbench; rows: readonly Row[]; foldable: boolean }) {
  const { analysis, selection, folds } = props.bench.workflow;
  let frame: HTMLDivElement | undefined;
  const [top, setTop] = createSignal(0);
  const [here, setHere] = createSignal(0);
  const marks = createMemo(() => worstOf(analysis.problems()), new Map(), { equals: sameMarks });
  const show = (at: number) => frame && bring(frame, at);
  createEffect(
    on([selection.states, () => props.rows], ([states, rows]) => {
      const at = rows.findIndex(({ state }) => state.path === states[0]);
      if (at < 0) return;
      setHere(at);
      show(at);
    }),
  );
  const go = (at: number) => {
    const to = Math.max(0, Math.min(props.rows.length - 1, at));
    const row = props.rows[to];
    if (!row) return;
    setHere(to);
    show(to);
    props.bench.goTo(row.state.path);
  };
  const folded = (row: Row) => props.foldable && folds.has(row.state.path);
  const key = (event: KeyboardEvent) => {
    const row = props.rows[here()];
    const to = row && stepOf(event.key, props.rows, here(), folded(row));
    if (row && event.key === "Enter") props.bench.goTo(row.state.path, true);
    else if (row && to === "fold") folds.toggle(row.state.path);
    else if (typeof to === "number") go(to);
    else return;
    event.preventDefault();
  };
  const first = () => Math.max(0, Math.floor(top() / rowHeight) - overscan);
  const visible = () => props.rows.slice(first(), first() + Math.ceil((frame?.clientHeight ?? 800) / rowHeight) + 2 * overscan);
  return (
    <div
      ref={frame}
      class="scroll grow"
      role="tree"
      aria-label="Outline"
      aria-multiselectable="true"
      tabindex="0"
      aria-activedescendant={`outline-${here()}`}
      onKeyDown={key}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div role="presentation" class="outline-all" style={{ height: `${props.rows.length * rowHeight}px` }}>
        <div role="presentation" class="outline-seen" style={{ top: `${first() * rowHeight}px` }}>
          <Index each={visible()}>
            {(row, index) => (
              <Line
                row={row()}
                at={first() + index}
                here={here() === first() + index}
                selected={selection.states().includes(row().state.path)}
                folded={folded(row())}
                mark={marks().get(row().state.path)}
                onPick={() => go(first() + index)}
                onFold={() => folds.toggle(row().state.path)}
              />
            )}
          </Index>
        </div>
      </div>
    </div>
  );
}

/** Scrolls so that a row is in sight. */
function bring(frame: HTMLElement, at: number): void {
  const [from, height] = [at * rowHeight, frame.clientHeight];
  if (from < frame.scrollTop) frame.scrollTop = from;
  else if (from + rowHeight > frame.scrollTop + height) frame.scrollTop = from + rowHeight - height;
}

/** Where a key leads from a row, or that it folds or unfolds it. */
function stepOf(key: string, rows: readonly Row[], at: number, folded: boolean): number | "fold" | null {
  const row = rows[at];
  const container = row !== undefined && row.size !== null;
  if (key === "ArrowRight") return !container ? null : folded ? "fold" : at + 1;
  if (key === "ArrowLeft") return container && !folded ? "fold" : parentOf(rows, at);
  const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
  return steps[key] ?? null;
}

function Line(props: {
  row: Row;
  at: number;
  here: boolean;
  selected: boolean;
  folded: boolean;
  mark: "error" | "warning" | undefined;
  onPick: () => void;
  onFold: () => void;
}) {
  const state = () => props.row.state;
  const face = () => faceOf(state());
  return (
    <div
      id={`outline-${props.at}`}
      class="outline-row"
      classList={{ here: props.here }}
      role="treeitem"
      aria-level={props.row.level + 1}
      aria-posinset={props.row.position}
      aria-setsize={props.row.of}
      aria-selected={props.selected}
      aria-expanded={props.row.size === null ? undefined : !props.folded}
      aria-label={`${state().name}, ${state().subtitle}${props.mark ? `, ${props.mark}` : ""}`}
      title={`${state().name} · ${state().subtitle}`}
      style={{ "padding-left": `${8 + props.row.level * 14}px` }}
      onClick={() => props.onPick()}
    >
      <Show when={props.row.size !== null} fallback={<span class="outline-gap" />}>
        <span class="outline-fold" aria-hidden="true" onClick={(event) => (event.stopPropagation(), props.onFold())}>
          <DrawnIcon of={props.folded ? ChevronRight : ChevronDown} size={14} />
        </span>
      </Show>
      <span class="kind-tile tiny" style={{ "--hue": `var(--kind-${face().hue})` }}>
        <DrawnIcon of={signs[face().drawing]} size={15} />
      </span>
      <span class="grow ellipsis">{state().name}</span>
      <Show when={props.mark}>
        {(mark) => (
          <Dynamic
            component={mark() === "error" ? CircleX : TriangleAlert}
            size={13}
            class={mark() === "error" ? "bad" : "odd"}
            aria-hidden="true"
          />
        )}
      </Show>
    </div>
  );
}

function parentOf(rows: readonly Row[], at: number): number {
  const level = rows[at]?.level ?? 0;
  for (let up = at - 1; up >= 0; up -= 1) if ((rows[up]?.level ?? 0) < level) return up;
  return at;
}
