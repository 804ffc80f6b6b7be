import { expect, test, vi } from "vitest";
import { keysOf, press } from "./shortcuts";

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

test.each([
  [{ ...plain, key: "s", ctrlKey: true }, "Ctrl+S"],
  [{ ...plain, key: "Z", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+Z"],
  [{ ...plain, key: "s", metaKey: true }, "Ctrl+S"],
  [{ ...plain, key: "F5", shiftKey: true }, "Shift+F5"],
  [{ ...plain, key: "?", shiftKey: true }, "?"],
  [{ ...plain, key: "/" }, "/"],
])("reads %j as %s", (event, keys) => expect(keysOf(event)).toBe(keys));

test("a single letter does nothing while somebody writes", () => {
  const run = vi.fn();
  const field = document.createElement("input");
  document.body.append(field);
  field.addEventListener("keydown", (event) =>
    press(event, [
      { keys: "/", title: "Search", everywhere: false, run },
      { keys: "Ctrl+S", title: "Save", everywhere: true, run },
    ]),
  );
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "/", cancelable: true }));
  expect(run).not.toHaveBeenCalled();
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "s", ctrlKey: true, cancelable: true }));
  expect(run).toHaveBeenCalledOnce();
});
