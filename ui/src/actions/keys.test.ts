import { expect, test, vi } from "vitest";
import type { Action } from "./action";
import { keymap } from "./keymap";
import { keysOf, press, shown } from "./keys";

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
  const [run, tell] = [vi.fn(), vi.fn()];
  const action = (more: Partial<Action>): Action => ({
    id: "a",
    title: "A",
    group: "Go",
    keys: [],
    scope: "outside fields",
    run,
    ...more,
  });
  const field = document.createElement("input");
  document.body.append(field);
  field.addEventListener("keydown", (event) =>
    press(event, [action({ keys: ["/"] }), action({ keys: ["Ctrl+S"], scope: "everywhere" })], keymap, tell),
  );
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "/", cancelable: true }));
  expect(run).not.toHaveBeenCalled();
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "s", ctrlKey: true, cancelable: true }));
  expect(run).toHaveBeenCalledOnce();
});

test("a letter that somebody gave to an action of the whole window is still written in fields", () => {
  const run = vi.fn();
  const actions: Action[] = [{ id: "file.save", title: "Save", group: "File", keys: ["X", "F9"], scope: "everywhere", run }];
  const field = document.createElement("input");
  document.body.append(field);
  const listen = (event: KeyboardEvent) => press(event, actions, keymap, vi.fn());
  window.addEventListener("keydown", listen);
  const hit = (target: HTMLElement, key: string) =>
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  expect(hit(field, "x"), "the field gets it").toBe(true);
  expect(run).not.toHaveBeenCalled();
  hit(field, "F9");
  hit(document.body, "x");
  expect(run).toHaveBeenCalledTimes(2);
  window.removeEventListener("keydown", listen);
});

test("keys of the canvas work only there, and what cannot be done says why", () => {
  const [run, tell] = [vi.fn(), vi.fn()];
  const actions: Action[] = [
    { id: "one", title: "One", group: "Go", keys: ["A"], scope: "canvas", run },
    { id: "two", title: "Two", group: "Go", keys: ["B"], scope: "outside fields", blocked: () => "Select a state first", run },
  ];
  const canvas = document.createElement("div");
  canvas.className = "canvas";
  document.body.append(canvas);
  const listen = (event: KeyboardEvent) => press(event, actions, keymap, tell);
  window.addEventListener("keydown", listen);
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true, cancelable: true }));
  expect(run).not.toHaveBeenCalled();
  canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true, cancelable: true }));
  expect(run).toHaveBeenCalledOnce();
  canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "b", bubbles: true, cancelable: true }));
  expect(tell).toHaveBeenCalledWith("Select a state first");
  window.removeEventListener("keydown", listen);
});

test("keys are shown as people read them", () => {
  expect(["Ctrl+D", "Alt+Shift+ArrowUp", "+", "Delete"].map(shown)).toEqual(["Ctrl+D", "Alt+Shift+↑", "+", "Del"]);
});
