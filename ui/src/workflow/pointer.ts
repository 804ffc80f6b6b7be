import type { Json } from "../api/generated";

/** JSON pointers (RFC 6901), as the back end names states, fields and transitions. */
export function join(base: string, ...keys: (string | number)[]): string {
  return keys.reduce<string>((path, key) => `${path}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`, base);
}

/** The keys of a pointer. */
export function split(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The last key of a pointer: a state's name if it points to a state. */
export function leaf(pointer: string): string {
  return split(pointer).at(-1) ?? "";
}

/** The value a pointer names, or undefined. */
export function at(value: Json, pointer: string): Json | undefined {
  let here: Json | undefined = value;
  for (const key of split(pointer)) {
    if (here === null || typeof here !== "object") return undefined;
    here = Array.isArray(here) ? here[Number(key)] : here[key];
  }
  return here;
}
