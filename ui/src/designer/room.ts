import { createSignal, onCleanup, onMount, type Accessor } from "solid-js";
import { keptJson } from "../parts/json-of";
import type { PanelSize } from "../parts/sizer";
import { panels } from "./workbench";

/** So much is left for the canvas before the panels beside it take their full widths. In pixels, as everything here. */
const canvasMin = 420;
/** The palette as icons. */
const strip = 52;
/** What the code and the form shrink to by themselves. */
const panelMin = 260;
/** The bars between the panels. */
const bars = 12;
/** Windows that differ by less count as equally wide. */
const step = 80;
const key = "designer.rooms";

export type Panel = "palette" | "code" | "inspector";

/** Widths of the panels that are open; null for one that is not. */
export type Widths = Record<Panel, number | null>;

/** What a person has chosen at one width of the window: widths that are theirs, and whether the palette has words. */
export interface Chosen extends Partial<Record<Panel, number>> {
  words?: boolean;
}

export interface Room {
  widths: Record<Panel, number>;
  /** The palette has no words. */
  icons: boolean;
}

/** How a window of that width is shared. What a person chose is kept; the rest makes room for the canvas, first the palette's words. */
export function share(width: number, wanted: Widths, chosen: Chosen): Room {
  const own = (panel: Panel) => (wanted[panel] === null ? 0 : (chosen[panel] ?? wanted[panel] ?? 0));
  const [words, code, form] = [own("palette"), own("code"), own("inspector")];
  const left = (palette: number) => width - bars - palette - code - form;
  const icons = wanted.palette !== null && !(chosen.words ?? left(words) >= canvasMin);
  const palette = icons ? strip : words;
  const slack = (panel: Panel, size: number) => (chosen[panel] === undefined ? Math.max(0, size - panelMin) : 0);
  const [ofCode, ofForm] = [slack("code", code), slack("inspector", form)];
  const part = ofCode + ofForm === 0 ? 0 : Math.min(1, Math.max(0, canvasMin - left(palette)) / (ofCode + ofForm));
  const widths = { palette, code: Math.round(code - part * ofCode), inspector: Math.round(form - part * ofForm) };
  return { widths, icons };
}

/** What was chosen, by the width of the window in steps. */
const [choices, setChoices] = createSignal<Readonly<Record<string, Chosen>>>(read());
const [windowWidth, setWindowWidth] = createSignal(window.innerWidth);
const place = () => String(Math.round(windowWidth() / step));

function read(): Record<string, Chosen> {
  const kept = keptJson(key);
  return kept && typeof kept === "object" ? { ...(kept as Record<string, Chosen>) } : {};
}

function keep(all: Readonly<Record<string, Chosen>>): void {
  setChoices(all);
  localStorage.setItem(key, JSON.stringify(all));
}

function choose(change: Chosen): void {
  keep({ ...choices(), [place()]: { ...choices()[place()], ...change } });
}

/** The room of the window as it is now. */
function room(): Room {
  const width = (panel: PanelSize) => (panel.open() ? panel.size() : null);
  const wanted = { palette: width(panels.palette), code: width(panels.code), inspector: width(panels.inspector) };
  return share(windowWidth(), wanted, choices()[place()] ?? {});
}

/** Shows the palette, with words: in windows of this width from now on. */
export function showWords(): void {
  panels.palette.show();
  if (room().icons) choose({ words: true });
}

/** Shuts the palette. Once it is opened again it has words if there is room for them. */
export function foldPalette(): void {
  panels.palette.fold();
  const rest = { ...choices()[place()] };
  delete rest.words;
  keep({ ...choices(), [place()]: rest });
}

/** The room of the window, kept current while a component lives. */
export function createRoom(): Accessor<Room> {
  onMount(() => {
    const resized = () => setWindowWidth(window.innerWidth);
    resized();
    window.addEventListener("resize", resized);
    onCleanup(() => window.removeEventListener("resize", resized));
  });
  return room;
}

/** A panel whose size is the one that is shown, and becomes the person's when it is changed. */
export function shownPanel(panel: Panel, room: Accessor<Room>): PanelSize {
  return {
    ...panels[panel],
    size: () => room().widths[panel],
    resize(wanted) {
      panels[panel].resize(wanted);
      choose({ [panel]: panels[panel].size() });
    },
  };
}
