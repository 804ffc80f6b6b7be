import { expect, test } from "vitest";
import { sketch } from "../test-canvas";
import { svgOf } from "./svg";

const scene = sketch({ "Check <order>": { at: [0, 0] }, Ship: { at: [0, 1] } }, ["#start StartAt Ship"]);

test("a picture has a title, the names as text and a place to refer to for each state", () => {
  const svg = svgOf(scene, { title: "Order & more", theme: "light" });
  const read = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(read.querySelector("title")?.textContent).toBe("Order & more");
  expect(read.querySelector("desc")?.textContent).toBe("Workflow with 2 states");
  expect([...read.querySelectorAll("text")].map((text) => text.textContent)).toEqual(expect.arrayContaining(["Check <order>", "Ship", "Start", "End"]));
  expect(read.querySelector('[id="/States/Ship"]')).not.toBeNull();
});

test("nothing of the screen is left in it", () => {
  const svg = svgOf(scene, { title: "Order", theme: "dark" });
  expect(svg).not.toMatch(/class=|aria-|tabindex|var\(|px\)/);
  expect(document.querySelector(".canvas")).toBeNull();
});
