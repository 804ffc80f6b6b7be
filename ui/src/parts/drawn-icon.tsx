import { createRoot, type JSX } from "solid-js";
import type { Icon } from "./icon";

/** Each icon as it was drawn the first time: a copy costs a tenth of drawing it anew. */
const drawings = new Map<Icon, JSX.Element>();

function drawing(icon: Icon): JSX.Element {
  if (!drawings.has(icon)) {
    // What is kept depends on nothing that changes.
    const drawn = createRoot((done) => {
      const drawn = icon({ "aria-hidden": "true" });
      done();
      return drawn;
    });
    drawings.set(icon, drawn);
  }
  return drawings.get(icon);
}

/** An icon beside words that say the same, so it is hidden from screen readers. */
export function DrawnIcon(props: { of: Icon; size: number }) {
  const copy = () => {
    const drawn = drawing(props.of);
    if (!(drawn instanceof SVGElement)) return drawn;
    const copied = drawn.cloneNode(true) as SVGElement;
    copied.setAttribute("width", `${props.size}`);
    copied.setAttribute("height", `${props.size}`);
    return copied;
  };
  return <>{copy()}</>;
}
