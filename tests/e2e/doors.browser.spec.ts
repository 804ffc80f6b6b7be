// The browser door: only this machine, only our own page, only with the key.

import { expect, test } from "./drivers/world.ts";

test("without the key nothing is served", async ({ world }) => {
  const origin = new URL(world.server.address).origin;
  for (const path of ["/", "/api/changes"]) {
    const answer = await fetch(`${origin}${path}`);
    expect(answer.ok, `${path} without the key`).toBe(false);
  }
  const call = await fetch(`${origin}/api/list_recents`, { method: "POST", headers: { "content-type": "application/json", "x-signalbox": "1" }, body: "{}" });
  expect(call.ok, "a call without the key").toBe(false);
});

test("the key of an address works once", async ({ world, browser }) => {
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  const answer = await page.goto(world.server.address);
  expect(answer?.ok(), "the used key opens nothing for another browser").toBe(false);
  await stranger.close();
});

test("a page from elsewhere is turned away even with the cookie", async ({ world }) => {
  const origin = new URL(world.server.address).origin;
  const request = world.page.request;
  const body = { data: {}, headers: { origin, "x-signalbox": "1" } };
  expect((await request.post(`${origin}/api/list_recents`, body)).ok(), "our own page").toBe(true);
  for (const headers of [{ origin: "https://example.com" }, { origin: "null" }, { host: "signalbox.example" }, { "x-signalbox": "" }]) {
    const answer = await request.post(`${origin}/api/list_recents`, { ...body, headers: { ...body.headers, ...headers } });
    expect(answer.ok(), JSON.stringify(headers)).toBe(false);
  }
});

test("the page runs no script but its own", async ({ world }) => {
  const headers = (await world.page.request.get(new URL(world.server.address).origin)).headers();
  const policy = headers["content-security-policy"] ?? "";
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain("unsafe-eval");
});
