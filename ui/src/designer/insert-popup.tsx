import { Portal } from "solid-js/web";
import { search, stock, type StockItem } from "../workflow/stock";
import { Picker } from "../parts/picker";
import { closeOutside, placed } from "./popup";

const options = (wanted: string) => search(stock, wanted).map((item) => ({ ...item, note: item.purpose }));

/** Chooses what to insert at a line or slot, or what a state is to become: type to search, arrows to move, Enter to choose. */
export function InsertPopup(props: {
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
          find={options}
          none="No such state"
          onPick={pick}
          onEscape={() => props.onClose()}
        />
      </div>
    </Portal>
  );
}
