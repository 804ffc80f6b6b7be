import { render, screen } from "@solidjs/testing-library";
import user from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Client } from "../api/client";
import { Live } from "../api/live";
import { FakePlatform } from "../testing/fake-platform";
import { Clients } from "./clients";
import { programs, profiles, type Way } from "./snippets";

function start() {
  const platform = new FakePlatform();
  const refused = vi.fn();
  render(() => <Clients live={new Live(new Client(platform))} refused={refused} />);
  const operations = () => platform.asked.map(({ operation }) => operation);
  return { platform, refused, operations };
}

test("the secret is not in the page until somebody wants to see it", async () => {
  const { operations } = start();
  await screen.findByText("http://127.0.0.1:7171");
  expect(document.body.textContent).not.toContain("secret of");
  expect(operations()).not.toContain("show_client_secret");
  await user.click(screen.getByRole("button", { name: "Show the secret" }));
  expect((await screen.findAllByText(/secret of SBOXKEY/)).length).toBeGreaterThan(1);
  await user.click(screen.getByRole("button", { name: "Hide the secret" }));
  expect(document.body.textContent).not.toContain("secret of");
});

test("copying a profile takes the secret along", async () => {
  start();
  const clipboard = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await user.click(await screen.findByRole("button", { name: "Copy ~/.aws/credentials" }));
  await vi.waitFor(() => expect(clipboard).toHaveBeenCalled());
  expect(clipboard.mock.calls[0]?.[0]).toContain("aws_secret_access_key = secret of SBOXKEY\n");
});

test("the door is closed and opened, and says where it is", async () => {
  const { platform } = start();
  await user.click(await screen.findByRole("button", { name: "Close" }));
  await screen.findByText("Closed");
  expect(platform.access.endpoint).toBeNull();
  await user.click(screen.getByRole("button", { name: "Open" }));
  await screen.findByText("http://127.0.0.1:7171");
});

test("new keys are made after a question, and what was shown is forgotten", async () => {
  const { platform } = start();
  await user.click(await screen.findByRole("button", { name: "Show the secret" }));
  await screen.findAllByText(/secret of SBOXKEY/);
  await user.click(screen.getByRole("button", { name: "Make new keys …" }));
  await user.click(await screen.findByRole("button", { name: "Make new keys" }));
  await screen.findAllByText(/SBOXNEW/);
  expect(platform.access.access_key).toBe("SBOXNEW");
  expect(document.body.textContent).not.toContain("secret of");
});

test("functions run only once their folder is allowed, and another folder asks again", async () => {
  const { platform } = start();
  const box = await screen.findByRole("checkbox", { name: /Allow executions/ });
  await user.click(box);
  await vi.waitFor(() => expect(platform.access.functions.allowed).toBe(true));
  const folder = screen.getByRole("textbox", { name: "Folder" });
  await user.clear(folder);
  await user.type(folder, "/opt/other");
  await user.click(await screen.findByRole("button", { name: "Use this folder" }));
  await vi.waitFor(() => expect(platform.access.functions).toMatchObject({ path: "/opt/other", allowed: false }));
});

test("every text names the endpoint or the profile", () => {
  const way: Way = { endpoint: "http://127.0.0.1:1", region: "eu-west-1", accessKey: "A", secret: "S", account: "1" };
  for (const { key, text } of [...profiles, ...programs]) expect(text(way), key).toMatch(/signalbox|http:\/\/127\.0\.0\.1:1/);
});
