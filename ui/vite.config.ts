/// <reference types="vitest/config" />
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

/** Where `signalbox serve` listens while the interface is developed with `npm run dev`. */
const door = process.env.SIGNALBOX_DOOR ?? "http://127.0.0.1:7171";

export default defineConfig({
  plugins: [solid()],
  // Relative addresses work under Tauri's own scheme as well as under the browser door.
  base: "./",
  server: { port: 5173, strictPort: true, fs: { allow: [".."] }, proxy: { "/api": { target: door, changeOrigin: true } } },
  build: {
    target: "es2023",
    // The content security policy allows no `data:` fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // A hand that hangs is found all the same; on a machine that is busy with other things a test may take its time.
    testTimeout: 30_000,
    setupFiles: ["src/testing/setup.ts"],
    server: { deps: { inline: [/@kobalte/, /lucide-solid/, /@solidjs/] } },
  },
});
