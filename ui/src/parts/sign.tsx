import { drawings, type Drawing } from "./drawings";
import type { Icon } from "./icon";

/** A drawing of a state as an icon among others. */
function sign(drawing: Drawing): Icon {
  return (props) => (
    <svg
      width={props.size ?? 20}
      height={props.size ?? 20}
      viewBox="0 0 20 20"
      class={`sign ${props.class ?? ""}`}
      aria-hidden={props["aria-hidden"]}
      data-drawing={drawing}
    >
      <path d={drawings[drawing]} />
    </svg>
  );
}

export const signs = Object.fromEntries(
  (Object.keys(drawings) as Drawing[]).map((drawing) => [drawing, sign(drawing)]),
) as Readonly<Record<Drawing, Icon>>;
