import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync("src/parts/tokens.css", "utf8");
const colours = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name = "", light = "", dark = ""]) => [
    name,
    { light, dark },
  ]),
);

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

function check(text: string, ground: string, least: number): void {
  for (const theme of ["light", "dark"] as const) {
    const [front, back] = [colours.get(text)?.[theme], colours.get(ground)?.[theme]];
    expect(front, text).toBeDefined();
    expect(back, ground).toBeDefined();
    expect(contrast(front ?? "", back ?? ""), `${text} on ${ground}, ${theme}`).toBeGreaterThanOrEqual(least);
  }
}

describe("contrast in light and dark", () => {
  const grounds = ["ground", "surface", "raised", "sunken", "hover"];
  test.each(["text", "text-soft", "text-faint"].flatMap((text) => grounds.map((ground) => [text, ground] as const)))(
    "%s can be read on %s",
    (text, ground) => check(text, ground, 4.5),
  );
  test.each(["accent-text", "danger", "warning", "success"].map((text) => [text, "surface"] as const))(
    "%s can be read on %s",
    (text, ground) => check(text, ground, 4.5),
  );
  test.each([
    ["accent-text", "accent-soft"],
    ["text-faint", "accent-soft"],
    ["danger", "danger-soft"],
    ["warning", "warning-soft"],
    ["text-on-accent", "accent"],
    ["text-on-accent", "accent-hover"],
    ["text-on-accent", "run-person-mark"],
  ] as const)("%s can be read on %s", (text, ground) => check(text, ground, 4.5));
  test.each(["running", "retrying", "person", "succeeded", "caught", "failed", "cancelled"])(
    "the status %s can be read on its fill",
    (status) => check(`run-${status}-mark`, `run-${status}-fill`, 4.5),
  );
  test.each(["code-key", "code-string", "code-number", "code-keyword"])("%s can be read", (code) => check(code, "surface", 4.5));
  test.each(["line-control", "focus", "run-idle-mark"])("the mark %s can be seen", (mark) => check(mark, "surface", 3));
});
