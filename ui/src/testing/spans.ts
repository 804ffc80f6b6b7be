/** Spans of every object member in a JSON text, by pointer. Only for tests and previews; the back end has the real one. */
export function spansOf(text: string): Map<string, { from: number; to: number }> {
  const spans = new Map<string, { from: number; to: number }>();
  let at = 0;
  const skip = () => {
    while (/\s/.test(text.charAt(at))) at += 1;
  };
  const string = (): string => {
    const start = at;
    at += 1;
    while (text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
    at += 1;
    return JSON.parse(text.slice(start, at)) as string;
  };
  const value = (pointer: string): void => {
    skip();
    const open = text.charAt(at);
    if (open === '"') return void string();
    if (open !== "{" && open !== "[") {
      while (/[^\s,\]}]/.test(text.charAt(at))) at += 1;
      return;
    }
    at += 1;
    for (let index = 0; ; index += 1) {
      skip();
      if (/[\]}]/.test(text.charAt(at))) break;
      const from = at;
      const key = open === "{" ? string() : String(index);
      if (open === "{") {
        skip();
        at += 1;
      }
      const child = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      value(child);
      spans.set(child, { from, to: at });
      skip();
      if (text.charAt(at) === ",") at += 1;
    }
    at += 1;
  };
  value("");
  return spans;
}
