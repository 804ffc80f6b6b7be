import { json } from "@codemirror/lang-json";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { describe, expect, it } from "vitest";
import { insertPath, memberOf, pathOf, type Language } from "./paths";

describe("a field of the data as a path", () => {
  it.each([
    ["JSONPath", ["a", "b"], "$.a.b"],
    ["JSONPath", ["a", 0, "weight kg"], "$.a[0]['weight kg']"],
    ["JSONPath", [], "$"],
    ["JSONata", ["a", 0, "weight kg"], "$states.input.a[0].`weight kg`"],
  ] as const)("%s %j is %s", (language, keys, path) => {
    expect(pathOf(language, keys)).toBe(path);
  });

  it("is a member under its last name", () => {
    expect(memberOf("JSONPath", ["order", "id"])).toBe(`"id.$": "$.order.id"`);
    expect(memberOf("JSONata", ["lines", 2])).toBe(`"lines": "{% $states.input.lines[2] %}"`);
  });
});

describe("a path that is inserted", () => {
  // `|` is where it is dropped.
  it.each<[Language, string, string]>([
    ["JSONPath", "|", `{\n  "id.$": "$.o.id"\n}`],
    ["JSONPath", "{|}", `{\n  "id.$": "$.o.id"\n}`],
    ["JSONPath", `{ "a": 1| }`, `{ "a": 1,\n  "id.$": "$.o.id" }`],
    ["JSONPath", `{|"a": 1}`, `{\n  "id.$": "$.o.id","a": 1}`],
    ["JSONPath", `{"a.$": "|"}`, `{"a.$": "$.o.id"}`],
    ["JSONata", `{"a": "|"}`, `{"a": "{% $states.input.o.id %}"}`],
    ["JSONata", `{"a": "{% 1 + | %}"}`, `{"a": "{% 1 + $states.input.o.id %}"}`],
    ["JSONata", `"hel|lo"`, `"{% $states.input.o.id %}"`],
    ["JSONata", `"hello"|`, `"{% $states.input.o.id %}"`],
    ["JSONata", `"{% 1 + | %}"`, `"{% 1 + $states.input.o.id %}"`],
    ["JSONPath", `"hel|lo"`, `{\n  "id.$": "$.o.id"\n}`],
    ["JSONPath", `12|`, `{\n  "id.$": "$.o.id"\n}`],
    ["JSONata", `[1|, 2]`, `[1,\n  "{% $states.input.o.id %}", 2]`],
    ["JSONata", `[|]`, `[\n  "{% $states.input.o.id %}"\n]`],
    ["JSONata", `{"a": [{"b": 1}|]}`, `{"a": [{"b": 1},\n  "{% $states.input.o.id %}"]}`],
  ])("%s %j", (language, text, after) => {
    const at = text.indexOf("|");
    const view = new EditorView({ state: EditorState.create({ doc: text.replace("|", ""), extensions: [json()] }) });
    insertPath(view, at, language, ["o", "id"]);
    expect(view.state.doc.toString()).toBe(after);
    expect(() => JSON.parse(after) as unknown).not.toThrow();
    view.destroy();
  });
});
