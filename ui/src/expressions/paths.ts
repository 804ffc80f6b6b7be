import { syntaxTree } from "@codemirror/language";
import type { EditorView } from "@codemirror/view";

export type Language = "JSONPath" | "JSONata";

/** A field of the data, by the keys that lead to it. */
export type Keys = readonly (string | number)[];

/** Under which a dragged field travels. */
const dragType = "application/x-signalbox-path";

/** Sends a field along with a drag. */
export function drag(event: DragEvent, keys: Keys): void {
  event.dataTransfer?.setData(dragType, JSON.stringify(keys));
}

/** Lets a field be dropped here. */
export function allowDrop(event: DragEvent): void {
  if (event.dataTransfer?.types.includes(dragType)) event.preventDefault();
}

/** The field that is dropped; null if it is something else, which is the browser's. */
export function dropped(event: DragEvent): Keys | null {
  const keys = event.dataTransfer?.getData(dragType);
  if (!keys) return null;
  event.preventDefault();
  return JSON.parse(keys) as Keys;
}

const isPlain = (key: string) => /^[A-Za-z_]\w*$/.test(key);

/** `$.a.b[0]`, or `$states.input.a.b[0]`. */
export function pathOf(language: Language, keys: Keys): string {
  const step = (key: string | number) => {
    if (typeof key === "number") return `[${key}]`;
    if (isPlain(key)) return `.${key}`;
    return language === "JSONata" ? `.\`${key}\`` : `['${key.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}']`;
  };
  return (language === "JSONata" ? "$states.input" : "$") + keys.map(step).join("");
}

/** A field as a value that stands alone: a path, or an expression. */
export function valueOf(language: Language, keys: Keys): string {
  const path = pathOf(language, keys);
  return language === "JSONata" ? `{% ${path} %}` : path;
}

/** A field as a member of an object: `"b.$": "$.a.b"`, or `"b": "{% $states.input.a.b %}"`. */
export function memberOf(language: Language, keys: Keys): string {
  const last = [...keys].reverse().find((key) => typeof key === "string") ?? "input";
  const name = language === "JSONata" ? last : `${last}.$`;
  return `${JSON.stringify(name)}: ${JSON.stringify(valueOf(language, keys))}`;
}

/** Writes a field of the data into JSON that is edited: a member between members, an item between items, a path inside a text. */
export function insertPath(view: EditorView, at: number, language: Language, keys: Keys): void {
  const { from, to, insert } = insertion(view, at, language, keys);
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: "input.drop" });
  view.focus();
}

/** Whether a field of the data would take the place of all that is there: nothing yet, or one value that is no expression around the place. */
export function takesAll(view: EditorView, at: number, language: Language): boolean {
  const root = syntaxTree(view.state).topNode.firstChild;
  const isContainer = root?.name === "Object" || root?.name === "Array";
  return !isContainer && !(language === "JSONata" && isOpen(view, at));
}

/** Inside of `{% … %}`. */
function isOpen(view: EditorView, at: number): boolean {
  const before = view.state.sliceDoc(0, at);
  return before.lastIndexOf("{%") > before.lastIndexOf("%}");
}

interface Insert {
  from: number;
  to: number;
  insert: string;
}

function insertion(view: EditorView, at: number, language: Language, keys: Keys): Insert {
  const { state } = view;
  const member = memberOf(language, keys);
  const blank = state.doc.toString().trim() === "";
  if (takesAll(view, at, language)) {
    const insert = language === "JSONata" && !blank ? JSON.stringify(valueOf(language, keys)) : `{\n  ${member}\n}`;
    return { from: 0, to: state.doc.length, insert };
  }
  const node = syntaxTree(state).resolveInner(at, -1);
  if (node.name === "String" && at > node.from && at < node.to) {
    const alone = language === "JSONata" && !isOpen(view, at);
    return { from: at, to: at, insert: alone ? valueOf(language, keys) : pathOf(language, keys) };
  }
  let around = syntaxTree(state).resolveInner(at, 0);
  while (around.parent && around.name !== "Object" && around.name !== "Array") around = around.parent;
  const container = around.parent ? around : (around.firstChild ?? around);
  if (container.name !== "Array") return between(view, container, at, container.getChildren("Property"), member);
  const items = [];
  for (let item = container.firstChild; item; item = item.nextSibling) if (!/^[[\],]$/.test(item.name)) items.push(item);
  return between(view, container, at, items, JSON.stringify(valueOf(language, keys)));
}

/** Behind the member or item before the place, with the commas that are needed. */
function between(
  view: EditorView,
  container: { from: number; to: number },
  at: number,
  entries: readonly { to: number }[],
  entry: string,
): Insert {
  const before = entries.filter(({ to }) => to <= at).at(-1);
  const indent = " ".repeat(2 + (/^ */.exec(view.state.doc.lineAt(container.from).text)?.[0].length ?? 0));
  if (before) return { from: before.to, to: before.to, insert: `,\n${indent}${entry}` };
  const from = container.from + 1;
  return { from, to: from, insert: `\n${indent}${entry}${entries.length > 0 ? "," : `\n${indent.slice(2)}`}` };
}
