import { createMemo } from "solid-js";
import type { Edit, Json, OutlineState, StatePath } from "../api/generated";
import { bodyIn, textOf, type Body } from "../workflow/body";
import { join, leaf } from "../workflow/pointer";
import type { Workflow } from "../workflow/workflow";

/** The states that may lead to one another. */
interface Scope {
  states: OutlineState[];
  names: Set<string>;
}

/** Sorted once for each outline: it may have thousands of states, and every form asks. */
const scopes = new WeakMap<readonly OutlineState[], ReadonlyMap<string, Scope>>();

function scopesOf(outline: readonly OutlineState[]): ReadonlyMap<string, Scope> {
  const known = scopes.get(outline);
  if (known) return known;
  const found = new Map<string, Scope>();
  for (const state of outline) {
    const scope = found.get(state.scope) ?? { states: [], names: new Set() };
    found.set(state.scope, scope);
    scope.states.push(state);
    scope.names.add(state.name);
  }
  scopes.set(outline, found);
  return found;
}

/** What the controls of one state's form need: its members, its neighbours, and a way to write. Lives as long as the form that made it. */
export class Desk {
  readonly workflow: Workflow;
  readonly path: StatePath;
  readonly #refused: (reason: unknown) => void;
  readonly #body: () => Body;

  constructor(workflow: Workflow, path: StatePath, refused: (reason: unknown) => void) {
    this.workflow = workflow;
    this.path = path;
    this.#refused = refused;
    // Read when it has changed, not whenever something has: a form that is not woken makes none of its fields anew.
    const text = createMemo(() => textOf(workflow, path));
    this.#body = createMemo<Body>((last) => bodyIn(workflow, path, text()) ?? last, {});
  }

  /** Members of the state; the last readable ones while the text is broken. */
  get body(): Body {
    return this.#body();
  }

  get state(): OutlineState | undefined {
    return this.workflow.analysis.state(this.path);
  }

  get name(): string {
    return leaf(this.path);
  }

  /** States that a transition of this one may lead to. */
  get neighbours(): readonly OutlineState[] {
    return this.#scope?.states ?? [];
  }

  /** Whether a transition of this state could lead to one of this name. */
  knows(name: string): boolean {
    return this.#scope?.names.has(name) ?? false;
  }

  get #scope(): Scope | undefined {
    return scopesOf(this.workflow.analysis.outline()).get(this.state?.scope ?? "");
  }

  /** What ends when this state is the last one. */
  get around(): "workflow" | "branch" | "item" {
    const scope = this.state?.scope ?? "";
    if (scope === "") return "workflow";
    return /\/Branches\/\d+$/.test(scope) ? "branch" : "item";
  }

  /** Where a new transition leads until somebody says where to: on, not back to the beginning. */
  get onward(): string | undefined {
    const { Next: next, Default: otherwise } = this.body;
    const others = this.neighbours.map(({ name }) => name);
    const own = others.indexOf(this.name);
    return others.find((name, at) => at !== own && (name === next || name === otherwise)) ?? others[own + 1] ?? others[own - 1];
  }

  /** Writes a member, or removes it if the value is undefined. `place` is relative to the state. */
  write(place: string, value: Json | undefined): void {
    const field = this.path + place;
    this.edit(value === undefined ? { kind: "remove_field", at: field } : { kind: "set_field", at: field, value });
  }

  /** Replaces which of several members gives a value, as one step. */
  exchange(from: string | null, to: string, value: Json): void {
    const set: Edit = { kind: "set_field", at: this.path + to, value };
    this.edit(from === null ? set : [set, { kind: "remove_field", at: this.path + from }]);
  }

  edit(edit: Edit | readonly Edit[]): void {
    if ("length" in edit && edit.length === 0) return;
    this.workflow.edit(edit, "form").catch(this.#refused);
  }

  /** Path of the neighbour of this name. */
  pathOf(name: string): StatePath {
    return (
      this.neighbours.find((state) => state.name === name)?.path ?? join(this.path.slice(0, this.path.lastIndexOf("/")), name)
    );
  }
}
