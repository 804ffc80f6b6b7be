import { count } from "../parts/count";
import type { Recovered } from "../api/generated";

/** What people have in the database, by its tables. The rest is of the program's own making. */
const things: readonly { table: string; one: string; many: string }[] = [
  { table: "executions", one: "execution", many: "executions" },
  { table: "state_machines", one: "state machine", many: "state machines" },
  { table: "accounts", one: "account", many: "accounts" },
  { table: "approvals", one: "approval", many: "approvals" },
  { table: "drafts", one: "unsaved draft", many: "unsaved drafts" },
  { table: "snapshots", one: "text of the local history", many: "texts of the local history" },
  { table: "templates", one: "template", many: "templates" },
];
/** Tables without a number that says something to people. */
const parts: Record<string, string> = { journal: "histories of executions", map_children: "items of Map Runs" };

/** What was kept: `60 executions`, `2 state machines`. Those two are said even if there are none. */
export function keptWords({ tables }: Recovered): string[] {
  const rows = (name: string) => tables.find((table) => table.name === name)?.rows ?? 0;
  return things.filter(({ table }, at) => at < 2 || rows(table) > 0).map(({ table, one, many }) => count(rows(table), one, many));
}

/** What could not be read completely. */
export function lostWords({ tables }: Recovered): string[] {
  const lost = tables.filter(({ whole }) => !whole).map(({ name }) => name);
  const words = lost.map((name) => things.find(({ table }) => table === name)?.many ?? parts[name] ?? "other records");
  return [...new Set(words)];
}
