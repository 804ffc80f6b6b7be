import { createContext, createSignal, useContext, type Accessor } from "solid-js";
import { jsonOf } from "../parts/json-of";
import { detailsOf, type Visit } from "../runs/replay";
import type { Run } from "../runs/run";

/** The data that a state's expressions are tried on. */
export interface Sample {
  /** Where it comes from. */
  origin: "run" | "pinned";
  /** This and the others are JSON texts, so that numbers keep their digits. */
  input: string;
  result?: string;
  context: string;
  /** An object of variables by name. */
  variables: string;
}

/** Sample data of the states of one workflow: what somebody pinned, or what the last run brought. */
export class Samples {
  readonly #run: Accessor<Run | null>;
  readonly #pinned: Accessor<ReadonlyMap<string, string>>;
  readonly #setPinned: (pinned: ReadonlyMap<string, string>) => void;

  constructor(run: Accessor<Run | null>) {
    this.#run = run;
    [this.#pinned, this.#setPinned] = createSignal<ReadonlyMap<string, string>>(new Map());
  }

  of(name: string): Sample | null {
    const pinned = this.#pinned().get(name);
    const run = this.#run();
    if (pinned !== undefined) return { origin: "pinned", input: pinned, context: contextOf(run, name), variables: "{}" };
    const visit = (run?.replay(), run?.visitOf(name));
    const input = visit?.input ?? null;
    if (!run || !visit || input === null || !isJson(input)) return null;
    const result = resultOf(run, visit);
    return {
      origin: "run",
      input,
      ...(result === undefined ? {} : { result }),
      context: contextOf(run, name),
      variables: variablesBefore(run, visit),
    };
  }

  /** Uses this input for a state instead of a run's; undefined goes back to the run's. */
  pin(name: string, input: string | undefined): void {
    const pinned = new Map(this.#pinned());
    if (input === undefined) pinned.delete(name);
    else pinned.set(name, input);
    this.#setPinned(pinned);
  }

  /** A state has another name now. Under the old one its data stays too, for when the name is taken back. */
  renamed(from: string, to: string): void {
    const input = this.#pinned().get(from);
    if (input !== undefined) this.pin(to, input);
  }
}

/** Sample data for the parts of a form; none outside a designer. */
export const SamplesContext = createContext<Samples>(new Samples(() => null));
export const useSamples = (): Samples => useContext(SamplesContext);

const isJson = (text: string): boolean => jsonOf(text) !== undefined;

/** What the work of a visit gave: the output of its last event that says so. */
function resultOf(run: Run, visit: Visit): string | undefined {
  const own = new Set(visit.events);
  const done = run.replay().events.filter(({ id, type }) => own.has(id) && type.endsWith("Succeeded"));
  const last = done.at(-1);
  const output = last && detailsOf(last)["output"];
  return typeof output === "string" && isJson(output) ? output : undefined;
}

/** Variables that states of the run had assigned when a visit began. */
function variablesBefore(run: Run, visit: Visit): string {
  const variables = new Map<string, string>();
  for (const event of run.replay().events) {
    if (event.id >= visit.id) break;
    if (!event.type.endsWith("StateExited")) continue;
    const assigned = detailsOf(event, "stateExitedEventDetails")["assignedVariables"];
    if (assigned === null || typeof assigned !== "object" || Array.isArray(assigned)) continue;
    for (const [name, text] of Object.entries(assigned))
      variables.set(name, typeof text === "string" && isJson(text) ? text : "null");
  }
  return `{${[...variables].map(([name, text]) => `${JSON.stringify(name)}: ${text}`).join(", ")}}`;
}

function contextOf(run: Run | null, name: string): string {
  const given = run?.execution()?.input ?? "{}";
  const started = run?.replay().startedAt ?? null;
  const execution = JSON.stringify({
    Id: run?.arn ?? "",
    Name: run?.arn.split(":").at(-1) ?? "",
    StartTime: new Date(started ?? 0).toISOString(),
  });
  const rest = JSON.stringify({
    State: { Name: name, EnteredTime: new Date(run?.visitOf(name)?.enteredAt ?? 0).toISOString(), RetryCount: 0 },
    StateMachine: { Id: run?.arn.split(":").slice(0, -1).join(":") ?? "", Name: run?.arn.split(":").at(-2) ?? "" },
  });
  // The input is put in as it is written.
  return `{"Execution": {"Input": ${isJson(given) ? given : "{}"}, ${execution.slice(1)}, ${rest.slice(1)}`;
}
