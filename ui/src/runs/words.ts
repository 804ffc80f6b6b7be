import type { ExecutionStatus } from "../api/generated";
import { jsonOf } from "../parts/json-of";
import type { VisitStatus } from "./replay";

/** `850 ms`, `3.2 s`, `1 m 3 s`, `2 h 5 m`, `3 d 4 h`. */
export function duration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const seconds = Math.floor(ms / 1000);
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} m`;
  return `${minutes} m ${seconds % 60} s`;
}

/** A cause as a person reads it. A function's cause is Lambda's error JSON: its message, and the way to it if asked for. */
export function causeWords(cause: string, withTrace = false): string {
  const about = jsonOf(cause);
  if (about === null || typeof about !== "object" || !("errorMessage" in about) || typeof about.errorMessage !== "string")
    return cause;
  const trace = withTrace && "stackTrace" in about && Array.isArray(about.stackTrace) ? about.stackTrace : [];
  return [about.errorMessage, ...trace.map((line) => String(line).trimEnd())].join("\n");
}

/** Local time of day to the millisecond, as event lists show it. */
export function clock(at: number): string {
  const when = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(when.getHours())}:${two(when.getMinutes())}:${two(when.getSeconds())}.${String(when.getMilliseconds()).padStart(3, "0")}`;
}

/** A moment in full, with its zone, for tooltips. */
export function moment(at: number): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" });
}

export const statusWords: Record<VisitStatus, string> = {
  running: "Running",
  waiting: "Waiting",
  retrying: "Retrying",
  person: "Waiting for a person",
  succeeded: "Succeeded",
  caught: "Caught error",
  failed: "Failed",
  cancelled: "Cancelled",
};

export const executionWords: Record<ExecutionStatus, string> = {
  RUNNING: "Running",
  SUCCEEDED: "Succeeded",
  FAILED: "Failed",
  TIMED_OUT: "Timed out",
  ABORTED: "Stopped",
  PENDING_REDRIVE: "To be redriven",
};

/** Token of the colour of an execution's status, without `--run-`. */
export const executionHue: Record<ExecutionStatus, string> = {
  RUNNING: "running",
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  TIMED_OUT: "failed",
  ABORTED: "cancelled",
  PENDING_REDRIVE: "cancelled",
};
