import { defineConfig } from "@playwright/test";
import { chromium } from "./drivers/programs.ts";

export default defineConfig({
  // Each test has a data folder, a server and a browser context of its own; two at a time suit two cores.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  projects: [
    {
      name: "browser",
      testMatch: "*.browser.spec.ts",
      outputDir: "artefacts/failures-in-browser",
      use: {
        viewport: { width: 1400, height: 900 },
        launchOptions: {
          executablePath: chromium(),
          args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        },
        screenshot: "only-on-failure",
      },
    },
    { name: "window", testMatch: "*.window.spec.ts", outputDir: "artefacts/failures-in-window", workers: 1, timeout: 120_000 },
    { name: "measure", testMatch: "*.measure.ts", outputDir: "artefacts/measure", workers: 1 },
  ],
});
