import { render, screen } from "@solidjs/testing-library";
import { batch, createSignal } from "solid-js";
import { expect, test } from "vitest";
import { VirtualList } from "./virtual-list";

test("rows that arrive with the end of the run are followed too", () => {
  const [rows, setRows] = createSignal([1, 2]);
  const [running, setRunning] = createSignal(true);
  render(() => <VirtualList name="Steps" rows={rows()} rowHeight={28} follow={running()} render={(row) => <p>{row}</p>} />);
  batch(() => {
    setRunning(false);
    setRows([1, 2, 3, 4]);
  });
  expect(screen.getByRole("list").scrollTop).toBe(4 * 28);
});

test("what was over from the start is read from its start", () => {
  render(() => <VirtualList name="Steps" rows={[1, 2, 3]} rowHeight={28} follow={false} render={(row) => <p>{row}</p>} />);
  expect(screen.getByRole("list").scrollTop).toBe(0);
});
