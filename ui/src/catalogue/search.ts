import type { StockItem } from "../workflow/stock";

/** What of an item is compared with what somebody types. Small letters. */
interface Text {
  /** The title without spaces: `getitem`. */
  joined: string;
  /** Service and title in words, each behind a blank: ` dynamodb get item getitem`. */
  words: string;
  /** Other words for it, each between blanks. */
  others: string;
}

const texts = new WeakMap<StockItem, Text>();

function textOf(item: StockItem): Text {
  const known = texts.get(item);
  if (known) return known;
  const title = item.title.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  const joined = item.title.replaceAll(/[\s-]+/g, "").toLowerCase();
  const made = {
    joined,
    words: ` ${item.service?.toLowerCase() ?? ""} ${title} ${joined}`,
    others: ` ${item.words.join(" ")} `,
  };
  texts.set(item, made);
  return made;
}

/** How well an item fits, 0 best; null if not at all. */
function rank(item: StockItem, query: readonly string[], joined: string): number | null {
  const text = textOf(item);
  if (text.joined === joined) return 0;
  if (text.joined.startsWith(joined)) return 1;
  if (item.group !== "Actions" && query.every((word) => text.others.includes(` ${word} `))) return 1;
  if (query.every((word) => text.words.includes(` ${word}`))) return 2;
  if (query.every((word) => text.words.includes(` ${word}`) || text.others.includes(` ${word}`))) return 3;
  if (text.joined.includes(joined) || query.every((word) => text.words.includes(word) || text.others.includes(word))) return 4;
  return item.group !== "Actions" && inOrder(text.joined, joined) ? 5 : null;
}

function inOrder(text: string, letters: string): boolean {
  let next = 0;
  for (const letter of text) if (letter === letters[next]) next += 1;
  return next === letters.length;
}

/** How far an item's kind moves it back among others that fit about as well: states, then patterns, then actions. */
const distance = (item: StockItem): number =>
  item.group === "Patterns" ? 1 : item.id.includes(":::aws-sdk:") ? 3 : item.service ? 2 : 0;

/** Items that match a search, best first; all of them if nothing is wanted. Equal ones stay in their order. */
export function search(items: readonly StockItem[], wanted: string): StockItem[] {
  const query = wanted.trim().toLowerCase().split(/\s+/);
  const joined = query.join("");
  if (joined === "") return [...items];
  const buckets: StockItem[][] = [];
  for (const item of items) {
    const found = rank(item, query, joined);
    if (found !== null) (buckets[found * 2 + distance(item)] ??= []).push(item);
  }
  return buckets.flat();
}
