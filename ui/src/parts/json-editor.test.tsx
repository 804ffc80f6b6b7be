import { fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { JsonEditor } from "./json-editor";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const late = () => render(() => <JsonEditor late name="Payload" value={'{ "id": 7 }'} onInput={() => {}} />);
const editor = () => document.querySelector<HTMLElement>(".cm-content");
const words = () => screen.getByRole("textbox", { name: "Payload" }).textContent;

test("what an editor will show is there before it, and after it", () => {
  late();
  expect([editor(), words()]).toEqual([null, '{ "id": 7 }']);
  vi.advanceTimersByTime(1_000);
  expect(editor()).not.toBeNull();
  expect(words()).toBe('{ "id": 7 }');
});

test("whoever comes with the pointer or the keyboard finds the editor", () => {
  late();
  fireEvent.pointerOver(screen.getByRole("textbox", { name: "Payload" }));
  expect(editor()).not.toBeNull();
});

test("the focus goes on to the editor", () => {
  late();
  screen.getByRole("textbox", { name: "Payload" }).focus();
  expect(editor()).not.toBeNull();
  expect(document.activeElement).toBe(editor());
});
