import { render, screen } from "@solidjs/testing-library";
import user from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Client } from "../api/client";
import type { Progress } from "../api/generated";
import { FakePlatform, refusal } from "../testing/fake-platform";
import { DamagedScreen } from "./damaged-screen";

function show(answers: ConstructorParameters<typeof FakePlatform>[0]) {
  let progress: Progress | null = null;
  const opened = vi.fn();
  const platform = new FakePlatform({
    describe_damage: () => ({
      reason: "its end is missing",
      folder: "/home/ada/.local/share/signalbox",
      openable: false,
      progress,
    }),
    ...answers,
  });
  render(() => <DamagedScreen client={new Client(platform)} refused={() => {}} onOpen={opened} />);
  return { platform, opened, goOn: (share: number, rows: number) => (progress = { share, rows }) };
}

test("a recovery shows how far it is, can be cancelled, and says what was kept", async () => {
  let end: { resolve: (value: never) => void; reject: (reason: unknown) => void } | undefined;
  const recovering = () => new Promise<never>((resolve, reject) => (end = { resolve, reject })) as never;
  const { goOn, platform, opened } = show({
    recover_database: recovering,
    stop_recovery: () => (end?.reject(refusal("conflict", "the recovery was stopped; everything is as it was")), {}),
  });
  await screen.findByText("Its end is missing");
  await user.click(screen.getByRole("button", { name: "Recover what can be read" }));
  goOn(0.42, 12_345);
  await vi.waitFor(() => expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("42"));
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await user.click(await screen.findByRole("button", { name: "Recover what can be read" }));
  expect(screen.queryByRole("alert"), "who has cancelled is not told why it ended").toBeNull();
  const table = (name: string, rows: number, whole: boolean) => ({ name, rows, whole });
  end?.resolve({
    kept_in: "/home/ada/.local/share/signalbox/damaged-1",
    tables: [table("executions", 60, true), table("journal", 900, false), table("accounts", 1, true), table("tags", 0, false)],
  } as never);
  await screen.findByRole("heading", { name: "The database was recovered" });
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "60 executions",
    "0 state machines",
    "1 account",
  ]);
  expect(screen.getByText(/not be read completely/).textContent).toContain("histories of executions, other records");
  expect(opened).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: "Open Signalbox" }));
  expect(opened).toHaveBeenCalled();
  expect(platform.asked.map(({ operation }) => operation)).toContain("stop_recovery");
});

test("what another window has rescued is opened by itself", async () => {
  const { opened } = show({
    describe_damage: () => {
      throw refusal("not_found", "there is no operation `describe_damage`");
    },
  });
  await vi.waitFor(() => expect(opened).toHaveBeenCalled());
});
