/**
 * Signs in the comment of a state: a word behind a `#`. One that names a colour colours its card, any other puts it into a
 * group. They are part of the text like the rest of the comment, so they travel with it, and AWS does not mind.
 */

/** The colours that have names, in the order of the rainbow. */
export const colours = ["red", "orange", "yellow", "green", "teal", "blue", "purple", "pink"] as const;
export type Colour = (typeof colours)[number];

export interface Tags {
  colour: Colour | null;
  /** Names of groups, as they are written. */
  groups: readonly string[];
  /** What is left of the comment without its tags. */
  words: string;
}

const tag = /(^|\s)#(\p{L}[\p{L}\p{N}_-]*)(?=[\s.,;:!?)]|$)/gu;
const isColour = (word: string): word is Colour => (colours as readonly string[]).includes(word);

/** What a comment says by its tags. Of several colours the last one counts. */
export function tagsOf(comment: string): Tags {
  if (!comment.includes("#")) return { colour: null, groups: [], words: comment };
  const names = [...comment.matchAll(tag)].map(([, , name]) => name ?? "");
  const groups = new Map(names.filter((name) => !isColour(name.toLowerCase())).map((name) => [name.toLowerCase(), name]));
  const colour = names.map((name) => name.toLowerCase()).findLast(isColour) ?? null;
  return { colour, groups: [...groups.values()], words: comment.replace(tag, "").trim() };
}

/** The comment with another colour, or none. */
export const withColour = (comment: string, colour: Colour | null): string => replaced(comment, (name) => isColour(name), colour);

/** Whether a comment puts its state into a group, whatever its letters' case. */
export const isIn = (comment: string, group: string): boolean =>
  tagsOf(comment).groups.some((other) => other.toLowerCase() === group.toLowerCase());

/** The comment with a group or without it. */
export function withGroup(comment: string, group: string, within: boolean): string {
  if (!within) return replaced(comment, (name) => name === group.toLowerCase(), null);
  return isIn(comment, group) ? comment : added(comment, group);
}

/** A name of a group as it can be written behind a `#`: `Order flow` is `Order-flow`. Empty if nothing is left. */
export const groupName = (text: string): string =>
  text
    .trim()
    .replace(/^#/, "")
    .replace(/\s+/g, "-")
    .replace(/[^\p{L}\p{N}_-]/gu, "")
    .replace(/^[^\p{L}]+/u, "");

/** The colour of a group: the same for the same name everywhere. */
export function hueOf(group: string): Colour {
  let sum = 0;
  for (const letter of group.toLowerCase()) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return colours[sum % colours.length] ?? "blue";
}

function replaced(comment: string, goes: (name: string) => boolean, by: string | null): string {
  const left = comment.replace(tag, (all, _blank, name: string) => (goes(name.toLowerCase()) ? "" : all)).trim();
  return by === null ? left : added(left, by);
}

const added = (comment: string, name: string): string => (comment === "" ? `#${name}` : `${comment} #${name}`);
