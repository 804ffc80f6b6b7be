import Bookmark from "lucide-solid/icons/bookmark";
import Layers from "lucide-solid/icons/layers";
import type { Json, OptimisedAction, ReadyPattern, Service, Template } from "../api/generated";
import { count } from "../parts/count";
import { drawingOf } from "../parts/drawings";
import { signs } from "../parts/sign";
import { stock, type StockItem } from "../workflow/stock";
import type { Catalogue } from "./catalogue";
import { fameOf, wordsFor } from "./well-known";

/** Everything that can be put on the canvas. */
export interface Offer {
  /** All of it, the best known first. */
  items: readonly StockItem[];
  byId: ReadonlyMap<string, StockItem>;
  /** Services by name, with their actions: the optimised ones first. */
  services: readonly { id: string; name: string; fullName: string; items: readonly StockItem[] }[];
}

/** Makes an offer of what the catalogue has, while it has nothing of the stock alone, and of a person's own templates. */
export function offerOf(catalogue: Catalogue, templates: readonly Template[] = []): Offer {
  const services = catalogue.services().map((service) => ({
    id: service.id,
    name: service.name,
    fullName: service.full_name,
    items: actionsOf(catalogue, service),
  }));
  const famous = services.toSorted((one, other) => fameOf(one.id) - fameOf(other.id));
  const patterns = [...templates.filter(({ kind }) => kind === "states").map(ownItem), ...catalogue.patterns().map(patternItem)];
  const byId = new Map<string, StockItem>();
  for (const item of [...stock, ...patterns, ...famous.flatMap(({ items }) => items)])
    if (!byId.has(item.id)) byId.set(item.id, item);
  return { items: [...byId.values()], byId, services };
}

function actionsOf(catalogue: Catalogue, service: Service): StockItem[] {
  const optimised = service.optimised.map((action) => actionItem(catalogue, service, action));
  const covered = new Set(service.optimised.map(({ operation }) => operation));
  const others = service.actions.filter((operation) => !covered.has(operation));
  return [
    ...optimised,
    ...others.map((operation) =>
      actionItem(catalogue, service, {
        resource: `arn:aws:states:::aws-sdk:${service.id}:${operation}`,
        operation,
        title: operation.replace(/^./, (letter) => letter.toUpperCase()),
        patterns: [],
      }),
    ),
  ];
}

function badges({ patterns }: OptimisedAction): string[] {
  const jobs = patterns.some((pattern) => pattern.startsWith("sync")) ? ["sync"] : [];
  return patterns.includes("waitForTaskToken") ? [...jobs, "callback"] : jobs;
}

function actionItem(catalogue: Catalogue, service: Service, action: OptimisedAction): StockItem {
  return {
    id: action.resource,
    group: "Actions",
    service: service.name,
    title: action.resource === "arn:aws:states:::lambda:invoke" ? "Lambda Invoke" : action.title,
    get purpose() {
      return catalogue.purposes().get(service.id)?.get(action.operation) ?? `${service.full_name}: ${action.title}`;
    },
    explain: () => catalogue.explain(service.id),
    icon: signs[drawingOf(service.name)],
    hue: "task",
    words: [...wordsFor(service.id), service.full_name.toLowerCase()],
    badges: badges(action),
    type: "Task",
    ready: () => catalogue.describe(action.resource),
    starter: ({ language }) => {
      const starter = catalogue.known(action.resource)?.starter;
      const text = language === "JSONata" ? starter?.jsonata : starter?.json_path;
      return text === undefined ? { Type: "Task", Resource: action.resource } : (JSON.parse(text) as { [key: string]: Json });
    },
  };
}

function ownItem(template: Template): StockItem {
  return {
    id: `template:${template.id}`,
    group: "Patterns",
    own: true,
    title: template.name,
    purpose: `Your own, ${count(template.states, "state")}`,
    icon: Bookmark,
    hue: "parallel",
    words: ["own", "mine", "template"],
    type: "Task",
    starter: null,
    states: () => template.text,
  };
}

function patternItem(pattern: ReadyPattern): StockItem {
  return {
    id: `pattern:${pattern.id}`,
    group: "Patterns",
    title: pattern.title,
    purpose: pattern.purpose,
    icon: Layers,
    hue: "parallel",
    words: pattern.words,
    type: "Task",
    starter: null,
    states: (language) => (language === "JSONata" ? pattern.jsonata : pattern.json_path),
  };
}
