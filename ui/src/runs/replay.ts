import type { HistoryEvent, Json, Outstanding } from "../api/generated";

/** What a visit of a state is doing, or how it ended. */
export type VisitStatus = "running" | "waiting" | "retrying" | "person" | "succeeded" | "caught" | "failed" | "cancelled";

/** One try of a task within a visit. */
export interface Attempt {
  startedAt: number;
  endedAt: number | null;
  error: string | null;
  cause: string | null;
}

/** One passage through a state: from its StateEntered event until it is left or cut off. */
export interface Visit {
  /** Id of the event that opened it. */
  id: number;
  /** Id of the event before that. */
  after: number;
  name: string;
  type: string;
  /** Visit of the Parallel or Map around it. */
  parent: number | null;
  /** Item of the Map around it, counted from 0. */
  iteration: number | null;
  enteredAt: number;
  endedAt: number | null;
  status: VisitStatus;
  input: string | null;
  output: string | null;
  error: string | null;
  cause: string | null;
  attempts: Attempt[];
  /** Ids of the events that belong to it. */
  events: number[];
  /** Iterations announced by MapStateStarted. */
  length: number | null;
  /** How often its branches or iterations were begun. */
  rounds: number;
  /** Ended by the end of what is around it: a redrive goes on here. */
  cut: boolean;
  /** ARN of the Map Run whose children do the items; of several attempts the last. */
  mapRun: string | null;
}

/** A transition that was taken: from state to state by name. */
export interface Passage {
  from: string;
  to: string;
  caught: boolean;
}

/** What the history up to some event means. */
export interface Replay {
  visits: Map<number, Visit>;
  /** All of them in the order in which they were entered. */
  entered: Visit[];
  /** States of which a visit has begun or changed since somebody last took note and cleared this. */
  touched: Set<string>;
  /** Visits of each state by name, oldest first. */
  byState: Map<string, Visit[]>;
  passages: Passage[];
  events: HistoryEvent[];
  /** State entered last. */
  latest: number | null;
  startedAt: number | null;
  endedAt: number | null;
  end: {
    status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
    output: string | null;
    error: string | null;
    cause: string | null;
  } | null;
  /** Visit that made the execution fail. */
  culprit: number | null;
  /** How often it went on after its end. */
  redrives: number;
  owners: Map<number, { visit: number | null; iteration: number | null }>;
}

/** A replay without events. */
export function emptyReplay(): Replay {
  return {
    visits: new Map(),
    entered: [],
    touched: new Set(),
    byState: new Map(),
    passages: [],
    events: [],
    latest: null,
    startedAt: null,
    endedAt: null,
    end: null,
    culprit: null,
    redrives: 0,
    owners: new Map([[0, { visit: null, iteration: null }]]),
  };
}

/** Folds further events into the replay. Events already known are skipped, so an overlap does no harm. */
export function advance(replay: Replay, events: readonly HistoryEvent[]): void {
  for (const event of events) {
    if (event.id <= (replay.events.at(-1)?.id ?? 0)) continue;
    replay.events.push(event);
    take(replay, event);
  }
}

function take(replay: Replay, event: HistoryEvent): void {
  const { type } = event;
  if (type.endsWith("StateEntered")) enter(replay, event);
  else if (type.endsWith("StateExited")) leave(replay, event);
  else if (type === "ExecutionStarted") start(replay, event);
  else if (type === "ExecutionRedriven") redrive(replay, event);
  else if (type.startsWith("Execution")) finish(replay, event);
  else if (type.startsWith("ParallelState") || type.startsWith("MapState") || type.startsWith("MapIteration"))
    container(replay, event);
  else if (type.startsWith("MapRun")) mapRun(replay, event);
  else task(replay, event);
}

