import type { Box, Point } from "./geometry";

export const zoomMin = 0.2;
export const zoomMax = 4;
const margin = 24;

/** What part of the world the canvas shows. A value: every change gives a new one. */
export interface Camera {
  /** World point at the upper left corner of the canvas. */
  x: number;
  y: number;
  /** 1 is 100 %. */
  zoom: number;
}
export interface Size { width: number; height: number }

export const toWorld = (camera: Camera, point: Point): Point => ({ x: camera.x + point.x / camera.zoom, y: camera.y + point.y / camera.zoom });
export const toScreen = (camera: Camera, point: Point): Point => ({ x: (point.x - camera.x) * camera.zoom, y: (point.y - camera.y) * camera.zoom });
export const visible = (camera: Camera, size: Size): Box => ({ x: camera.x, y: camera.y, width: size.width / camera.zoom, height: size.height / camera.zoom });

/** Moves the picture by screen pixels. */
export const pan = (camera: Camera, dx: number, dy: number): Camera => ({ ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom });

/** Zooms so that what is under the screen point stays under it. */
export function zoomAt(camera: Camera, point: Point, zoom: number): Camera {
  const next = Math.max(zoomMin, Math.min(zoomMax, zoom));
  const fixed = toWorld(camera, point);
  return { x: fixed.x - point.x / next, y: fixed.y - point.y / next, zoom: next };
}

/** Shows a whole box with a margin, never above 100 %. What does not fit at the smallest zoom is shown from its top. */
export function fit(box: Box, size: Size): Camera {
  const room = Math.min((size.width - 2 * margin) / Math.max(1, box.width), (size.height - 2 * margin) / Math.max(1, box.height));
  const zoom = Math.max(zoomMin, Math.min(1, room));
  const camera = centred({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, size, zoom);
  return box.height * zoom > size.height ? { ...camera, y: box.y - margin / zoom } : camera;
}

/** Puts a box to the top, and in the middle from left to right. */
export function from(box: Box, size: Size, zoom: number): Camera {
  const { x } = centred({ x: box.x + box.width / 2, y: box.y }, size, zoom);
  return { x, y: box.y - margin / zoom, zoom };
}

/** Puts a world point into the middle. */
export const centred = (point: Point, size: Size, zoom: number): Camera => ({ x: point.x - size.width / zoom / 2, y: point.y - size.height / zoom / 2, zoom });

/** Moves as little as possible so that the box is seen. */
export function reveal(camera: Camera, box: Box, size: Size): Camera {
  const view = visible(camera, size);
  const room = margin / camera.zoom;
  const shift = (low: number, length: number, from: number, span: number): number => {
    if (low - room < from) return low - room;
    return low + length + room > from + span ? Math.min(low - room, low + length + room - span) : from;
  };
  return { ...camera, x: shift(box.x, box.width, view.x, view.width), y: shift(box.y, box.height, view.y, view.height) };
}

/** Keeps some of the world in sight. */
export function clamped(camera: Camera, world: Box, size: Size): Camera {
  const keep = 80 / camera.zoom;
  const [width, height] = [size.width / camera.zoom, size.height / camera.zoom];
  return {
    ...camera,
    x: Math.max(world.x - width + keep, Math.min(world.x + world.width - keep, camera.x)),
    y: Math.max(world.y - height + keep, Math.min(world.y + world.height - keep, camera.y)),
  };
}
