import { expect, test } from "vitest";
import { share, type Chosen, type Widths } from "./room";

const all: Widths = { palette: 208, code: 360, inspector: 384 };

test.each<[string, number, Widths, Chosen, [palette: number, code: number, form: number, canvasAtLeast: number]]>([
  ["a wide window has room for everything", 1920, all, {}, [208, 360, 384, 900]],
  ["the palette gives up its words first", 1280, all, {}, [52, 360, 384, 420]],
  ["without code there is room for them", 1280, { ...all, code: null }, {}, [208, 0, 384, 600]],
  ["then code and form shrink", 1024, all, {}, [52, 269, 271, 420]],
  ["who wants words gets them, and the others shrink", 1280, all, { words: true }, [208, 314, 326, 420]],
  ["a width that a person chose stays", 1280, all, { code: 420 }, [52, 420, 376, 420]],
  ["words can be taken away in a wide window", 1920, all, { words: false }, [52, 360, 384, 1000]],
  ["a palette that is shut takes nothing", 1280, { ...all, palette: null }, {}, [0, 360, 384, 420]],
])("%s", (_, width, wanted, chosen, [palette, code, form, canvas]) => {
  const { widths } = share(width, wanted, chosen);
  expect(widths.palette).toBe(palette);
  expect(Math.abs(widths.code - code)).toBeLessThan(6);
  expect(Math.abs(widths.inspector - form)).toBeLessThan(6);
  expect(width - widths.palette - widths.code - widths.inspector).toBeGreaterThanOrEqual(canvas);
});
