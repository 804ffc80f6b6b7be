import { render, screen } from "@solidjs/testing-library";
import user from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { FakePlatform, refusal } from "../testing/fake-platform";
import { App } from "./app";
import { Shell } from "./shell";

const text = '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }';

/** A back end that knows its templates by name, and takes a moment for each. */
function begin() {
  const kept = new Map<string, string>();
  const keep = vi.fn(({ name, text, replace }: { name: string; text: string; replace: boolean }) => {
    if (kept.has(name) && !replace) throw refusal("conflict", `there is a template \`${name}\` already`);
    kept.set(name, text);
    return {};
  });
  const platform = new FakePlatform({ keep_template: keep as never });
  platform.signIn("Ada");
  platform.files.set("/home/ada/orders.asl.json", text);
  let app: App | undefined;
  render(() => <Shell app={(app = new App(platform))} />);
  return { keep, kept, app: app! };
}

test("a double press on Keep keeps a template once and does not ask whether to replace it", async () => {
  const { app, keep, kept } = begin();
  await user.click(await screen.findByRole("button", { name: /^orders\.asl\.json/ }));
  app.tabs.active()!.ask("keep_template");
  await user.dblClick(await screen.findByRole("button", { name: "Keep" }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect([...kept.keys()]).toEqual(["orders.asl.json"]);
  expect(keep).toHaveBeenCalledTimes(1);
});
