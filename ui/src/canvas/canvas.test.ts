import { afterEach, expect, test, vi } from "vitest";
import type { Edit, Port } from "../api/generated";
import type { PaletteItem, StateStatus } from "./host";
import { TestCanvas, sketch } from "./test-canvas";

/** Start → Check → Charge → Ship → End, Check → Refuse on error. */
const order = () =>
  sketch({ Check: { at: [0, 0] }, Charge: { at: [0, 1] }, Refuse: { at: [1, 1], type: "Fail" }, Ship: { at: [0, 2] } }, ["#start StartAt Check", "Check Next Charge", "Check Catch/0/Next Refuse", "Charge Next Ship", "Ship End", "Refuse End"]);

let canvas: TestCanvas;
const open = (scene = order()): TestCanvas => (canvas = new TestCanvas(scene));
afterEach(() => canvas.close());

const wait: PaletteItem = { title: "Wait", subtitle: "Wait state", type: "Wait", edit: (on: Port): Edit => ({ kind: "insert_state", on, name: "Wait", body: { Type: "Wait", Seconds: 1 } }) };

test("a click selects a state and a click beside it lets go", () => {
  open().click(canvas.on("Charge"));
  expect(canvas.selected()).toEqual(["Charge"]);
  canvas.click({ x: 400, y: 300 });
  expect(canvas.selected()).toEqual([]);
  expect(canvas.said).toEqual(["selected Charge", "selected nothing"]);
});

test("shift adds to the selection and takes away again", () => {
  open().click(canvas.on("Check")).click(canvas.on("Ship"), { shift: true });
  expect(canvas.selected()).toEqual(["Check", "Ship"]);
  canvas.click(canvas.on("Check"), { ctrl: true });
  expect(canvas.selected()).toEqual(["Ship"]);
});

test("a rubber band takes what lies at least half inside", () => {
  open().press({ x: 270, y: 70 }, { shift: true }).drag({ x: 30, y: 225 }, { shift: true });
  expect(canvas.tool).toBe("lassoing");
  canvas.release({ x: 30, y: 225 }, { shift: true });
  expect(canvas.selected()).toEqual(["Check", "Charge"]);
  expect(canvas.said.at(-1)).toBe("announce 2 states selected");
  expect(canvas.tool).toBe("idle");
});

test("a card dragged onto an edge asks to be moved there", async () => {
  const port = "/States/Charge/Next";
  open().press(canvas.on("Refuse")).drag(canvas.onEdge(port));
  expect(canvas.tool).toBe("dragging.card");
  await canvas.settle();
  expect(canvas.card("Refuse").classList.contains("lifted")).toBe(true);
  canvas.release(canvas.onEdge(port));
  await canvas.settle();
  expect(canvas.said).toContain(`move Refuse on ${port}`);
  expect(canvas.asked).toContainEqual({ kind: "move_states", states: ["/States/Refuse"], on: port });
});

test("escape lets go of what is selected and leaves the picture where it is", () => {
  open().click(canvas.on("Ship"));
  canvas.canvas.zoomTo(2);
  canvas.canvas.reveal(canvas.path("Check"));
  const before = canvas.frame().canvas.camera;
  canvas.key("Escape");
  expect(canvas.selected()).toEqual([]);
  expect(canvas.frame().canvas.camera).toEqual(before);
});

test("escape drops what is dragged and nothing happens", async () => {
  open().press(canvas.on("Charge")).drag(canvas.onEdge("/StartAt")).key("Escape");
  expect(canvas.tool).toBe("idle");
  canvas.release(canvas.onEdge("/StartAt"));
  await canvas.settle();
  expect(canvas.said).toEqual(["announce Drag cancelled"]);
});

test("escape drops a palette item while the keyboard is still elsewhere", async () => {
  const button = document.body.appendChild(document.createElement("button"));
  button.focus();
  open().palette(wait, { x: -500, y: 100 }).drag(canvas.onEdge("/StartAt"));
  button.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  canvas.release(canvas.onEdge("/StartAt"));
  await canvas.settle();
  expect(canvas.said).toEqual(["announce Drag cancelled"]);
  button.remove();
});

test("space turns a drag on a card into panning", () => {
  open().key(" ").press(canvas.on("Charge")).drag({ x: 200, y: 300 });
  expect(canvas.tool).toBe("panning");
});

