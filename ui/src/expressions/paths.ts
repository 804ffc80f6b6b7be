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

/** Writes a field of the data into JSON that is edited: a member between members, a path inside a text. */
export function insertPath(view: EditorView, at: number, language: Language, keys: Keys): void {
  const { from, insert } = insertion(view, at, language, keys);
  view.dispatch({ changes: { from, insert }, selection: { anchor: from + insert.length }, userEvent: "input.drop" });
  view.focus();
}

function insertion(view: EditorView, at: number, language: Language, keys: Keys): { from: number; insert: string } {
  const { state } = view;
  const member = memberOf(language, keys);
  if (state.doc.toString().trim() === "") return { from: at, insert: `{\n  ${member}\n}` };
  const node = syntaxTree(state).resolveInner(at, -1);
  if (node.name === "String" && at > node.from && at < node.to) {
    const before = state.sliceDoc(node.from, at);
    const open = before.lastIndexOf("{%") > before.lastIndexOf("%}");
    return { from: at, insert: language === "JSONata" && !open ? valueOf(language, keys) : pathOf(language, keys) };
  }
  let object = syntaxTree(state).resolveInner(at, 0);
  while (object.parent && object.name !== "Object") object = object.parent;
  if (object.name !== "Object") {
    const first = syntaxTree(state).topNode.firstChild;
    if (first?.name !== "Object") return { from: at, insert: JSON.stringify(valueOf(language, keys)) };
    object = first;
  }
  return between(view, object, at, member);
}

/** Behind the member before the place, with the commas that are needed. */
function between(
  view: EditorView,
  object: { from: number; to: number; getChildren(name: string): { to: number }[] },
  at: number,
  member: string,
): { from: number; insert: string } {
  const members = object.getChildren("Property");
  const before = members.filter(({ to }) => to <= at).at(-1);
  const indent = " ".repeat(2 + (/^ */.exec(view.state.doc.lineAt(object.from).text)?.[0].length ?? 0));
  if (before) return { from: before.to, insert: `,\n${indent}${member}` };
  const first = members.length > 0;
  return { from: object.from + 1, insert: `\n${indent}${member}${first ? "," : `\n${indent.slice(2)}`}` };
}
