// What it costs the page to watch an execution with 1,000 events a second, and how long an event takes to be known
// there. Not a test: `npm run measure -- live`.

import { test } from "@playwright/test";
import { measure, percentile } from "./drivers/main-thread.ts";
import { onStage, type Stage } from "./drivers/stage.ts";

const branches = 40;
const rounds = 18;
const passes = 11;
const seconds = 6;

/** Branches that beat once a second, one after the other; each beat is a round of about 26 events. */
function beating(): string {
  const branch = (number: number) => {
    const name = (what: string) => `${what} ${number}`;
    const wait = (milliseconds: number) => `{% $fromMillis($millis() + ${milliseconds}) %}`;
    const pass = (at: number) => [name(`Pass ${at}`), { Type: "Pass", Next: at + 1 < passes ? name(`Pass ${at + 1}`) : name("More") }];
    return {
      StartAt: name("Begin"),
      States: {
        [name("Begin")]: { Type: "Wait", Timestamp: wait((1000 / branches) * number), Assign: { n: 0 }, Next: name("Beat") },
        [name("Beat")]: { Type: "Wait", Timestamp: wait(1000), Next: name("Pass 0") },
        ...(Object.fromEntries(Array.from({ length: passes }, (_, at) => pass(at))) as object),
        [name("More")]: {
          Type: "Choice",
          Choices: [{ Condition: `{% $n < ${rounds} %}`, Assign: { n: "{% $n + 1 %}" }, Next: name("Beat") }],
          Default: name("Done"),
        },
        [name("Done")]: { Type: "Succeed" },
      },
    };
  };
  const all = { Type: "Parallel", Branches: Array.from({ length: branches }, (_, number) => branch(number)), End: true };
  return JSON.stringify({ QueryLanguage: "JSONata", StartAt: "All", States: { All: all } }, null, 2);
}

interface Notes {
  noting: boolean;
  /** Milliseconds from an event to the frame that shows it. */
  lags: number[];
}

/** Notes when the events of a reply are shown. */
const note = () => {
  const notes: Notes = { noting: false, lags: [] };
  Object.assign(window, { notes });
  const ask = window.fetch.bind(window);
  window.fetch = async (...given) => {
    const reply = await ask(...given);
    if (!notes.noting || !String(given[0]).endsWith("/get_execution_history")) return reply;
    const { events } = JSON.parse(await reply.clone().text()) as { events: { timestamp: number }[] };
    requestAnimationFrame(() => setTimeout(() => notes.lags.push(...events.map(({ timestamp }) => Date.now() - timestamp))));
    return reply;
  };
};

test("an execution with 1,000 events a second", async () => {
  test.setTimeout(180_000);
  await onStage(beating(), watch, note);
});

async function watch({ browser, page, app }: Stage): Promise<void> {
  await app.run();
  const noting = (on: boolean) => page.evaluate((now) => ((window as unknown as { notes: Notes }).notes.noting = now), on);
  const events = async () => Number((await app.hands.wordsIn(".bottom")).match(/([\d,]+) events/)?.[1]?.replaceAll(",", "") ?? 0);
  await page.waitForFunction(() => document.body.textContent?.match(/[\d,]{4,} events/) !== null);
  const before = { at: Date.now(), events: await events() };
  const load = await measure(browser, page, () => page.waitForTimeout(seconds * 1000));
  const elapsed = Date.now() - before.at;
  const rate = ((await events()) - before.events) / (elapsed / 1000);
  await noting(true);
  await page.waitForTimeout(4000);
  const lags = (await page.evaluate(() => (window as unknown as { notes: Notes }).notes.lags)).sort((one, other) => one - other);
  console.log(`${rate.toFixed(0)} events a second: the page uses ${((load.total / elapsed) * 100).toFixed(1)} % of one core, goal ≤ 10 %`);
  console.log(`from an event to the frame that shows it: p50 ${percentile(lags, 0.5)}, p95 ${percentile(lags, 0.95)} ms (${lags.length} events), goal ≤ 100 ms`);
}
