import type { Scene } from "../../api/generated";
import { Picture } from "../draw/picture";
import { type Look, plainLook } from "../look";
import { SceneIndex } from "../scene";

export interface PictureOptions {
  /** What the picture is called by a screen reader. */
  title: string;
  theme: "light" | "dark";
  /** Leaves the ground out, for putting the picture on another. */
  transparent?: boolean;
  /** Colours of a run, if they are wanted. */
  run?: Pick<Look, "statuses" | "taken">;
}

const margin = 24;

/** Width and height of the file's picture. */
export const sizeOf = ({ width, height }: Scene): { width: number; height: number } => ({ width: width + 2 * margin, height: height + 2 * margin });

/** What a class would say elsewhere is written on the element itself. */
const painted = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "text-anchor"] as const;

/** The whole scene as an SVG file that needs nothing beside it: text stays text, each state has its path as id. */
export function svgOf(scene: Scene, { title, theme, transparent = false, run }: PictureOptions): string {
  const stage = document.createElement("div");
  stage.className = "canvas";
  Object.assign(stage.style, { position: "fixed", left: "-10000px", top: "0", width: "100px", height: "100px", colorScheme: theme });
  document.body.append(stage);
  try {
    const picture = new Picture(stage, true);
    const look: Look = { ...plainLook(), editable: false, statuses: run?.statuses ?? null, taken: run?.taken ?? new Map() };
    const { width, height } = sizeOf(scene);
    picture.draw(new SceneIndex(scene), { x: -margin, y: -margin, zoom: 1 }, { width, height }, look, true);
    const ground = transparent ? null : getComputedStyle(stage).backgroundColor;
    return write(picture.svg, { title, width, height, ground, states: scene.nodes.filter((node) => node.state !== null).length });
  } finally {
    stage.remove();
  }
}

interface Frame { title: string; width: number; height: number; ground: string | null; states: number }

function write(svg: SVGSVGElement, { title, width, height, ground, states }: Frame): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg.querySelectorAll("*"), copy.querySelectorAll("*")];
  to.forEach((element, at) => {
    const source = from[at];
    if (source) paint(source, element);
  });
  copy.querySelector(".overlay")?.remove();
  copy.querySelectorAll(".fold").forEach((tab) => tab.remove());
  to.forEach((element) => element.removeAttribute("class"));
  for (const { name } of [...copy.attributes]) copy.removeAttribute(name);
  const frame = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, role: "img" };
  for (const [name, value] of Object.entries(frame)) copy.setAttribute(name, String(value));
  const words = [["title", title], ["desc", `Workflow with ${states} ${states === 1 ? "state" : "states"}`]] as const;
  const first = words.map(([name, text]) => Object.assign(document.createElementNS(frame.xmlns, name), { textContent: text }));
  const back = document.createElementNS(frame.xmlns, "rect");
  for (const [name, value] of Object.entries({ width, height, fill: ground ?? "none" })) back.setAttribute(name, String(value));
  copy.prepend(...first, ...(ground === null ? [] : [back]));
  return new XMLSerializer().serializeToString(copy);
}

function paint(source: Element, target: Element): void {
  const style = getComputedStyle(source);
  const group = source.localName === "g";
  for (const name of painted) {
    const value = style.getPropertyValue(name);
    if (value !== "" && !(group && name !== "opacity") && !(name === "opacity" && value === "1")) target.setAttribute(name, value);
  }
  const place = (source as SVGElement).style.transform.replace(/px/g, "");
  if (place !== "") target.setAttribute("transform", place);
  const state = source.getAttribute("data-state");
  if (state !== null) target.setAttribute("id", state);
  for (const { name } of [...target.attributes]) if (/^(data-|aria-|role$|tabindex$|style$)/.test(name)) target.removeAttribute(name);
}
