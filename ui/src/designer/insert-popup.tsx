import { Portal } from "solid-js/web";
import { search } from "../catalogue/search";
import { mostUsed } from "../catalogue/well-known";
import { stock, type StockItem } from "../workflow/stock";
import { Picker } from "../parts/picker";
import { closeOutside, placed } from "./popup";
import type { Workbench } from "./workbench";

/** More than one would read in a popup. */
const optionsMax = 80;

/** What is offered for some letters; without any, what is known best. A state can become one state only. */
function options(bench: Workbench, verb: string, wanted: string) {
  const { items, byId } = bench.offer();
  const usual = () => [...bench.kept.favourites(), ...mostUsed].flatMap((id) => byId.get(id) ?? []);
  const found = wanted.trim() === "" ? [...new Set([...stock, ...usual()])] : search(items, wanted);
  const fitting = verb === "Insert" ? found : found.filter(({ starter }) => starter !== null);
  return fitting.slice(0, optionsMax).map((item) => ({ ...item, item, note: item.service ?? item.purpose }));
}

/** Chooses what to insert at a line or slot, or what a state is to become: type to search, arrows to move, Enter to choose. */
export function InsertPopup(props: {
  bench: Workbench;
  verb: "Insert" | "Replace with";
  at: { x: number; y: number };
  onPick: (item: StockItem) => void;
  onClose: () => void;
}) {
  let box: HTMLDivElement | undefined;
  closeOutside(
    () => box,
    () => props.onClose(),
  );
  props.bench.catalogue.load();
  const pick = (item: StockItem) => {
    props.onClose();
    props.onPick(item);
  };
  return (
    <Portal>
      <div
        ref={box}
        class="menu canvas-menu insert-popup"
        role="dialog"
        aria-label={`${props.verb} a state`}
        style={placed(props.at, { width: 320, height: 360 })}
      >
        <Picker
          name="Search states to insert"
          placeholder={`${props.verb} …`}
          find={(wanted) => options(props.bench, props.verb, wanted)}
          none="No such state"
          onPick={({ item }) => pick(item)}
          onEscape={() => props.onClose()}
        />
      </div>
    </Portal>
  );
}
