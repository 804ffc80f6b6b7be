import { render, screen, within } from "@solidjs/testing-library";
import user from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Client } from "../api/client";
import type { PreviewRedriveReply } from "../api/generated";
import { Live } from "../api/live";
import { FakePlatform } from "../testing/fake-platform";
import { RedriveButton } from "./redrive-button";
import { Run } from "./run";

function button(preview: PreviewRedriveReply): FakePlatform {
  const platform = new FakePlatform({ preview_redrive: () => preview, redrive_execution: () => ({ redriven_at: 1 }) });
  platform.runs.set("run", { workflow: "w", definition: "{}", input: "{}", events: [], status: "FAILED", output: null });
  render(() => <RedriveButton run={new Run(new Live(new Client(platform)), "run")} refused={() => {}} />);
  return platform;
}

const asked = (platform: FakePlatform) =>
  platform.asked.map(({ operation }) => operation).filter((name) => name.includes("redrive"));
const open = () => user.click(screen.getByRole("button", { name: /Redrive from the failed step/ }));

test("what runs again is said before it does", async () => {
  const platform = button({
    states: [
      { name: "Charge", count: 1 },
      { name: "Ship", count: 3 },
    ],
    problem: null,
  });
  await open();
  const list = await screen.findByRole("list", { name: "What runs again" });
  expect(
    within(list)
      .getAllByRole("listitem")
      .map((item) => item.textContent),
  ).toEqual(["Charge", "Shipin 3 branches or iterations"]);
  expect(asked(platform)).toEqual(["preview_redrive"]);
  await user.click(screen.getByRole("button", { name: "Redrive" }));
  await vi.waitFor(() => expect(asked(platform)).toEqual(["preview_redrive", "redrive_execution"]));
});

test("a run that cannot go on says why", async () => {
  button({ states: [], problem: "Execution redrivable period exceeded" });
  await open();
  expect((await screen.findByRole("alert")).textContent).toBe("Execution redrivable period exceeded");
  expect(screen.getByRole("button", { name: "Redrive" }).getAttribute("aria-disabled")).toBe("true");
});