function mapRun(replay: Replay, event: HistoryEvent): void {
  const visit = replay.visits.get(replay.owners.get(event.previousEventId)?.visit ?? 0);
  own(replay, event, visit, visit?.iteration ?? null);
  if (!visit || event.type === "MapRunSucceeded") return;
  // Whether the state fails with it, or tries again, the next event says.
  if (event.type === "MapRunFailed") Object.assign(visit, failureOf(event));
  else Object.assign(visit, { mapRun: text(detailsOf(event)["mapRunArn"]), status: "running", error: null, cause: null });
}

function start(replay: Replay, event: HistoryEvent): void {
  replay.startedAt = event.timestamp;
  replay.owners.set(event.id, { visit: null, iteration: null });
}

function enter(replay: Replay, event: HistoryEvent): void {
  const details = detailsOf(event, "stateEnteredEventDetails");
  const before = replay.owners.get(event.previousEventId);
  const previous = before?.visit === null || before?.visit === undefined ? undefined : replay.visits.get(before.visit);
  // After a state that was left, the next one lies beside it; otherwise it opens a branch or an item inside.
  const beside = previous !== undefined && previous.endedAt !== null;
  const visit: Visit = {
    id: event.id,
    after: event.previousEventId,
    name: text(details["name"]) ?? "?",
    type: event.type.slice(0, -"StateEntered".length),
    parent: beside ? previous.parent : (previous?.id ?? null),
    iteration: beside ? previous.iteration : (before?.iteration ?? null),
    enteredAt: event.timestamp,
    endedAt: null,
    status: statusOnEntry(event.type),
    input: text(details["input"]),
    output: null,
    error: null,
    cause: null,
    attempts: [],
    events: [],
    length: null,
    rounds: 0,
    cut: false,
    mapRun: null,
  };
  if (beside) replay.passages.push({ from: previous.name, to: visit.name, caught: previous.status === "caught" });
  replay.visits.set(visit.id, visit);
  replay.entered.push(visit);
  const visits = replay.byState.get(visit.name);
  if (visits) visits.push(visit);
  else replay.byState.set(visit.name, [visit]);
  replay.latest = visit.id;
  own(replay, event, visit, visit.iteration);
}

function statusOnEntry(type: string): VisitStatus {
  if (type === "WaitStateEntered") return "waiting";
  return type === "FailStateEntered" ? "failed" : "running";
}

function leave(replay: Replay, event: HistoryEvent): void {
  const details = detailsOf(event, "stateExitedEventDetails");
  const visit = enclosing(replay, event, (candidate) => candidate.endedAt === null && candidate.name === details["name"]);
  if (!visit) return own(replay, event, undefined, null);
  const caught = visit.status === "failed";
  visit.status = caught ? "caught" : "succeeded";
  visit.endedAt = event.timestamp;
  visit.output = text(details["output"]);
  if (caught) cancelInside(replay, visit, event.timestamp);
  own(replay, event, visit, visit.iteration);
}

function container(replay: Replay, event: HistoryEvent): void {
  const type = event.type.startsWith("Parallel") ? "Parallel" : "Map";
  const visit = enclosing(
    replay,
    event,
    (candidate) => candidate.type === type && candidate.endedAt === null && candidate.status !== "failed",
  );
  const iteration = event.type.startsWith("MapIteration") ? number(iterationDetails(event)["index"]) : null;
  if (event.type === "MapStateStarted" && visit) visit.length = number(detailsOf(event, "mapStateStartedEventDetails")["length"]);
  if (visit && event.type.endsWith("StateStarted")) {
    if (visit.rounds > 0) giveUpInside(replay, visit, event.timestamp);
    visit.rounds += 1;
  }
  if (visit && (event.type === "ParallelStateFailed" || event.type === "MapStateFailed")) {
    const source = culpritInside(replay, visit);
    const failure = failureOf(event);
    visit.error = failure.error ?? source?.error ?? visit.error;
    visit.cause = failure.cause ?? source?.cause ?? visit.cause;
    visit.status = "failed";
    cancelInside(replay, visit, event.timestamp);
  }
  own(replay, event, visit, iteration);
}

