import type { Edit, Json } from "../api/generated";
import type { Body } from "../workflow/body";
import { at, leaf } from "../workflow/pointer";
import type { Language } from "./argument";

/** Edits that make a task hand out its token, where it does not yet. `token` points into the arguments. */
export function tokenEdits(body: Body, path: string, language: Language, token: string | null): Edit[] {
  const base = language === "JSONata" ? "/Arguments" : "/Parameters";
  if (token === null || JSON.stringify(body[base.slice(1)] ?? null).includes("Task.Token")) return [];
  const place = base + token;
  const [key, words] = spoken("TaskToken", language);
  const set = (pointer: string, value: Json): Edit => ({ kind: "set_field", at: path + pointer, value });
  // A container gets it as a variable of its environment.
  if (/^\d+$/.test(leaf(token))) {
    const [name] = spoken("Value", language);
    const list = place.slice(0, place.lastIndexOf("/"));
    return [set(at(body, list) === undefined ? place : `${list}/-`, { Name: "TASK_TOKEN", [name]: words })];
  }
  const computed = language === "JSONPath" ? at(body, `${place}.$`) : undefined;
  if (computed !== undefined)
    return [
      { kind: "move_field", from: `${path}${place}.$`, to: path + place },
      set(place, { [key]: words, "Input.$": computed }),
    ];
  const value = at(body, place);
  if (value === undefined) return [set(place, { [key]: words })];
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return [set(`${place}/${key}`, words)];
  return [set(place, { [key]: words, Input: value })];
}

/** Edits that take away an output that only an answer of the service has. */
export function outputEdits(body: Body, path: string): Edit[] {
  const stale: readonly [string, string][] = [
    ["OutputPath", "$.Payload"],
    ["Output", "{% $states.result.Payload %}"],
  ];
  return stale.filter(([key, value]) => body[key] === value).map(([key]) => ({ kind: "remove_field", at: `${path}/${key}` }));
}

function spoken(key: string, language: Language): [string, string] {
  return language === "JSONata" ? [key, "{% $states.context.Task.Token %}"] : [`${key}.$`, "$$.Task.Token"];
}
