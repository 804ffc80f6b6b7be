import type { Edit, Json } from "../api/generated";
import type { Body } from "../workflow/body";
import { operators } from "./comparison";

/** What joins the tests of a condition under JSONPath; `Test` is a single one. */
export type Joining = "Test" | "And" | "Or";

/** A condition and its pointer within the state. */
export interface Placed {
  condition: Body;
  at: string;
}

/** A test that is new. */
export const example: Body = { Variable: "$.value", IsPresent: true };

const isBody = (value: Json | undefined): value is Body => value !== null && typeof value === "object" && !Array.isArray(value);

/** How the tests of a condition are joined. */
export function joiningOf(condition: Body): Joining {
  return "And" in condition ? "And" : "Or" in condition ? "Or" : "Test";
}

/** The condition inside a `Not`; null if there is none. */
export function negatedBy({ condition, at }: Placed): Placed | null {
  const inner = condition["Not"];
  return isBody(inner) ? { condition: inner, at: `${at}/Not` } : null;
}

/** The conditions that one joins. */
export function membersOf({ condition, at }: Placed): readonly Placed[] {
  const joining = joiningOf(condition);
  const list = condition[joining];
  return (Array.isArray(list) ? list : []).flatMap((each, index) =>
    isBody(each) ? [{ condition: each, at: `${at}/${joining}/${index}` }] : [],
  );
}

/** The members of a condition that say what it tests; a rule has `Next`, `Comment` and more beside them. */
function tested(condition: Body): readonly string[] {
  return Object.keys(condition).filter(
    (key) => ["Variable", "And", "Or", "Not"].includes(key) || operators.some((operator) => operator.key === key),
  );
}

const moved = (condition: Body, from: string, to: string): Edit[] =>
  tested(condition).map((key) => ({ kind: "move_field", from: `${from}/${key}`, to: `${to}/${key}` }));

/** Puts what is inside in the place of what is around it. */
function lifted(inner: Placed, at: string, around: string): readonly Edit[] {
  // A joining inside one of the same name is in its own way, so it is written anew.
  const same = inner.condition[around];
  if (same !== undefined) return [{ kind: "set_field", at: `${at}/${around}`, value: same }];
  return [...moved(inner.condition, inner.at, at), { kind: "remove_field", at: `${at}/${around}` }];
}

/** Edits that turn a condition into its opposite; every test keeps its text. */
export function negated(placed: Placed): readonly Edit[] {
  const inner = negatedBy(placed);
  if (inner) return lifted(inner, placed.at, "Not");
  const { condition, at } = placed;
  return [{ kind: "set_field", at: `${at}/Not`, value: {} }, ...moved(condition, at, `${at}/Not`)];
}

/** Edits that join the tests of a condition in another way. A single test is what is left of a list of one. */
export function joined(placed: Placed, wanted: Joining): readonly Edit[] {
  const { condition, at } = placed;
  const now = joiningOf(condition);
  if (now === wanted) return [];
  if (now === "Test")
    return [
      { kind: "set_field", at: `${at}/${wanted}`, value: [{}] },
      ...moved(condition, at, `${at}/${wanted}/0`),
      { kind: "set_field", at: `${at}/${wanted}/-`, value: example },
    ];
  if (wanted !== "Test") return [{ kind: "move_field", from: `${at}/${now}`, to: `${at}/${wanted}` }];
  const [only, ...others] = membersOf(placed);
  return only && others.length === 0 ? lifted(only, at, now) : [];
}
