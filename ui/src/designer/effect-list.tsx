import CircleX from "lucide-solid/icons/circle-x";
import CornerDownRight from "lucide-solid/icons/corner-down-right";
import Info from "lucide-solid/icons/info";
import Unlink from "lucide-solid/icons/unlink";
import { For } from "solid-js";
import type { Effect, EffectKind } from "../api/generated";
import { DrawnIcon } from "../parts/drawn-icon";
import type { Icon } from "../parts/icon";
import { readable } from "../parts/sentence";

const icons: Record<EffectKind, Icon> = { relinked: CornerDownRight, lost: CircleX, unreachable: Unlink, note: Info };

/** What follows from an edit, one thing a line. */
export function EffectList(props: { effects: readonly Effect[] }) {
  return (
    <ul class="effects" data-testid="effects">
      <For each={props.effects}>
        {(effect) => (
          <li>
            <DrawnIcon of={icons[effect.kind]} size={15} />
            <span>{readable(effect.text)}</span>
          </li>
        )}
      </For>
    </ul>
  );
}
