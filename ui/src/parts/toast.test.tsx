import { fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ToastRegion, Toasts } from "./toast";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const shown = () => screen.queryByText("Deleted A") !== null;

test("a message stays while somebody points at it or has the keyboard in it, so that Undo can be pressed", () => {
  const [toasts, undo] = [new Toasts(), vi.fn()];
  render(() => <ToastRegion toasts={toasts} />);
  toasts.show({ tone: "plain", title: "Deleted A", action: { label: "Undo", run: undo } });
  fireEvent.pointerOver(screen.getByText("Deleted A"));
  vi.advanceTimersByTime(20_000);
  expect(shown()).toBe(true);
  fireEvent.pointerLeave(screen.getByRole("region", { name: "Messages" }));
  screen.getByRole("button", { name: "Undo" }).focus();
  vi.advanceTimersByTime(20_000);
  expect(shown()).toBe(true);
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect([undo.mock.calls.length, shown()]).toEqual([1, false]);
});

test("a message that nobody looks at goes by itself; bad news stay", () => {
  const toasts = new Toasts();
  render(() => <ToastRegion toasts={toasts} />);
  toasts.show({ tone: "good", title: "Deleted A" });
  toasts.show({ tone: "bad", title: "Not saved" });
  vi.advanceTimersByTime(6_000);
  expect(shown()).toBe(false);
  expect(screen.getByRole("alert").textContent).toContain("Not saved");
});
