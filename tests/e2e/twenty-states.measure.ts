// How long twenty states take from pressing "Start run" to a canvas on which all of them have succeeded, in the real
// window. Not a test: `npm run measure`. Beside it stands the limit: the same runs from their first to their last event.

import { test } from "@playwright/test";
import { App } from "./drivers/app.ts";
import { until } from "./drivers/children.ts";
import { Home } from "./drivers/home.ts";
import { WindowHands } from "./drivers/window-hands.ts";
import { Window } from "./drivers/window.ts";

const rounds = 7;

/** A chain of twenty Pass states. */
function chain(): string {
  const name = (number: number) => `Step ${number}`;
  const states = Array.from({ length: 20 }, (_, index) => [
    name(index + 1),
    { Type: "Pass", ...(index === 19 ? { End: true } : { Next: name(index + 2) }) },
  ]);
  return JSON.stringify({ StartAt: name(1), States: Object.fromEntries(states) as object }, null, 2);
}

/** Presses the button inside the page and notes there when the last card on the canvas has its colour. */
const pressAndWatch = `
  const button = [...document.querySelectorAll("button")].find((one) => one.textContent.includes("Start run"));
  const begun = performance.now();
  window.coloured = null;
  const look = () => {
    const cards = [...document.querySelectorAll("[data-state]")];
    const over = document.querySelector("[data-testid=run-status]")?.textContent.includes("Succeeded");
    if (over && cards.length > 0 && cards.every((card) => card.classList.contains("status-succeeded")))
      window.coloured = performance.now() - begun;
    else requestAnimationFrame(look);
  };
  button.click();
  requestAnimationFrame(look);
`;

async function round(app: App, window: Window): Promise<number> {
  await app.hands.press("button", "Run");
  await app.hands.see("dialog", "Run ");
  await until(async () => (await app.hands.count(".note")) > 0, "the dialog says that nothing needs to be allowed");
  await window.session.run(pressAndWatch);
  let coloured: number | null = null;
  await until(async () => {
    coloured = await window.session.run<number | null>("return window.coloured");
    return coloured !== null;
  }, "all states are coloured");
  await app.hands.press("button", "Leave the run");
  return coloured ?? NaN;
}

/** Milliseconds that the latest runs took by themselves. */
function runsAlone(window: Window): Promise<number[]> {
  return window.session.run<number[]>(`
    const request = { workflow: null, max: ${rounds} };
    return window.__TAURI_INTERNALS__
      .invoke("call", { operation: "list_executions", request })
      .then(({ executions }) => executions.map((one) => one.stopped_at - one.started_at));
  `);
}

function sentence(times: number[]): string {
  const sorted = times.toSorted((one, other) => one - other).map(Math.round);
  return `median ${sorted[rounds >> 1]} ms, all ${sorted.join(", ")} ms`;
}

test("twenty states", async () => {
  test.setTimeout(180_000);
  const home = new Home();
  home.write("twenty.asl.json", chain());
  const window = await Window.open(home);
  const app = new App(new WindowHands(window.session));
  await app.goOnAsGuest();
  await app.openFile(home.documents, "twenty.asl.json");
  const times: number[] = [];
  for (let number = 0; number < rounds; number += 1) times.push(await round(app, window));
  console.log(`twenty states, pressed to coloured: ${sentence(times)}`);
  console.log(`the runs alone: ${sentence(await runsAlone(window))}`);
  await window.close();
  home.remove();
});
