import { beforeEach, expect, test } from "vitest";
import type { Action } from "./action";
import { Keymap } from "./keymap";

const action = (id: string, ...keys: string[]): Action => ({
  id,
  title: id,
  group: "Edit",
  keys,
  scope: "everywhere",
  run: () => {},
});
const [undo, redo] = [action("undo", "Ctrl+Z"), action("redo", "Ctrl+Y")];

beforeEach(() => localStorage.clear());

test("own keys are remembered and can be given back", () => {
  new Keymap().set(undo, ["Alt+U"]);
  const later = new Keymap();
  expect(later.keysOf(undo)).toEqual(["Alt+U"]);
  expect(later.isOwn(undo)).toBe(true);
  later.set(undo, null);
  expect(new Keymap().keysOf(undo)).toEqual(["Ctrl+Z"]);
});

test("a conflict is named by the other action", () => {
  const keymap = new Keymap();
  expect(keymap.conflict([undo, redo], undo, "Ctrl+Y")?.id).toBe("redo");
  expect(keymap.conflict([undo, redo], undo, "Ctrl+Z")).toBeNull();
  keymap.set(redo, []);
  expect(keymap.conflict([undo, redo], undo, "Ctrl+Y")).toBeNull();
});

test("a broken memory is the same as none", () => {
  localStorage.setItem("shortcuts", "{");
  expect(new Keymap().keysOf(undo)).toEqual(["Ctrl+Z"]);
});

test("a page promises no keys that the browser keeps for itself", () => {
  const close = action("close", "Ctrl+W", "Alt+W");
  expect(new Keymap().working(close)).toEqual(["Alt+W"]);
  expect(new Keymap().label(close)).toBe("Alt+W");
});
