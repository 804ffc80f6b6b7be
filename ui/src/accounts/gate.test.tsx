import { render, screen } from "@solidjs/testing-library";
import user from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Client } from "../api/client";
import { FakePlatform } from "../testing/fake-platform";
import { Gate } from "./gate";

function gate(firstStart: boolean) {
  const platform = new FakePlatform();
  const done = vi.fn();
  const guest = vi.fn();
  render(() => <Gate client={new Client(platform)} firstStart={firstStart} onDone={done} onGuest={guest} />);
  return { platform, done, guest };
}

test("the first start signs up, with a long enough password", async () => {
  const { platform, done } = gate(true);
  await user.type(screen.getByLabelText("Name or e-mail"), "Ada");
  await user.type(screen.getByLabelText("Password"), "fourteen chars");
  expect(screen.getByText("1 more character")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Create account" }));
  expect(platform.asked).toEqual([]);
  await user.type(screen.getByLabelText("Password"), "!");
  await user.click(screen.getByRole("button", { name: "Create account" }));
  expect(platform.asked).toEqual([{ operation: "sign_up", request: { name: "Ada", password: "fourteen chars!" } }]);
  expect(done).toHaveBeenCalledOnce();
});

test("a wrong password is said, with the time to wait", async () => {
  const { done } = gate(false);
  await user.type(screen.getByLabelText("Name or e-mail"), "Ada");
  await user.type(screen.getByLabelText("Password"), "wrong");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Name or password is wrong — try again in 2 s");
  expect(done).not.toHaveBeenCalled();
});

test("a guest goes on without an account", async () => {
  const { guest } = gate(true);
  await user.click(screen.getByRole("button", { name: "Continue as guest" }));
  expect(guest).toHaveBeenCalledOnce();
});
