import type { Json } from "../api/generated";

// Strings are matched too, so that nothing inside them is.
const foreign = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\$\{[^}]*\}/g;
const trailing = /"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g;

/**
 * What a JSON text says, read as the back end reads it: comments and commas before a closing bracket say nothing, and
 * a `${placeholder}` outside a string is its own text. Null if it cannot be read.
 */
export function readLenient(text: string): Json {
  const told = text.replace(foreign, (token) => {
    if (token.startsWith("/")) return " ";
    return token.startsWith("$") ? JSON.stringify(token) : token;
  });
  const closed = told.replace(trailing, (token) => (token.startsWith(",") ? "" : token));
  try {
    return JSON.parse(closed) as Json;
  } catch {
    return null;
  }
}
