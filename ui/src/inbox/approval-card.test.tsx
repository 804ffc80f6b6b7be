import { render, screen } from "@solidjs/testing-library";
import user from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Client } from "../api/client";
import type { Account, Approval } from "../api/generated";
import { FakePlatform } from "../testing/fake-platform";
import { ApprovalCard } from "./approval-card";

const request: Approval = {
  id: "7",
  execution_arn: "arn",
  workflow: "Orders",
  state: "Approve",
  title: "Ship it?",
  instructions: null,
  evidence: { total: 12 },
  status: "pending",
  requested_at: 0,
  due_at: null,
  decided_by: null,
  decided_at: null,
  comment: null,
  closed_reason: null,
};

function card(account: Account | null, approval: Approval = request) {
  const platform = new FakePlatform();
  platform.approvals = [approval];
  if (account) platform.signIn(account.name);
  const [signIn, decided] = [vi.fn(), vi.fn()];
  render(() => (
    <ApprovalCard
      client={new Client(platform)}
      approval={approval}
      account={account}
      now={60_000}
      onSignIn={signIn}
      onDecided={decided}
    />
  ));
  return { platform, signIn, decided };
}

const ada = { id: "1", name: "Ada" };

test.each(["approve", "reject"] as const)("%s sends the decision with its comment", async (decision) => {
  const { platform, decided } = card(ada);
  await user.type(screen.getByRole("textbox", { name: /Comment/ }), " fine ");
  await user.click(screen.getByRole("button", { name: decision === "approve" ? "Approve" : "Reject" }));
  await vi.waitFor(() => expect(decided).toHaveBeenCalledOnce());
  expect(platform.asked.at(-1)).toEqual({ operation: "decide_approval", request: { id: "7", decision, comment: "fine" } });
});

test("Enter in the comment decides nothing", async () => {
  const { platform } = card(ada);
  await user.type(screen.getByRole("textbox", { name: /Comment/ }), "well{Enter}");
  expect(platform.asked.map(({ operation }) => operation)).not.toContain("decide_approval");
});

test("a guest sees the data, why he may not decide, and how to sign in", async () => {
  const { signIn } = card(null);
  expect(screen.getByText("total")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(signIn).toHaveBeenCalledOnce();
});

test("a decided request says who decided and why", () => {
  card(ada, { ...request, status: "rejected", decided_by: "Bob", decided_at: 1, comment: "too dear" });
  expect(screen.getByText("Rejected by Bob")).toBeTruthy();
  expect(screen.getByText(/too dear/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
});
