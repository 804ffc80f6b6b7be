import type { OutlineState, Problem, StatePath } from "../api/generated";

/** What is searched: the states, their texts and what is wrong with them. */
export interface Searched {
  outline: readonly OutlineState[];
  problems: readonly Problem[];
  /** The text of a state, name included, without that of the states inside. */
  textOf: (state: OutlineState) => string;
}

/** The words that narrow a search, for the help beside the field. */
export const filters = "type:map  is:error  is:warning  is:unreachable  is:approval  is:off  uses:$name";

/** States that fit all words of a query, those with the words in their names first: words anywhere in the state's text, or filters such as `type:map`, `is:error`, `uses:$var`. */
export function find({ outline, problems, textOf }: Searched, query: string): StatePath[] {
  const words = query
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  const bad = new Map<StatePath, Set<string>>();
  for (const { state, severity, message } of problems) {
    if (state === null) continue;
    const kinds = bad.get(state) ?? new Set();
    kinds.add(severity);
    if (message.includes("not reachable")) kinds.add("unreachable");
    bad.set(state, kinds);
  }
  const fits = (state: OutlineState) => {
    let text: string | null = null;
    return words.every((word) => {
      const [, kind, value] = /^(type|is|uses):(.*)$/.exec(word) ?? [];
      if (kind === "type") return state.type.toLowerCase().startsWith(value ?? "");
      if (kind === "is") return is(state, value ?? "") || (bad.get(state.path)?.has(value ?? "") ?? false);
      text ??= `${state.subtitle}\n${textOf(state)}`.toLowerCase();
      return text.includes(kind === "uses" ? (value ?? "") : word);
    });
  };
  const found = outline.filter(fits);
  const named = ({ name }: OutlineState) => words.every((word) => name.toLowerCase().includes(word));
  // Who types a name wants that state, and only then those that speak of it.
  return [...found.filter(named), ...found.filter((state) => !named(state))].map(({ path }) => path);
}

/** What a state is, whatever is wrong with it. */
function is(state: OutlineState, word: string): boolean {
  return (word === "approval" && state.subtitle === "Human approval") || (word === "off" && state.off);
}
