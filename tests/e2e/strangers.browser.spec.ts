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
  const soon = (promise: Promise<unknown>) => Promise.race([promise, new Promise((done) => setTimeout(done, 3000))]);
  const note = (what: string) => (text: string) => void (text !== "" && read.push(`${what}: ${text.slice(0, 80)}`));
  const paths = ["/", "/api/create_activity", "/api/keep_draft", "/api/switch_client_door", "/api/choose_client_functions", "/api/changes", "/open?key=x"];
  const requests: RequestInit[] = [
    { method: "GET" },
    { method: "POST", body: plant, headers: { "content-type": "text/plain" } },
    { method: "POST", body: new URLSearchParams({ name: "planted" }) },
    { method: "POST", body: new FormData() },
    { method: "POST", body: plant, headers: { "content-type": "application/json", "x-signalbox": "1" } },
    { method: "POST", body: plant, headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AWSStepFunctions.CreateActivity" } },
    { method: "DELETE" },
  ];
  const image = (address: string) => new Promise<void>((done) => {
    const picture = new Image();
    picture.onload = () => (note(`img ${address}`)("loaded"), done());
    picture.onerror = () => done();
    picture.src = address;
  });
  const stream = (address: string) => new Promise<void>((done) => {
    const source = new EventSource(address, { withCredentials: true });
    source.onopen = source.onmessage = () => (note(`EventSource ${address}`)("open"), source.close(), done());
    source.onerror = () => (source.close(), done());
  });
  const socket = (address: string) => new Promise<void>((done) => {
    const wire = new WebSocket(address.replace("http", "ws"));
    wire.onopen = () => (note(`WebSocket ${address}`)("open"), wire.close(), done());
    wire.onerror = () => done();
  });
  const form = async (address: string) => {
    const frame = Object.assign(document.createElement("iframe"), { name: address });
    const posted = Object.assign(document.createElement("form"), { action: address, method: "POST", target: address, enctype: "text/plain" });
    posted.append(Object.assign(document.createElement("input"), { name: plant, value: "" }));
    document.body.append(frame, posted);
    const loaded = new Promise((done) => (frame.onload = done));
    posted.submit();
    await soon(loaded);
    try {
      note(`frame ${address}`)(frame.contentDocument?.body.innerText ?? "");
    } catch {
      // Another origin: not to be read.
    }
    frame.remove();
    posted.remove();
  };
  for (const address of targets.flatMap((target) => paths.map((path) => target + path))) {
    const fetched = requests.flatMap((request) =>
      (["cors", "no-cors"] as const).map((mode) =>
        fetch(address, { ...request, mode, credentials: "include" }).then((answer) => answer.text(), () => "").then(note(`${mode} ${request.method} ${address}`)),
      ),
    );
    navigator.sendBeacon(address, plant);
    await Promise.all([...fetched, image(address), stream(address), socket(address), form(address)].map(soon));
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
  await expect(page.goto(`http://evil.example:${world.server.port}/`)).rejects.toThrow("ERR_HTTP_RESPONSE_CODE_FAILURE");
  await page.close();
});