/** Where a JSONata expression failed. If that happened on entry, AWS lets the event follow the one before the entry. */
function evaluating(replay: Replay, event: HistoryEvent): Visit | undefined {
  const open = (replay.byState.get(text(detailsOf(event)["state"]) ?? "") ?? []).filter(({ endedAt }) => endedAt === null);
  const owner = replay.owners.get(event.previousEventId)?.visit;
  return open.find(({ id }) => id === owner) ?? open.findLast(({ after }) => after === event.previousEventId);
}

function task(replay: Replay, event: HistoryEvent): void {
  const before = replay.owners.get(event.previousEventId);
  const visit =
    (event.type === "EvaluationFailed" ? evaluating(replay, event) : undefined) ?? replay.visits.get(before?.visit ?? 0);
  own(replay, event, visit, visit?.iteration ?? null);
  if (!visit) return;
  if (event.type.endsWith("Scheduled")) {
    visit.attempts.push({ startedAt: event.timestamp, endedAt: null, error: null, cause: null });
    Object.assign(visit, { status: "running", error: null, cause: null });
  } else if (event.type.endsWith("Failed") || event.type.endsWith("TimedOut")) {
    const failure = failureOf(event);
    const attempt = visit.attempts.at(-1);
    if (attempt) Object.assign(attempt, { endedAt: event.timestamp, ...failure });
    // Until the state is left or tried again this is how it stands.
    Object.assign(visit, { status: "failed", ...failure });
  } else if (event.type.endsWith("Succeeded")) {
    const attempt = visit.attempts.at(-1);
    if (attempt) attempt.endedAt = event.timestamp;
  }
}

const ends = {
  ExecutionSucceeded: "SUCCEEDED",
  ExecutionFailed: "FAILED",
  ExecutionTimedOut: "TIMED_OUT",
  ExecutionAborted: "ABORTED",
} as const;

function finish(replay: Replay, event: HistoryEvent): void {
  const status = ends[event.type as keyof typeof ends];
  own(replay, event, undefined, null);
  if (!status) return;
  replay.endedAt = event.timestamp;
  const failure = failureOf(event);
  replay.end = { status, ...failure, output: text(detailsOf(event, "executionSucceededEventDetails")["output"]) };
  const last = replay.visits.get(replay.owners.get(event.previousEventId)?.visit ?? 0);
  if (status === "FAILED" && last && last.endedAt === null) {
    Object.assign(last, { status: "failed", error: last.error ?? failure.error, cause: last.cause ?? failure.cause });
    replay.culprit = (culpritInside(replay, last) ?? last).id;
  }
  for (const visit of replay.visits.values())
    cut(replay, visit, event.timestamp, status === "SUCCEEDED" ? "succeeded" : "cancelled");
}

/** After a redrive every state that was cut goes on, if what is around it does. Those that do no work are entered again instead. */
function redrive(replay: Replay, event: HistoryEvent): void {
  own(replay, event, undefined, null);
  Object.assign(replay, { end: null, endedAt: null, culprit: null });
  replay.redrives = number(detailsOf(event)["redriveCount"]) ?? replay.redrives + 1;
  for (const visit of replay.visits.values()) {
    const around = visit.parent === null ? undefined : replay.visits.get(visit.parent);
    const goesOn =
      visit.cut && /^(Task|Wait|Map|Parallel)$/.test(visit.type) && (around === undefined || around.endedAt === null);
    visit.cut = false;
    if (!goesOn) continue;
    replay.touched.add(visit.name);
    Object.assign(visit, { endedAt: null, status: statusOnEntry(`${visit.type}StateEntered`), error: null, cause: null });
  }
}

/** Ends an open visit: a failed one stays failed, any other was cut off. */
function cut(replay: Replay, visit: Visit, at: number, otherwise: "succeeded" | "cancelled"): void {
  if (visit.endedAt !== null) return;
  visit.endedAt = at;
  visit.cut = true;
  replay.touched.add(visit.name);
  if (visit.status !== "failed") visit.status = otherwise;
}

