// What script in the window cannot do, assuming somebody got script into it.

import { expect, test } from "@playwright/test";
import { Child } from "./drivers/children.ts";
import { Home } from "./drivers/home.ts";
import { desktop } from "./drivers/programs.ts";
import { Window } from "./drivers/window.ts";

let home: Home;
let window: Window;

test.beforeAll(async () => {
  home = new Home();
  window = await Window.open(home);
});

test.afterAll(async () => {
  await window.close();
  home.remove();
});

const ours = /^(tauri:\/\/localhost|https?:\/\/tauri\.localhost)/;

/** Asks Tauri directly, past our own code; gives the refusal. */
const invoke = (command: string, request: object) =>
  window.session.run<string>(
    "return window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then((answer) => 'answered ' + JSON.stringify(answer), (refusal) => 'refused ' + JSON.stringify(refusal))",
    command,
    request,
  );

test("the page cannot be replaced by another", async () => {
  for (const address of ["https://example.com/", "data:text/html,hello", "file:///etc/passwd", "http://ipc.localhost.example/"]) {
    await window.session.run("location.href = arguments[0]; return null", address);
    expect(await window.session.run<string>("return new Promise((done) => setTimeout(() => done(location.href), 100))"), address).toMatch(ours);
  }
  expect(await window.session.run<string>("return String(window.open('https://example.com/'))"), "no second window").toBe("null");
});

test("text does not become script, and nothing is fetched from outside", async () => {
  expect(await window.session.run<string>("try { return String(eval('1 + 1')) } catch (problem) { return problem.name }")).toBe("EvalError");
  const inline = "const script = document.createElement('script'); script.textContent = 'window.planted = true'; document.head.append(script); return String(window.planted)";
  expect(await window.session.run<string>(inline), "an inline script").toBe("undefined");
  expect(await window.session.run<string>("return fetch('https://example.com/').then(() => 'fetched', () => 'blocked')")).toBe("blocked");
  expect(await window.session.run<boolean>("return '__TAURI__' in window"), "no global Tauri").toBe(false);
});

test("only the one command and two kinds of events are open", async () => {
  for (const [command, request] of [
    ["plugin:window|close", {}],
    ["plugin:window|create", { options: { label: "other" } }],
    ["plugin:webview|create_webview_window", { options: { label: "other" } }],
    ["plugin:event|emit", { event: "changes", payload: {} }],
    ["plugin:path|resolve_directory", { directory: 1 }],
    ["plugin:app|version", {}],
    ["plugin:resources|close", { rid: 1 }],
  ] as const) {
    expect(await invoke(command, request), command).toMatch(/^refused .*not allowed/);
  }
  expect(await invoke("call", { operation: "describe_session", request: {} })).toMatch(/^answered .*"account":null/);
  expect(await invoke("call", { operation: "no_such_operation", request: {} })).toMatch(/^refused .*"code"/);
});

test("a second start ends at once and leaves the first alone", async () => {
  const second = new Child(desktop, [], home.environment);
  expect(await second.ends(), second.said).toBe(0);
  expect(await window.session.title()).toContain("Signalbox");
});
