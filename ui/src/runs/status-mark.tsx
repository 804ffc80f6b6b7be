import CircleCheck from "lucide-solid/icons/circle-check";
import CircleMinus from "lucide-solid/icons/circle-minus";
import CircleX from "lucide-solid/icons/circle-x";
import Hourglass from "lucide-solid/icons/hourglass";
import LoaderCircle from "lucide-solid/icons/loader-circle";
import RotateCw from "lucide-solid/icons/rotate-cw";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import UserRound from "lucide-solid/icons/user-round";
import { Dynamic } from "solid-js/web";
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
      <Dynamic component={icons[props.status]} size={props.size ?? 15} aria-hidden="true" />
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
