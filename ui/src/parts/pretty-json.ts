import { tokensOf } from "./exact-json";
import { jsonOf } from "./json-of";

/** JSON text laid out for reading; numbers, keys and their order stay as written. Text that is not JSON as it is. */
export function pretty(text: string): string {
  if (jsonOf(text) === undefined) return text;
  let laidOut = "";
  let depth = 0;
  let before = "";
  for (const token of tokensOf(text)) {
    const opened = before === "{" || before === "[";
    const closes = token === "}" || token === "]";
    if (closes) depth -= 1;
    if (opened ? !closes : closes || before === ",") laidOut += `\n${"  ".repeat(depth)}`;
    else if (before === ":") laidOut += " ";
    if (token === "{" || token === "[") depth += 1;
    laidOut += token;
    before = token;
  }
  return laidOut;
}