test("a place that is refused says why and takes nothing", async () => {
  open();
  canvas.verdict = () => ({ allowed: false, reason: "a Fail state has no next state" });
  canvas.press(canvas.on("Refuse")).drag(canvas.onEdge("/States/Charge/Next"));
  await canvas.settle();
  expect(canvas.said).toContain("hint a Fail state has no next state");
  expect(canvas.canvas.element.querySelector(".wire.over.bad")).not.toBeNull();
  canvas.release(canvas.onEdge("/States/Charge/Next"));
  await canvas.settle();
  expect(canvas.said.some((line) => line.startsWith("move"))).toBe(false);
});

test("a state is not offered the edges it has already", async () => {
  open().press(canvas.on("Charge")).drag(canvas.onEdge("/States/Check/Next"));
  await canvas.settle();
  canvas.release(canvas.onEdge("/States/Check/Next"));
  await canvas.settle();
  expect(canvas.asked.some((edit) => "on" in edit && edit.on === "/States/Check/Next")).toBe(false);
  expect(canvas.said.some((line) => line.startsWith("move"))).toBe(false);
});

test("a palette item lands on the nearest edge within 60 pixels", async () => {
  const edge = open().onEdge("/States/Charge/Next");
  canvas.palette(wait, { x: -500, y: 100 }).drag({ x: edge.x - 50, y: edge.y });
  expect(canvas.tool).toBe("dragging.palette");
  expect(document.querySelector(".canvas-ghost .name")?.textContent).toBe("Wait");
  canvas.release({ x: edge.x - 50, y: edge.y });
  await canvas.settle();
  expect(canvas.said).toContain("drop Wait on /States/Charge/Next");
  expect(document.querySelector(".canvas-ghost")).toBeNull();
});

test("a palette item let go outside of the canvas changes nothing", async () => {
  open().palette(wait, { x: 100, y: 100 }).drag({ x: -900, y: 100 }).release({ x: -900, y: 100 });
  await canvas.settle();
  expect(canvas.said).toEqual([]);
});

test("the plus on an edge asks for a state to insert", () => {
  open().click(canvas.onEdge("/States/Check/Next"));
  expect(canvas.said).toEqual(["insert on /States/Check/Next"]);
});

test("the end of an edge can be led to another state", async () => {
  open().press(canvas.atEnd("/States/Check/Next")).drag(canvas.on("Ship"));
  expect(canvas.tool).toBe("connecting");
  await canvas.settle();
  expect(canvas.card("Ship").classList.contains("link-to")).toBe(true);
  canvas.release(canvas.on("Ship"));
  await canvas.settle();
  expect(canvas.said).toContain("connect /States/Check/Next to Ship");
});

test("dragging the background pans, and following a run should stop", () => {
  open().press({ x: 400, y: 300 }).drag({ x: 440, y: 330 });
  expect(canvas.tool).toBe("panning");
  canvas.release({ x: 440, y: 330 });
  expect(canvas.said).toContain("panned");
});

test("control and the wheel zoom around the pointer", () => {
  const at = open().on("Charge");
  const before = canvas.canvas.place(canvas.path("Charge"));
  canvas.wheel(at, -40, { ctrl: true });
  const after = canvas.canvas.place(canvas.path("Charge"));
  expect(canvas.canvas.zoom).toBeGreaterThan(1);
  expect((after?.x ?? 0) + (after?.width ?? 0) / 2).toBeCloseTo((before?.x ?? 0) + 120, 3);
});

test("one walks along the graph and jumps to its ends", () => {
  const { canvas: shown } = open();
  shown.jump("first");
  expect(canvas.selected()).toEqual(["Check"]);
  shown.walk("down");
  expect(canvas.selected()).toEqual(["Charge"]);
  shown.walk("right");
  expect(canvas.selected()).toEqual(["Refuse"]);
  shown.walk("up");
  shown.walk("down");
  shown.walk("down", true);
  expect(canvas.selected()).toEqual(["Charge", "Ship"]);
  shown.jump("last");
  expect(canvas.selected()).toEqual(["Ship"]);
  expect(document.activeElement).toBe(canvas.card("Ship"));
});

test("a state is inserted after the selection, before one that ends everything, and at the end without a selection", () => {
  const { canvas: shown } = open();
  expect(shown.insertPlace("after").on).toBe("/States/Ship/End");
  canvas.click(canvas.on("Charge"));
  expect([shown.insertPlace("before").on, shown.insertPlace("after").on]).toEqual(["/States/Check/Next", "/States/Charge/Next"]);
  canvas.click(canvas.on("Refuse"));
  expect(shown.insertPlace("after").on).toBe("/States/Check/Catch/0/Next");
});

