/** Texts shorter than this are sent as they are. In characters. */
const least = 4096;
/** So many characters are compared at once. */
const block = 4096;

/** A request as it is sent: its text shortened to what is new in it, and the header that says so. */
export interface Sent {
  request: object;
  header: string | null;
  /** The other end has it. */
  arrived(): void;
}

/** What the other end knows of the texts of this page: of a long text only what has changed since is sent. */
export class SentTexts {
  readonly #page = crypto.randomUUID();
  #count = 0;
  #known: { id: string; text: string } | null = null;

  /** How to send a request that may hold a text. */
  shorten(request: object): Sent {
    const text = "text" in request ? request.text : null;
    if (typeof text !== "string" || text.length < least) return { request, header: null, arrived: () => {} };
    this.#count += 1;
    const id = `${this.#page}.${this.#count}`;
    const arrived = () => void (this.#known = { id, text });
    const base = this.#known;
    if (base === null) return { request, header: id, arrived };
    const { from, to, insert } = difference(base.text, text);
    return { request: { ...request, text: insert }, header: `${id} ${base.id} ${from} ${to}`, arrived };
  }

  /** The other end has lost what it knew. */
  forget(): void {
    this.#known = null;
  }
}

/** What makes one text another. Never cuts a character in two. */
export function difference(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let from = same(most, (at, length) => before.slice(at, at + length) === after.slice(at, at + length));
  if (isSecondHalf(before, from) || isSecondHalf(after, from)) from -= 1;
  const [last, end] = [before.length, after.length];
  let tail = same(most - from, (at, length) => {
    return before.slice(last - at - length, last - at) === after.slice(end - at - length, end - at);
  });
  if (isSecondHalf(before, last - tail) || isSecondHalf(after, end - tail)) tail -= 1;
  return { from, to: last - tail, insert: after.slice(from, end - tail) };
}

/** How far two texts of this length are the same: blocks at a time, then smaller and smaller ones. */
function same(length: number, isSame: (at: number, length: number) => boolean): number {
  let at = 0;
  for (let size = block; size >= 1; size = Math.floor(size / 4)) while (at + size <= length && isSame(at, size)) at += size;
  return at;
}

function isSecondHalf(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff;
}
