import { createContext, createSignal, useContext, type Accessor } from "solid-js";
import type { Json } from "../api/generated";
import { jsonOf } from "../parts/json-of";
import { detailsOf, type Visit } from "../runs/replay";
import type { Run } from "../runs/run";

/** The data that a state's expressions are tried on. */
export interface Sample {
  /** Where it comes from. */
  origin: "run" | "pinned";
  input: Json;
  result?: Json;
  context: Json;
  variables: { [name: string]: Json };
}

/** Sample data of the states of one workflow: what somebody pinned, or what the last run brought. */
export class Samples {
  readonly #run: Accessor<Run | null>;
  readonly #pinned: Accessor<ReadonlyMap<string, Json>>;
  readonly #setPinned: (pinned: ReadonlyMap<string, Json>) => void;

  constructor(run: Accessor<Run | null>) {
    this.#run = run;
    [this.#pinned, this.#setPinned] = createSignal<ReadonlyMap<string, Json>>(new Map());
  }

  of(name: string): Sample | null {
    const pinned = this.#pinned().get(name);
    const run = this.#run();
    if (pinned !== undefined) return { origin: "pinned", input: pinned, context: contextOf(run, name), variables: {} };
    const visit = (run?.replay(), run?.visitOf(name));
    const input = jsonOf(visit?.input ?? null);
    if (!run || !visit || input === undefined) return null;
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
  pin(name: string, input: Json | undefined): void {
    const pinned = new Map(this.#pinned());
    if (input === undefined) pinned.delete(name);
    else pinned.set(name, input);
    this.#setPinned(pinned);
  }
}

/** Sample data for the parts of a form; none outside a designer. */
export const SamplesContext = createContext<Samples>(new Samples(() => null));
export const useSamples = (): Samples => useContext(SamplesContext);

/** What the work of a visit gave: the output of its last event that says so. */
function resultOf(run: Run, visit: Visit): Json | undefined {
  const own = new Set(visit.events);
  const done = run.replay().events.filter(({ id, type }) => own.has(id) && type.endsWith("Succeeded"));
  const last = done.at(-1);
  const output = last && detailsOf(last)["output"];
  return typeof output === "string" ? jsonOf(output) : undefined;
}

/** Variables that states of the run had assigned when a visit began. */
function variablesBefore(run: Run, visit: Visit): { [name: string]: Json } {
  const variables: { [name: string]: Json } = {};
  for (const event of run.replay().events) {
    if (event.id >= visit.id) break;
    if (!event.type.endsWith("StateExited")) continue;
    const assigned = detailsOf(event, "stateExitedEventDetails")["assignedVariables"];
    if (assigned === null || typeof assigned !== "object" || Array.isArray(assigned)) continue;
    for (const [name, text] of Object.entries(assigned))
      variables[name] = (typeof text === "string" ? jsonOf(text) : undefined) ?? null;
  }
  return variables;
}

function contextOf(run: Run | null, name: string): Json {
  const execution = run?.execution();
  const started = run?.replay().startedAt ?? null;
  return {
    Execution: {
      Id: run?.arn ?? "",
      Name: run?.arn.split(":").at(-1) ?? "",
      Input: jsonOf(execution?.input ?? null) ?? {},
      StartTime: new Date(started ?? 0).toISOString(),
    },
    State: { Name: name, EnteredTime: new Date(run?.visitOf(name)?.enteredAt ?? 0).toISOString(), RetryCount: 0 },
    StateMachine: { Id: run?.arn.split(":").slice(0, -1).join(":") ?? "", Name: run?.arn.split(":").at(-2) ?? "" },
  };
}