test("what leads to a state and what follows it is selected", () => {
  const { canvas: shown } = open();
  canvas.click(canvas.on("Charge"));
  shown.selectStream("down");
  expect(canvas.selected()).toEqual(["Charge", "Ship"]);
  canvas.click(canvas.on("Charge"));
  shown.selectStream("up");
  expect(canvas.selected()).toEqual(["Check", "Charge"]);
});

test("several selected cards are dragged together", async () => {
  const port = "/States/Ship/End";
  open().click(canvas.on("Check")).click(canvas.on("Charge"), { shift: true });
  canvas.press(canvas.on("Charge")).drag(canvas.onEdge(port));
  expect(document.querySelector(".canvas-ghost .name")?.textContent).toBe("Charge and 1 more");
  await canvas.settle();
  canvas.release(canvas.onEdge(port));
  await canvas.settle();
  expect(canvas.said).toContain(`move Check+Charge on ${port}`);
});

test("all places in sight are judged at once, and only those that will do are lit", async () => {
  open();
  canvas.verdict = (edit) => ({ allowed: "on" in edit && edit.on === "/StartAt", reason: "not here" });
  canvas.palette(wait, { x: -500, y: 100 }).drag({ x: -400, y: 100 });
  await canvas.settle();
  canvas.frame();
  expect(canvas.asked.length).toBeGreaterThan(4);
  expect((canvas.canvas.element.querySelector(".dots")?.getAttribute("d") ?? "").split("M").length - 1).toBe(3);
});

test("resting on a card offers to replace it", async () => {
  vi.useFakeTimers();
  open().palette(wait, { x: -500, y: 100 }).drag(canvas.on("Charge"));
  vi.advanceTimersByTime(700);
  canvas.frame();
  expect(canvas.card("Charge").classList.contains("replacing")).toBe(true);
  canvas.release(canvas.on("Charge"));
  expect(canvas.said).toContain("replace Charge with Wait");
  vi.useRealTimers();
});

test("a line drawn from a card to empty ground asks for a new state", () => {
  const from = open().on("Charge");
  canvas.hover(from).press({ x: from.x, y: from.y + 24 }).drag({ x: 420, y: 300 });
  expect(canvas.tool).toBe("connecting");
  canvas.release({ x: 420, y: 300 });
  expect(canvas.said).toContain("insert on /States/Charge/Next");
});

test("with alt a line drawn from a task is a catcher", async () => {
  const from = open().on("Charge");
  canvas.hover(from).press({ x: from.x, y: from.y + 24 }, { alt: true }).drag(canvas.on("Refuse"));
  await canvas.settle();
  canvas.release(canvas.on("Refuse"));
  await canvas.settle();
  expect(canvas.said).toContain("connect /States/Charge/Catch/-/Next to Refuse");
});

test("nothing can be put behind a state that ends everything", async () => {
  const end = open().onEdge("/States/Refuse/End");
  canvas.palette(wait, { x: -500, y: 100 }).drag(end).release(end);
  await canvas.settle();
  expect(canvas.said.filter((line) => line.includes("Refuse"))).toEqual([]);
});

test("a double click renames", () => {
  open().doubleClick(canvas.on("Ship"));
  expect(canvas.said).toContain("rename Ship");
});

test("a double click counts as the browser counts, however busy the page is", () => {
  open().lateDoubleClick(canvas.on("Ship"));
  expect(canvas.said).toContain("rename Ship");
});

test("where nothing may be edited gestures only look", async () => {
  open().canvas.setEditable(false);
  canvas.press(canvas.on("Charge")).drag(canvas.onEdge("/StartAt")).release(canvas.onEdge("/StartAt"));
  canvas.click(canvas.on("Ship"));
  await canvas.settle();
  expect(canvas.said.filter((line) => !/^(selected|panned)/.test(line))).toEqual([]);
});

test("a card tells a screen reader what it is, where it leads and what is wrong", () => {
  open().canvas.setProblems(new Map([[canvas.path("Check"), { errors: 1, warnings: 0, first: "no `Resource`" }]]));
  canvas.frame();
  expect(canvas.card("Check").getAttribute("aria-label")).toBe("Check, Lambda: Invoke, 1 problem: no `Resource`, Task state, next: Charge, on error: Refuse");
  expect(canvas.card("Check").getAttribute("role")).toBe("option");
});

