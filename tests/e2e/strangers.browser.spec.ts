// A page of somebody else in the browser of the person who has Signalbox open, cookie and all (S4 of the quality goals).

import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, test, type World } from "./drivers/world.ts";

// `evil.example` leads here, as after a rebinding of its name.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const args = [...(launchOptions.args ?? []), "--host-resolver-rules=MAP evil.example 127.0.0.1"];
    await use({ ...launchOptions, args });
  },
});

let elsewhere: HttpServer;

test.beforeAll(async () => {
  elsewhere = createServer((_, answer) => void answer.setHeader("content-type", "text/html").end("<!doctype html><title>Elsewhere</title>"));
  await new Promise<void>((done) => elsewhere.listen(0, "127.0.0.1", done));
});

test.afterAll(() => void elsewhere.close());

/** What there is to be changed, asked by our own page. */
async function state(world: World): Promise<string> {
  const { origin } = new URL(world.server.address);
  const ask = async (operation: string) => {
    const answer = await world.page.request.post(`${origin}/api/${operation}`, { data: {}, headers: { origin, "x-signalbox": "1" } });
    expect(answer.ok(), operation).toBe(true);
    return answer.text();
  };
  return (await Promise.all(["list_activities", "list_state_machines", "list_drafts", "describe_client_access"].map(ask))).join();
}

/** Runs in the stranger's page: tries everything a page can send, and gives what it could read. */
async function attack(targets: string[]): Promise<string[]> {
  const read: string[] = [];
  const plant = JSON.stringify({ name: "planted", key: "planted", text: "planted", on: false, path: null, allowed: true });
  const soon = <Value>(promise: Promise<Value>) => Promise.race([promise, new Promise((done) => setTimeout(done, 1500))]);
  const note = (what: string) => (text: string) => void (text !== "" && read.push(`${what}: ${text.slice(0, 80)}`));
  for (const target of targets) {
    const paths = ["/", "/api/create_activity", "/api/keep_draft", "/api/switch_client_door", "/api/choose_client_functions", "/api/changes", "/open?key=x"];
    for (const path of paths) {
      const address = target + path;
      const bodies: RequestInit[] = [
        { method: "GET" },
        { method: "POST", body: plant, headers: { "content-type": "text/plain" } },
        { method: "POST", body: new URLSearchParams({ name: "planted" }) },
        { method: "POST", body: new FormData() },
        { method: "POST", body: plant, headers: { "content-type": "application/json", "x-signalbox": "1" } },
        { method: "POST", body: plant, headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AWSStepFunctions.CreateActivity" } },
        { method: "DELETE" },
      ];
      for (const body of bodies)
        for (const mode of ["cors", "no-cors"] as const)
          await soon(fetch(address, { ...body, mode, credentials: "include" }).then((answer) => answer.text(), () => "").then(note(`${mode} ${body.method} ${address}`)));
      await soon(new Promise<void>((done) => {
        const image = new Image();
        image.onload = () => (note(`img ${address}`)("loaded"), done());
        image.onerror = () => done();
        image.src = address;
      }));
      await soon(new Promise<void>((done) => {
        const stream = new EventSource(address, { withCredentials: true });
        stream.onopen = stream.onmessage = () => (note(`EventSource ${address}`)("open"), stream.close(), done());
        stream.onerror = () => (stream.close(), done());
      }));
      await soon(new Promise<void>((done) => {
        const socket = new WebSocket(address.replace("http", "ws"));
        socket.onopen = () => (note(`WebSocket ${address}`)("open"), socket.close(), done());
        socket.onerror = () => done();
      }));
      navigator.sendBeacon(address, plant);
      const frame = document.createElement("iframe");
      frame.name = "target";
      const form = Object.assign(document.createElement("form"), { action: address, method: "POST", target: "target", enctype: "text/plain" });
      form.append(Object.assign(document.createElement("input"), { name: plant, value: "" }));
      const loaded = new Promise((done) => (frame.onload = done));
      document.body.append(frame, form);
      form.submit();
      await soon(loaded);
      try {
        note(`frame ${address}`)(frame.contentDocument?.body.innerText ?? "");
      } catch {
        // Another origin: not to be read.
      }
      frame.remove();
      form.remove();
    }
  }
  return read;
}

async function attackFrom(page: Page, home: string, targets: string[]): Promise<void> {
  await page.goto(home);
  expect(await page.evaluate(attack, targets), `bytes that ${home} could read`).toEqual([]);
}

test("a page of another origin changes nothing and reads nothing", async ({ world }) => {
  test.setTimeout(180_000);
  await world.app.goOnAsGuest();
  const before = await state(world);
  const { port } = world.server;
  const stranger = await world.page.context().newPage();
  const there = (elsewhere.address() as AddressInfo).port;
  const targets = ["127.0.0.1", "localhost", "0.0.0.0", "evil.example"].map((host) => `http://${host}:${port}`);
  // The same site, so that the browser sends our cookies along.
  await attackFrom(stranger, `http://127.0.0.1:${there}/`, targets);
  await attackFrom(stranger, `http://evil.example:${there}/`, targets);
  await stranger.close();
  expect(await state(world)).toBe(before);
});

test("a name that was bound to this machine by somebody else opens nothing", async ({ world }) => {
  const page = await world.page.context().newPage();
  for (const path of ["/", "/api/changes", "/open?key=x"]) {
    const answer = await page.request.get(`http://127.0.0.1:${world.server.port}${path}`, { headers: { host: `evil.example:${world.server.port}` } });
    expect([answer.status(), await answer.text()], path).toEqual([421, ""]);
  }
  await expect(page.goto(`http://evil.example:${world.server.port}/`)).resolves.toMatchObject({});
  expect(await page.evaluate(() => document.body.innerText)).not.toContain("Signalbox");
  await page.close();
});