function cancelInside(replay: Replay, around: Visit, at: number): void {
  for (const visit of replay.visits.values()) if (isInside(replay, visit, around)) cut(replay, visit, at, "cancelled");
}

/** Branches or iterations that are begun anew do not go on. */
function giveUpInside(replay: Replay, around: Visit, at: number): void {
  cancelInside(replay, around, at);
  for (const visit of replay.visits.values()) if (isInside(replay, visit, around)) visit.cut = false;
}

function culpritInside(replay: Replay, around: Visit): Visit | undefined {
  let found: Visit | undefined;
  for (const visit of replay.visits.values()) if (visit.status === "failed" && isInside(replay, visit, around)) found = visit;
  return found;
}

function isInside(replay: Replay, visit: Visit, around: Visit): boolean {
  for (let parent = visit.parent; parent !== null; parent = replay.visits.get(parent)?.parent ?? null)
    if (parent === around.id) return true;
  return false;
}

/** Walks outwards from the owner of the event before. */
function enclosing(replay: Replay, event: HistoryEvent, fits: (visit: Visit) => boolean): Visit | undefined {
  let id = replay.owners.get(event.previousEventId)?.visit ?? null;
  while (id !== null) {
    const visit = replay.visits.get(id);
    if (!visit || fits(visit)) return visit;
    id = visit.parent;
  }
  return undefined;
}

function own(replay: Replay, event: HistoryEvent, visit: Visit | undefined, iteration: number | null): void {
  replay.owners.set(event.id, { visit: visit?.id ?? null, iteration });
  if (!visit) return;
  visit.events.push(event.id);
  replay.touched.add(visit.name);
}

/** AWS names the member after the event: `lambdaFunctionFailedEventDetails`. States share two names for all their types. */
export function detailsOf(
  event: HistoryEvent,
  name: string = `${event.type.charAt(0).toLowerCase()}${event.type.slice(1)}EventDetails`,
): { [key: string]: Json } {
  const details = event[name];
  return details !== null && typeof details === "object" && !Array.isArray(details) ? details : {};
}

function iterationDetails(event: HistoryEvent): { [key: string]: Json } {
  return detailsOf(event, `m${event.type.slice(1)}EventDetails`);
}

function failureOf(event: HistoryEvent): { error: string | null; cause: string | null } {
  const details = detailsOf(event);
  return { error: text(details["error"]), cause: text(details["cause"]) };
}

function text(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function number(value: Json | undefined): number | null {
  return typeof value === "number" ? value : null;
}

/** Status of a visit with what is outstanding for it taken into account. */
export function statusNow(visit: Visit, outstanding: readonly Outstanding[]): VisitStatus {
  if (visit.endedAt !== null) return visit.status;
  const open = outstanding.find((each) => each.entered_event === visit.id);
  if (!open) return visit.status;
  return {
    task: visit.status,
    map_run: visit.status,
    wait: "waiting",
    retry: "retrying",
    callback: "person",
    activity: "person",
  }[open.kind] as VisitStatus;
}

const weight: Record<VisitStatus, number> = {
  person: 8,
  retrying: 7,
  running: 6,
  waiting: 5,
  failed: 4,
  caught: 3,
  cancelled: 2,
  succeeded: 1,
};

/** What a card shows: the worst of the visits of the last round (all items of a Map; the last turn of a loop), and how many there were. */
export function cardOf(
  visits: readonly Visit[],
  outstanding: readonly Outstanding[],
): { status: VisitStatus; visits: number; last: Visit } | null {
  const last = visits.at(-1);
  if (!last) return null;
  const round = last.iteration === null && last.parent === null ? [last] : visits.filter((visit) => visit.parent === last.parent);
  const newest = new Map<number | null, Visit>();
  for (const visit of round) newest.set(visit.iteration, visit);
  let worst: VisitStatus = "succeeded";
  for (const visit of newest.values()) {
    const status = statusNow(visit, outstanding);
    if (weight[status] > weight[worst]) worst = status;
  }
  return { status: worst, visits: visits.length, last };
}
