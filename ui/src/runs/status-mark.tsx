import CircleCheck from "lucide-solid/icons/circle-check";
import CircleMinus from "lucide-solid/icons/circle-minus";
import CircleX from "lucide-solid/icons/circle-x";
import Hourglass from "lucide-solid/icons/hourglass";
import LoaderCircle from "lucide-solid/icons/loader-circle";
import RotateCw from "lucide-solid/icons/rotate-cw";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import UserRound from "lucide-solid/icons/user-round";
import { createRoot } from "solid-js";
import type { ExecutionStatus } from "../api/generated";
import type { Icon } from "../parts/icon";
import type { VisitStatus } from "./replay";
import { executionHue, executionWords, statusWords } from "./words";

const icons: Record<VisitStatus, Icon> = {
  running: LoaderCircle,
  waiting: Hourglass,
  retrying: RotateCw,
  person: UserRound,
  succeeded: CircleCheck,
  caught: TriangleAlert,
  failed: CircleX,
  cancelled: CircleMinus,
};

const hues: Record<VisitStatus, string> = {
  running: "running",
  waiting: "running",
  retrying: "retrying",
  person: "person",
  succeeded: "succeeded",
  caught: "caught",
  failed: "failed",
  cancelled: "cancelled",
};

const signs = new Map<string, Node>();

/** Each sign is made once and copied: a list that follows a run shows hundreds of them a second. */
function signOf(status: VisitStatus, size: number): Node {
  const key = `${status} ${size}`;
  const known = signs.get(key);
  if (known) return known.cloneNode(true);
  const made = createRoot((dispose) => {
    const drawn = icons[status]({ size, "aria-hidden": "true" });
    dispose();
    return drawn;
  });
  if (!(made instanceof Node)) return document.createTextNode("");
  signs.set(key, made);
  return made.cloneNode(true);
}

/** The sign of a status; its word is there for screen readers. */
export function StatusMark(props: { status: VisitStatus; size?: number }) {
  return (
    <span
      class="status-mark"
      classList={{ turning: props.status === "running" }}
      style={{ color: `var(--run-${hues[props.status]}-mark)` }}
      role="img"
      aria-label={statusWords[props.status]}
      title={statusWords[props.status]}
    >
      {signOf(props.status, props.size ?? 15)}
    </span>
  );
}

/** Status of a whole execution as a coloured word. */
export function StatusBadge(props: { status: ExecutionStatus }) {
  const hue = () => executionHue[props.status];
  return (
    <span
      class="status-badge"
      data-testid="run-status"
      style={{ color: `var(--run-${hue()}-mark)`, background: `var(--run-${hue()}-fill)` }}
    >
      {executionWords[props.status]}
    </span>
  );
}
