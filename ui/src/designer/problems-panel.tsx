import CircleCheck from "lucide-solid/icons/circle-check";
import CircleX from "lucide-solid/icons/circle-x";
import Info from "lucide-solid/icons/info";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Index, Show, createMemo, createSignal } from "solid-js";
import type { Problem } from "../api/generated";
import { DrawnIcon } from "../parts/drawn-icon";
import { quoted } from "../parts/sentence";
import { Empty } from "../parts/empty";
import { panels, type Workbench } from "./workbench";

const icons = { error: CircleX, warning: TriangleAlert, info: Info };
const hues = { error: "var(--danger)", warning: "var(--warning)", info: "var(--accent-text)" };
const rank = { error: 0, warning: 1, info: 2 };

/** So many rows are made at first, and so many more whenever the last ones come into view. */
const step = 50;
const most = 500;

/** What is wrong with the workflow; a click goes there. */
export function ProblemsPanel(props: { bench: Workbench }) {
  const [room, setRoom] = createSignal(step);
  const problems = createMemo(() =>
    [...props.bench.workflow.analysis.problems()].sort(
      (one, other) => rank[one.severity] - rank[other.severity] || one.from - other.from,
    ),
  );
  const scrolled = ({ scrollTop, clientHeight, scrollHeight }: HTMLElement) => {
    if (scrollTop + 2 * clientHeight >= scrollHeight) setRoom((now) => Math.min(most, now + step));
  };
  const show = (problem: Problem) => {
    const { workflow } = props.bench;
    const path = problem.state ?? workflow.analysis.stateAt(problem.from)?.path;
    workflow.selection.select(path === undefined ? [] : [path], "panel");
    if (path !== undefined) props.bench.picture()?.reveal([path]);
    // What belongs to no state, such as a missing comma, is seen in the text only.
    else panels.code.show();
    workflow.want({ at: problem.from, focus: path === undefined });
  };
  const { buffer } = props.bench.workflow;
  return (
    <ul
      class="problems scroll"
      aria-label="Problems"
      tabIndex={problems().length === 0 ? 0 : undefined}
      onScroll={(event) => scrolled(event.currentTarget)}
    >
      {/* By place, not by problem: each answer brings new problems, and most of them say what stands there already. */}
      <Index
        each={problems().slice(0, room())}
        fallback={
          <li>
            <Empty icon={CircleCheck} title="No problems">
              The workflow is ready to run and to export.
            </Empty>
          </li>
        }
      >
        {(problem) => (
          <li>
            <button type="button" class="problem" onClick={() => show(problem())}>
              <span style={{ color: hues[problem().severity] }} role="img" aria-label={problem().severity}>
                <DrawnIcon of={icons[problem().severity]} size={15} />
              </span>
              <span class="grow">
                {quoted(problem().message)}
                <Show when={problem().help}>{(help) => <span class="faint"> — {quoted(help())}</span>}</Show>
              </span>
              <span class="faint">line {buffer.lineAt(problem().from)}</span>
            </button>
          </li>
        )}
      </Index>
      <Show when={problems().length > most && room() >= most}>
        <li class="menu-note">{problems().length - most} more are shown once these are mended.</li>
      </Show>
    </ul>
  );
}
