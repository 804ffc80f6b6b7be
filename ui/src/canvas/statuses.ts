import type { StateStatus, Status } from "./host";
import type { IconName } from "./draw/icons";

/** How each status is shown; the colours are `--status-<name>-fill` and `-mark`. */
export const statusFaces: Readonly<Record<Status, { word: string; icon: IconName }>> = {
  running: { word: "Running", icon: "clock" },
  retrying: { word: "Retrying", icon: "again" },
  waiting: { word: "Waiting", icon: "hourglass" },
  person: { word: "Needs a person", icon: "person" },
  succeeded: { word: "Succeeded", icon: "tick" },
  caught: { word: "Caught", icon: "triangle" },
  failed: { word: "Failed", icon: "cross" },
  cancelled: { word: "Cancelled", icon: "minus" },
};

/** `Failed · Card.Declined · ×3`; for a state that went well the duration says enough. */
export function statusText({ status, detail, visits }: StateStatus): string {
  const word = status === "succeeded" && detail !== null ? null : statusFaces[status].word;
  return [word, detail, visits > 1 ? `×${visits}` : null].filter((part) => part !== null).join(" · ");
}

/** The same for a screen reader: what is seen, then what a colour says. */
export function statusWords(status: StateStatus): string {
  const seen = statusText(status);
  const { word } = statusFaces[status.status];
  return seen.includes(word) ? seen : `${seen}, ${word}`;
}
