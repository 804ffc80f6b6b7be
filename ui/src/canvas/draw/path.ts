import type { Box, Point } from "../geometry";

const radius = 10;
const arrow = { length: 9, half: 4.5 };

const at = (point: Point): string => `${round(point.x)} ${round(point.y)}`;
const round = (value: number): number => Math.round(value * 100) / 100;

/** An SVG path along a polyline with rounded corners that ends where its arrow begins. */
export function wirePath(line: readonly Point[]): string {
  return roundedPath(shortened(line));
}

/** An SVG path along a polyline with rounded corners. */
export function roundedPath(points: readonly Point[]): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return "";
  let path = `M${at(first)}`;
  for (let index = 1; index + 1 < points.length; index += 1) {
    const [before, corner, after] = [points[index - 1], points[index], points[index + 1]];
    if (!before || !corner || !after) continue;
    const room = Math.min(radius, length(before, corner) / 2, length(corner, after) / 2);
    path += `L${at(towards(corner, before, room))}Q${at(corner)} ${at(towards(corner, after, room))}`;
  }
  return `${path}L${at(last)}`;
}

/** The arrow head at the end of a polyline. */
export function arrowPath(line: readonly Point[], grow = 1): string {
  const [tip, before] = [line.at(-1), line.at(-2)];
  if (!tip || !before) return "";
  const back = towards(tip, before, arrow.length * grow);
  const [dx, dy] = [(tip.x - back.x) / arrow.length, (tip.y - back.y) / arrow.length];
  const half = arrow.half;
  return `M${at(tip)}L${at({ x: back.x - dy * half, y: back.y + dx * half })}L${at({ x: back.x + dy * half, y: back.y - dx * half })}Z`;
}

export function boxPath(box: Box, corner: number): string {
  const r = Math.min(corner, box.width / 2, box.height / 2);
  const [w, h] = [box.width - 2 * r, box.height - 2 * r];
  return `M${at({ x: box.x + r, y: box.y })}h${w}q${r} 0 ${r} ${r}v${h}q0 ${r} ${-r} ${r}h${-w}q${-r} 0 ${-r} ${-r}v${-h}q0 ${-r} ${r} ${-r}z`;
}

function shortened(line: readonly Point[]): Point[] {
  const [tip, before] = [line.at(-1), line.at(-2)];
  return tip && before ? [...line.slice(0, -1), towards(tip, before, arrow.length - 1)] : [...line];
}

const length = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

function towards(from: Point, to: Point, by: number): Point {
  const whole = length(from, to);
  return whole === 0 ? from : { x: from.x + ((to.x - from.x) * by) / whole, y: from.y + ((to.y - from.y) * by) / whole };
}
