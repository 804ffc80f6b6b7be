import type {
  Edit,
  Edited,
  Json,
  OutlineState,
  Problem,
  Scene,
  SceneEdge,
  SceneNode,
  StateType,
  WorkflowView,
} from "../api/generated";
import { at, join, leaf, split } from "../workflow/pointer";
import { spansOf } from "./spans";

type Members = { [key: string]: Json };

const members = (value: Json | undefined): Members =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};

/** What there is in a text that cannot be read. */
const nothing: WorkflowView = {
  notation: "json",
  problems: [],
  picture: null,
  scene: null,
  states: "",
  outline: [],
  places: [],
  comment: null,
  query_language: "JSONPath",
  runnable: false,
  rules: null,
  rules_left: 0,
};

/** A crude stand-in for the language tools: enough to show and edit a workflow in tests and previews. */
export function viewWorkflow(text: string, listed?: string): WorkflowView {
  let machine: Members;
  try {
    machine = members(JSON.parse(text) as Json);
  } catch (reason) {
    const problem: Problem = {
      code: "SYNTAX",
      severity: "error",
      message: String(reason),
      help: null,
      from: 0,
      to: 1,
      state: null,
    };
    return { ...nothing, problems: [problem] };
  }
  const spans = spansOf(text);
  const outline: OutlineState[] = [];
  const places: WorkflowView["places"] = [];
  walk(machine, "", (path, body) => {
    const span = spans.get(path);
    places.push([span?.from ?? 0, span?.to ?? 0]);
    outline.push({
      path,
      name: leaf(path),
      type: String(body["Type"]) as StateType,
      subtitle: String(body["Resource"] ?? `${String(body["Type"])} state`),
      off: false,
      scope: path.replace(/\/States\/[^/]+$/, ""),
    });
  });
  const states = JSON.stringify(outline);
  const problems = outline.flatMap((state, index): Problem[] => {
    const [from, to] = places[index] ?? [0, 0];
    const next = at(machine, `${state.path}/Next`);
    const known = typeof next !== "string" || outline.some(({ name }) => name === next);
    return known
      ? []
      : [
          {
            code: "MISSING_TRANSITION_TARGET",
            severity: "error",
            message: `\`${state.name}\` goes to \`${String(next)}\`, which does not exist`,
            help: "choose a state that exists",
            from,
            to,
            state: state.path,
          },
        ];
  });
  return {
    notation: "json",
    problems,
    picture: text,
    scene: sceneOf(machine, outline),
    states,
    outline: states === listed ? null : outline,
    places,
    comment: null,
    query_language: "JSONPath",
    runnable: problems.length === 0,
    rules: null,
    rules_left: 0,
  };
}

function walk(machine: Members, base: string, visit: (path: string, body: Members) => void): void {
  for (const [name, state] of Object.entries(members(machine["States"]))) {
    const path = join(base, "States", name);
    const body = members(state);
    visit(path, body);
    if (Array.isArray(body["Branches"]))
      body["Branches"].forEach((branch, index) => walk(members(branch), join(path, "Branches", index), visit));
    if (body["ItemProcessor"]) walk(members(body["ItemProcessor"]), join(path, "ItemProcessor"), visit);
  }
}

function sceneOf(machine: Members, outline: readonly OutlineState[]): Scene {
  const top = outline.filter(({ scope }) => scope === "");
  const nodes: SceneNode[] = [
    { id: "#start", kind: "start", x: 270, y: 0, width: 60, height: 30, header: null, parent: null, state: null },
  ];
  const edges: SceneEdge[] = [];
  const edge = (id: string, kind: SceneEdge["kind"], from: string, to: string, y: number) =>
    edges.push({ id, kind, from, to, label: null, points: [300, y, 300, y + 40], back: false });
  edge("/StartAt", "start", "#start", top[0]?.path ?? "#end", 30);
  top.forEach(({ path, name, type, subtitle }, row) => {
    const y = 70 + row * 104;
    nodes.push({
      id: path,
      kind: "state",
      x: 180,
      y,
      width: 240,
      height: 64,
      header: null,
      parent: null,
      state: { name, type, subtitle, folded: false, off: false, comment: "", note: [] },
    });
    const next = at(machine, `${path}/Next`) ?? at(machine, `${path}/Default`);
    const target = top.find((other) => other.name === next)?.path;
    edge(`${path}/${target ? "Next" : "End"}`, target ? "next" : "end", path, target ?? "#end", y + 64);
  });
  const bottom = 70 + top.length * 104;
  nodes.push({ id: "#end", kind: "end", x: 270, y: bottom, width: 60, height: 30, header: null, parent: null, state: null });
  return { width: 600, height: bottom + 30, nodes, edges };
}

/** Edits by parsing and printing anew: keeps no formatting, unlike the real one. */
export function editWorkflow(text: string, edit: Edit): Edited {
  const machine = JSON.parse(text) as Members;
  const { select, summary } = change(machine, edit);
  return {
    changes: [{ from: 0, to: text.length, insert: `${JSON.stringify(machine, null, 2)}\n` }],
    select,
    summary,
    effects: [],
    extracted: null,
  };
}

function change(machine: Members, edit: Edit): { select: string[]; summary: string } {
  switch (edit.kind) {
    case "set_field":
    case "remove_field": {
      const owner = members(at(machine, edit.at.slice(0, edit.at.lastIndexOf("/"))));
      if (edit.kind === "set_field") owner[leaf(edit.at)] = edit.value;
      else Reflect.deleteProperty(owner, leaf(edit.at));
      return { select: [], summary: `Change ${leaf(edit.at)}` };
    }
    case "insert_state": {
      const from = members(at(machine, edit.on.slice(0, edit.on.lastIndexOf("/"))));
      const key = leaf(edit.on);
      members(machine["States"])[edit.name] = {
        ...members(edit.body),
        ...(key === "End" ? { End: true } : { Next: from[key] ?? "" }),
      };
      Reflect.deleteProperty(from, "End");
      from[key === "End" ? "Next" : key] = edit.name;
      return { select: [join("", "States", edit.name)], summary: `Insert ${edit.name}` };
    }
    case "rename_state": {
      const states = members(machine["States"]);
      const renamed = Object.fromEntries(
        Object.entries(states).map(([name, body]) => [name === leaf(edit.state) ? edit.name : name, body]),
      );
      machine["States"] = JSON.parse(
        JSON.stringify(renamed).replaceAll(`"Next":${JSON.stringify(leaf(edit.state))}`, `"Next":${JSON.stringify(edit.name)}`),
      ) as Json;
      return { select: [join("", "States", edit.name)], summary: `Rename ${leaf(edit.state)}` };
    }
    case "delete_states":
      for (const path of edit.states) Reflect.deleteProperty(members(machine["States"]), split(path).at(-1) ?? "");
      return { select: [], summary: `Delete ${edit.states.length} states` };
    default:
      throw { code: "unavailable", message: "the preview cannot do this edit", hint: null, retry_after_seconds: null };
  }
}
