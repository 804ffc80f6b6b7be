import type { Port, Scene } from "../api/generated";
import type { PayloadSize } from "../canvas/look";
import type { Replay, Visit } from "../runs/replay";
import { leaf } from "../workflow/pointer";

/** Most bytes that a state may hand on, as AWS has it. */
export const payloadMax = 262_144;

const encoder = new TextEncoder();

/** How much data passed each edge that was taken, when its target was entered last; at the end, what the last state gave. */
export function payloadSizes(scene: Scene, replay: Replay, taken: ReadonlyMap<Port, number>): Map<Port, PayloadSize> {
  const sizes = new Map<Port, PayloadSize>();
  const known = new Map<string, PayloadSize>();
  const sizeOf = (key: string, text: string | null | undefined) => {
    if (text === null || text === undefined) return undefined;
    const size = known.get(key) ?? wordsOf(encoder.encode(text).length);
    known.set(key, size);
    return size;
  };
  const last = (name: string): Visit | undefined => replay.byState.get(name)?.at(-1);
  for (const edge of scene.edges) {
    if (!taken.has(edge.id)) continue;
    const size =
      edge.kind === "end"
        ? sizeOf(`out ${edge.from}`, last(leaf(edge.from))?.output)
        : sizeOf(`in ${edge.to}`, last(leaf(edge.to))?.input);
    if (size) sizes.set(edge.id, size);
  }
  return sizes;
}

function wordsOf(bytes: number): PayloadSize {
  const words = bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KiB`;
  const percent = Math.round((bytes / payloadMax) * 100);
  return {
    words,
    full: `${bytes.toLocaleString("en")} bytes, ${percent} % of the 256 KiB that AWS allows`,
    large: percent >= 80,
  };
}
