import type { OutlineState, StatePath } from "../api/generated";

/** One line of the outline. */
export interface Row {
  state: OutlineState;
  /** How many containers are around it. */
  level: number;
  /** How many states are directly in a container; null for what cannot contain any. */
  size: number | null;
  /** Its place among its neighbours, from 1, and how many they are. */
  position: number;
  of: number;
}

/** The states in text order as rows, without those inside of folded containers. */
export function rowsOf(outline: readonly OutlineState[], folded: ReadonlySet<StatePath>): Row[] {
  const levels = new Map<string, { level: number; hidden: boolean }>([["", { level: 0, hidden: false }]]);
  const sizes = new Map<string, number>();
  const inside = new Map<StatePath, number>();
  for (const { scope } of outline) {
    sizes.set(scope, (sizes.get(scope) ?? 0) + 1);
    const owner = ownerOf(scope);
    if (owner !== null) inside.set(owner, (inside.get(owner) ?? 0) + 1);
  }
  const placed = new Map<string, number>();
  const levelOf = (scope: string): { level: number; hidden: boolean } => {
    const known = levels.get(scope);
    if (known) return known;
    const owner = ownerOf(scope) ?? "";
    const around = levelOf(owner.slice(0, owner.lastIndexOf("/States/")));
    const found = { level: around.level + 1, hidden: around.hidden || folded.has(owner) };
    levels.set(scope, found);
    return found;
  };
  const rows: Row[] = [];
  for (const state of outline) {
    const { level, hidden } = levelOf(state.scope);
    const position = (placed.get(state.scope) ?? 0) + 1;
    placed.set(state.scope, position);
    if (hidden) continue;
    rows.push({ state, level, size: inside.get(state.path) ?? null, position, of: sizes.get(state.scope) ?? 1 });
  }
  return rows;
}

/** The container that holds a `States` object; null for the top level. */
function ownerOf(scope: string): StatePath | null {
  return scope === "" ? null : scope.replace(/\/(Branches\/\d+|ItemProcessor|Iterator)$/, "");
}
