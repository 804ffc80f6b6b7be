import type { Edit, Port, SceneNode, StatePath, StateType } from "../../api/generated";
import type { PaletteItem } from "../host";
import type { Desk } from "./tool";

/** What is dragged, and what dropping it means. */
export interface Cargo {
  kind: "card" | "palette";
  title: string;
  subtitle: string;
  type: StateType;
  /** The cards it was taken from. */
  lifted: ReadonlySet<StatePath>;
  /** What can be told without asking: false for places that make no sense. */
  fits(port: Port): boolean;
  edit(port: Port): Edit;
  drop(port: Port): void;
  /** Makes a state one of its kind; null if it cannot. */
  replace: ((state: StatePath) => void) | null;
}

/** The pressed card, with the others if it is one of several selected ones. */
export function cardCargo(desk: Desk, node: SceneNode): Cargo {
  const { selection } = desk.look;
  const states = selection.has(node.id) && selection.size > 1 ? desk.index.scene.nodes.map(({ id }) => id).filter((id) => selection.has(id)) : [node.id];
  const lifted = new Set(states);
  const own = states.length === 1 ? new Set([...desk.index.leaving(node.id), ...desk.index.entering(node.id)].map(({ edge }) => edge.id)) : new Set<Port>();
  const inside = (port: Port): boolean => states.some((state) => port.startsWith(`${state}/`));
  const more = states.length > 1 ? ` and ${states.length - 1} more` : "";
  return {
    kind: "card", title: `${node.state?.name ?? ""}${more}`, subtitle: node.state?.subtitle ?? "", type: node.state?.type ?? "Pass", lifted, replace: null,
    fits: (port) => !own.has(port) && !inside(port),
    edit: (port) => ({ kind: "move_states", states, on: port }),
    drop: (port) => desk.host.moveRequested(states, port),
  };
}

export function paletteCargo(desk: Desk, item: PaletteItem): Cargo {
  return {
    kind: "palette", title: item.title, subtitle: item.subtitle, type: item.type, lifted: new Set(), fits: () => true, edit: (port) => item.edit(port),
    drop: (port) => desk.host.dropped(item, port), replace: (state) => desk.host.replaceRequested(item, state),
  };
}
