import ClipboardPaste from "lucide-solid/icons/clipboard-paste";
import Copy from "lucide-solid/icons/copy";
import CopyPlus from "lucide-solid/icons/copy-plus";
import Pencil from "lucide-solid/icons/pencil";
import Redo2 from "lucide-solid/icons/redo-2";
import Scissors from "lucide-solid/icons/scissors";
import StickyNote from "lucide-solid/icons/sticky-note";
import Trash from "lucide-solid/icons/trash";
import Undo2 from "lucide-solid/icons/undo-2";
import type { Action } from "../../actions/action";
import { needsOne, needsStates, type Context } from "./context";

/** Undo, and what is done with the selection as a whole. */
export function editActions(context: Context): Action[] {
  const { bench, states, only, edge } = context;
  const { workflow, editing } = bench;
  const selected = needsStates(context);
  const something = () => (states().length > 0 || edge() ? null : "Select states or a line first");
  const rename = () => {
    const state = only();
    if (state) bench.rename(state.path);
  };
  const paste = () => {
    const place = bench.picture()?.insertPlace("after");
    if (place) void editing.paste(place.on);
  };
  const make = (id: string, title: string, keys: readonly string[], run: () => void, more: Partial<Action> = {}): Action => ({
    id: `edit.${id}`,
    title,
    group: "Edit",
    keys,
    scope: "outside fields",
    run,
    ...more,
  });
  return [
    make("undo", "Undo", ["Ctrl+Z"], () => workflow.undo(), {
      icon: Undo2,
      blocked: () => (workflow.buffer.undoStep() ? null : "Nothing to undo"),
    }),
    make("redo", "Redo", ["Ctrl+Shift+Z", "Ctrl+Y"], () => workflow.redo(), {
      icon: Redo2,
      blocked: () => (workflow.buffer.redoStep() ? null : "Nothing to redo"),
    }),
    make("cut", "Cut", ["Ctrl+X"], () => void editing.cut(states()), { icon: Scissors, scope: "canvas", blocked: selected }),
    make("copy", "Copy", ["Ctrl+C"], () => void editing.copy(states()), { icon: Copy, scope: "canvas", blocked: selected }),
    make("paste", "Paste after the selection", ["Ctrl+V"], paste, { icon: ClipboardPaste, scope: "canvas", native: true }),
    make("duplicate", "Duplicate", ["Ctrl+D"], () => bench.edit({ kind: "duplicate_states", states: [...states()] }), {
      icon: CopyPlus,
      blocked: selected,
    }),
    make("note", "Note, colour, group …", ["N"], () => openNote(context), {
      icon: StickyNote,
      scope: "canvas",
      blocked: () => selected() ?? (notable(context).length > 0 ? null : "It is switched off; switch it on first"),
    }),
    make("rename", "Rename …", ["F2", "E"], rename, { icon: Pencil, scope: "canvas", blocked: needsOne(context) }),
    make(
      "delete",
      "Delete and join the neighbours",
      ["Delete", "Backspace"],
      () => editing.delete(states(), edge()?.id ?? null),
      { icon: Trash, scope: "canvas", blocked: something },
    ),
    make("delete_only", "Delete without joining", ["Shift+Delete"], () => editing.delete(states(), null, false), {
      scope: "canvas",
      blocked: selected,
    }),
  ];
}

/** The selected states whose comment is theirs: that of one that is off keeps its text. */
const notable = ({ bench, states }: Context) => states().filter((path) => !bench.workflow.analysis.state(path)?.off);

/** Opens the note of the selected states beside the first of them. */
function openNote(context: Context): void {
  const chosen = notable(context);
  const box = chosen[0] === undefined ? null : context.bench.picture()?.place(chosen[0]);
  if (box) context.bench.float({ kind: "note", states: chosen, at: { x: box.x, y: box.y + box.height + 6 } });
}
