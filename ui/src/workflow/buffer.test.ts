import { describe, expect, test } from "vitest";
import { TextBuffer, changed } from "./buffer";

const step = (summary: string) => ({ summary, before: [], after: [] });

describe("text buffer", () => {
  test.each(['{\r\n  "a": 1\r\n}\r\n', '{\n"a":1}', "", "\u{FEFF}{}", "a\rb\r\nc\n", '{"k": "😀"}'])(
    "keeps %j as it is",
    (text) => {
      expect(new TextBuffer(text).text).toBe(text);
    },
  );

  test("offsets count carriage returns and surrogate halves", () => {
    const buffer = new TextBuffer("😀\r\nx");
    buffer.apply([[{ from: 4, to: 5, insert: "y" }]], step("Change x"));
    expect(buffer.text).toBe("😀\r\ny");
  });

  test("an edit can be undone and redone by name", () => {
    const buffer = new TextBuffer("one");
    buffer.apply([[{ from: 0, to: 3, insert: "two" }]], step("Rename one"));
    buffer.apply([[{ from: 0, to: 3, insert: "three" }]], step("Rename two"));
    expect(buffer.undoStep()?.summary).toBe("Rename two");
    expect(buffer.undo()?.summary).toBe("Rename two");
    expect(buffer.text).toBe("two");
    expect(buffer.redoStep()?.summary).toBe("Rename two");
    expect(buffer.undo()?.summary).toBe("Rename one");
    expect([buffer.text, buffer.undoStep()]).toEqual(["one", null]);
    expect([buffer.redo()?.summary, buffer.redo()?.summary, buffer.redo()]).toEqual(["Rename one", "Rename two", null]);
    expect(buffer.text).toBe("three");
  });

  test("edits that belong together are one step", () => {
    const buffer = new TextBuffer("abc");
    buffer.apply([[{ from: 0, to: 1, insert: "" }], [{ from: 1, to: 2, insert: "C\nD" }]], step("Both"));
    expect(buffer.text).toBe("bC\nD");
    buffer.undo();
    expect(buffer.text).toBe("abc");
  });

  test("a new edit after undo forgets what could be redone", () => {
    const buffer = new TextBuffer("a");
    buffer.apply([[{ from: 0, to: 1, insert: "b" }]], step("To b"));
    buffer.undo();
    buffer.apply([[{ from: 0, to: 1, insert: "c" }]], step("To c"));
    expect([buffer.redoStep(), buffer.undoStep()?.summary]).toEqual([null, "To c"]);
  });

  test("typing in an editor and structural edits share one history", () => {
    const buffer = new TextBuffer("a");
    buffer.take([buffer.state.update({ changes: { from: 1, insert: "x" }, userEvent: "input.type" })]);
    buffer.apply([[{ from: 0, to: 0, insert: ">" }]], step("Mark"));
    expect([buffer.text, buffer.revision()]).toEqual([">ax", 2]);
    expect([buffer.undo()?.summary, buffer.undo()?.summary]).toEqual(["Mark", "Typing"]);
    expect(buffer.text).toBe("a");
  });
});

test("changes apply to a text from left to right", () => {
  expect(
    changed("abcdef", [
      { from: 4, to: 5, insert: "E" },
      { from: 0, to: 1, insert: "A" },
    ]),
  ).toBe("AbcdEf");
});
