import { fireEvent, render } from "@solidjs/testing-library";
import X from "lucide-solid/icons/x";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Button } from "./button";
import { Tooltip } from "./tooltip";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const buttons = () =>
  render(() => (
    <>
      <Button icon={X} name="Close" shortcut="Ctrl+W" />
      <Button tip="Nothing is selected" disabled>
        Delete
      </Button>
      <Button>Plain</Button>
      <Tooltip />
    </>
  ));
const words = () => document.querySelector("[role=tooltip]")?.textContent ?? null;

test("a button is explained when the pointer has rested on it, and no longer when it goes", () => {
  const { getByRole } = buttons();
  fireEvent.pointerOver(getByRole("button", { name: "Close" }));
  expect(words()).toBeNull();
  vi.advanceTimersByTime(500);
  expect(words()).toBe("CloseCtrl+W");
  fireEvent.pointerOver(document.body);
  expect(words()).toBeNull();
});

test("who reads on does not wait again, and a press ends it", () => {
  const { getByRole } = buttons();
  fireEvent.pointerOver(getByRole("button", { name: "Close" }));
  vi.advanceTimersByTime(500);
  const off = getByRole("button", { name: "Delete" });
  fireEvent.pointerOver(off);
  vi.advanceTimersByTime(0);
  expect(words()).toBe("Nothing is selected");
  fireEvent.pointerDown(off);
  expect(words()).toBeNull();
});

test("screen readers hear why a button is off, but not its name twice", () => {
  const { getByRole } = buttons();
  for (const [name, described] of [
    ["Delete", true],
    ["Close", false],
  ] as const) {
    const button = getByRole("button", { name });
    fireEvent.pointerOver(button);
    vi.advanceTimersByTime(500);
    expect(words()).not.toBeNull();
    expect(button.hasAttribute("aria-describedby")).toBe(described);
    fireEvent.keyDown(button, { key: "Escape" });
    expect(words()).toBeNull();
    expect(button.hasAttribute("aria-describedby")).toBe(false);
  }
});

test("a finger and a button that says all are left alone", () => {
  const { getByRole } = buttons();
  fireEvent.pointerOver(getByRole("button", { name: "Close" }), { pointerType: "touch" });
  vi.advanceTimersByTime(1_000);
  expect(words()).toBeNull();
  fireEvent.pointerOver(getByRole("button", { name: "Plain" }));
  vi.advanceTimersByTime(1_000);
  expect(words()).toBeNull();
});
