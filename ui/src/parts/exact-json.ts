import { jsonOf, type Json } from "./json-of";

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/** The parts of a JSON text, in their order. */
export const tokensOf = (text: string): readonly string[] => text.match(tokens) ?? [];

/** What a JSON text says, with its scalars as they are written: numbers keep all their digits, and members their order. */
export type Exact = string | Exact[] | Map<string, Exact>;

/** Undefined for no text, and for one that is not JSON. */
export function exactOf(text: string | null): Exact | undefined {
  if (text === null || jsonOf(text) === undefined) return undefined;
  const top: Exact[] = [];
  const open: { into: Exact[] | Map<string, Exact>; key: string | null }[] = [{ into: top, key: null }];
  for (const token of tokensOf(text)) {
    const here = open.at(-1);
    if (token === "," || token === ":" || !here) continue;
    if (token === "}" || token === "]") {
      open.pop();
      continue;
    }
    if (here.into instanceof Map && here.key === null) {
      here.key = String(jsonOf(token));
      continue;
    }
    const value = token === "{" ? new Map<string, Exact>() : token === "[" ? [] : token;
    if (here.into instanceof Map) here.into.set(here.key ?? "", value);
    else here.into.push(value);
    here.key = null;
    if (typeof value !== "string") open.push({ into: value, key: null });
  }
  return top[0];
}

/** A value that a reply has brought, which knows no more digits than JavaScript does. */
export const exactly = (value: Json): Exact => exactOf(JSON.stringify(value)) ?? "null";
