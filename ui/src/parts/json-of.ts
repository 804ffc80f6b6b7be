/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a JSON text says; undefined for no text, and for one that is not JSON. */
export function jsonOf(text: string | null): Json | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

/** What the browser keeps under a name, as JSON. A broken entry is the same as none. */
export function keptJson(place: string): Json | undefined {
  try {
    return jsonOf(localStorage.getItem(place));
  } catch {
    // Storage may be shut off.
    return undefined;
  }
}