test("a run shows its statuses as words, icons and colours", () => {
  const statuses = new Map<string, StateStatus>([
    [open().path("Check"), { status: "caught", detail: "Card.Declined", visits: 2 }],
    [canvas.path("Refuse"), { status: "succeeded", detail: "1.2 s", visits: 1 }],
  ]);
  canvas.canvas.setStatuses(statuses, new Map([["/States/Check/Catch/0/Next", 1]]));
  canvas.frame();
  expect(canvas.card("Check").classList.contains("status-caught")).toBe(true);
  expect(canvas.card("Check").querySelector(".pill text")?.textContent).toBe("Caught · Card.Declined · ×2");
  expect(canvas.card("Refuse").querySelector(".pill text")?.textContent).toBe("1.2 s");
  expect(canvas.card("Ship").classList.contains("status-idle")).toBe(true);
  expect(canvas.canvas.element.querySelector(".wire.catch.taken")).not.toBeNull();
  canvas.canvas.setStatuses(null);
  canvas.frame();
  expect(canvas.card("Check").querySelector(".pill")).toBeNull();
});

test("the border of what runs marches until it has ended", () => {
  vi.useFakeTimers();
  open();
  const beats = () => canvas.canvas.element.querySelector(".picture")?.classList.contains("beat");
  const say = (status: StateStatus["status"]) => {
    canvas.canvas.setStatuses(new Map([["/States/Charge", { status, detail: null, visits: 1 }]]));
    canvas.frame();
  };
  const seen = () => [0, 1, 2].map(() => (vi.advanceTimersByTime(450), beats()));
  say("running");
  expect(seen()).toEqual([true, false, true]);
  say("succeeded");
  expect(seen()).toEqual([false, false, false]);
  vi.useRealTimers();
});

test("the selected state keeps its place when the scene changes", () => {
  open().click(canvas.on("Charge")).wheel({ x: 100, y: 100 }, 10);
  const before = canvas.canvas.place(canvas.path("Charge"));
  const pushed = order();
  canvas.canvas.setScene({ ...pushed, height: pushed.height + 300, nodes: pushed.nodes.map((node) => (node.id === "#start" ? node : { ...node, y: node.y + 300 })) });
  expect(canvas.canvas.place(canvas.path("Charge"))).toEqual(before);
});

test("of ten thousand states only those in sight are mounted", () => {
  const cards = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`S${at}`, { at: [0, at] as [number, number] }]));
  const edges = Array.from({ length: 9_999 }, (_, at) => [`S${at} Next S${at + 1}`, `S${at} Catch/0/Next S9999`]).flat();
  const scene = sketch(cards, edges);
  const labelled = scene.edges.map((edge) => ({ ...edge, label: edge.kind === "catch" ? { text: "Catch #1", full: "Catch #1", x: 130, y: (edge.points[1] ?? 0) + 10, width: 60, height: 18 } : null }));
  canvas = new TestCanvas({ ...scene, edges: labelled, height: 900 });
  for (const zoom of [1, 0.5, 0.3, 0.2]) {
    canvas.canvas.zoomTo(zoom);
    canvas.frame();
    expect(canvas.canvas.element.querySelectorAll(".picture *").length, `at ${zoom}`).toBeLessThan(300);
  }
});

test("lines that stay are left in their place when something else is drawn anew", async () => {
  open();
  const lines = canvas.canvas.element.querySelector(".wires");
  let moved = 0;
  const watcher = new MutationObserver((records) => (moved += records.length));
  watcher.observe(lines ?? document.body, { childList: true });
  canvas.canvas.setProblems(new Map([[canvas.path("Ship"), { errors: 1, warnings: 0, first: "Wrong" }]]));
  await canvas.settle();
  expect(canvas.card("Ship").querySelector(".badge")).not.toBeNull();
  expect(moved).toBe(0);
  watcher.disconnect();
});

test("a card that cuts a name or a subtitle tells all of it in its tooltip", () => {
  const [name, subtitle] = ["a name that is longer than what its card has room for", "Cognito Identity Provider: Admin create user and more"];
  const scene = sketch({ [name]: { at: [0, 0] }, Short: { at: [0, 1] }, Called: { at: [0, 2] } }, [`#start StartAt ${name}`]);
  for (const node of scene.nodes) if (node.state?.name === "Called") node.state.subtitle = subtitle;
  open(scene);
  const tooltip = (state: string) => canvas.card(state).querySelector(":scope > title")?.textContent;
  expect(tooltip(name)).toContain(name);
  expect(tooltip("Called")).toBe(`Called\n${subtitle}`);
  expect(tooltip("Short")).toBeUndefined();
});
