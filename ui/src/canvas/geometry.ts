/** Lengths are CSS pixels. "World" is the scene's own system, "screen" the canvas element's. */
export interface Point { x: number; y: number }
export interface Box { x: number; y: number; width: number; height: number }

export const centre = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

export const inside = (box: Box, point: Point): boolean =>
  point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height;

export const overlap = (one: Box, other: Box): boolean =>
  one.x <= other.x + other.width && other.x <= one.x + one.width && one.y <= other.y + other.height && other.y <= one.y + one.height;

export const grow = (box: Box, by: number): Box => ({ x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by });

/** The box between two corners, whichever way they were drawn. */
export const between = (one: Point, other: Point): Box => ({
  x: Math.min(one.x, other.x), y: Math.min(one.y, other.y), width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y),
});

/** The part two boxes that touch have in common. */
export function common(one: Box, other: Box): Box {
  const [x, y] = [Math.max(one.x, other.x), Math.max(one.y, other.y)];
  return { x, y, width: Math.min(one.x + one.width, other.x + other.width) - x, height: Math.min(one.y + one.height, other.y + other.height) - y };
}

/** How much of `box` lies in `frame`, 0…1. */
export function share(box: Box, frame: Box): number {
  const width = Math.min(box.x + box.width, frame.x + frame.width) - Math.max(box.x, frame.x);
  const height = Math.min(box.y + box.height, frame.y + frame.height) - Math.max(box.y, frame.y);
  return width <= 0 || height <= 0 ? 0 : (width * height) / Math.max(1, box.width * box.height);
}

/** The corners of a polyline given as x0,y0,x1,y1,…. */
export function corners(points: readonly number[]): Point[] {
  const found: Point[] = [];
  for (let at = 0; at + 1 < points.length; at += 2) found.push({ x: points[at] ?? 0, y: points[at + 1] ?? 0 });
  return found;
}

export function bounds(points: readonly Point[]): Box {
  let [left, upper, right, lower] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < upper) upper = y;
    if (y > lower) lower = y;
  }
  return { x: left, y: upper, width: right - left, height: lower - upper };
}

/** Distance from a point to the nearest piece of a polyline. */
export function distanceToLine(line: readonly Point[], point: Point): number {
  let best = Infinity;
  for (let at = 1; at < line.length; at += 1) {
    const [from, to] = [line[at - 1], line[at]];
    if (from && to) best = Math.min(best, distanceToPiece(from, to, point));
  }
  return best;
}

function distanceToPiece(from: Point, to: Point, point: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length));
  return Math.hypot(point.x - from.x - along * dx, point.y - from.y - along * dy);
}

/** The point half-way along a polyline. */
export function halfWay(line: readonly Point[]): Point {
  const total = line.reduce((sum, point, at) => sum + (at === 0 ? 0 : distance(line[at - 1] ?? point, point)), 0);
  let left = total / 2;
  for (let at = 1; at < line.length; at += 1) {
    const [from, to] = [line[at - 1], line[at]];
    if (!from || !to) continue;
    const piece = distance(from, to);
    if (piece >= left && piece > 0) return { x: from.x + ((to.x - from.x) * left) / piece, y: from.y + ((to.y - from.y) * left) / piece };
    left -= piece;
  }
  return line[0] ?? { x: 0, y: 0 };
}

export const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);
