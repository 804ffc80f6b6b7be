// How long it takes from starting the program to a window that can be used. Not a test: `npm run measure`.
// Beside it stands the back end alone, which is the part that is ours.

import { test } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { Child, until } from "./drivers/children.ts";
import { Home } from "./drivers/home.ts";
import { signalbox } from "./drivers/programs.ts";
import { Window } from "./drivers/window.ts";

const rounds = 11;

/** Milliseconds from the start of the program to the first painted interface, and to the first answer of the back end. */
async function start(home: Home): Promise<{ painted: number; usable: number }> {
  const window = await Window.open(home);
  const seen = "return document.querySelector('form.gate, .start') !== null";
  await until(() => window.session.run<boolean>(seen), "the interface is there");
  const page = await window.session.run<{ origin: number; painted: number; usable: number }>(`
    const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
    return { origin: performance.timeOrigin, painted, usable: performance.now() };
  `);
  const begun = processStart("signalbox-deskt");
  await window.close();
  return { painted: page.origin + page.painted - begun, usable: page.origin + page.usable - begun };
}

/** When the youngest process of this name was started, in milliseconds since 1970. */
function processStart(name: string): number {
  const pid = execFileSync("pgrep", ["--newest", name]).toString().trim();
  const fields = execFileSync("cat", [`/proc/${pid}/stat`]).toString().split(") ")[1]?.split(" ") ?? [];
  const uptime = Number(execFileSync("cat", ["/proc/uptime"]).toString().split(" ")[0]);
  return Date.now() - uptime * 1000 + Number(fields[19]) * 10;
}

function quartiles(numbers: number[]): string {
  const sorted = numbers.toSorted((one, other) => one - other);
  const at = (part: number) => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? NaN);
  return `median ${at(0.5)} ms, fastest ${at(0)} ms, slowest ${at(1)} ms of ${sorted.length}`;
}

test("cold start", async () => {
  test.setTimeout(300_000);
  const home = new Home();
  const starts = [];
  for (let round = 0; round < rounds; round += 1) starts.push(await start(home));
  const [, ...warm] = starts;
  console.log(`first start: painted after ${Math.round(starts[0]?.painted ?? NaN)} ms`);
  console.log(`painted: ${quartiles(warm.map(({ painted }) => painted))}`);
  console.log(`seen to be usable by the driver: ${quartiles(warm.map(({ usable }) => usable))}`);
  const served: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    const server = new Child(signalbox, ["serve", "--port", "0"], home.environment);
    await server.says(/http:\/\//);
    served.push(performance.now() - begun);
    await server.end();
  }
  console.log(`the back end alone (\`signalbox serve\` until it listens): ${quartiles(served)}`);
  home.remove();
});
