import type { Action } from "../actions/action";
import { addActions, structureActions } from "./actions/structure";
import { contextOf } from "./actions/context";
import { editActions } from "./actions/edit";
import { pictureActions } from "./actions/pictures";
import { goActions, selectActions, viewActions } from "./actions/view";
import type { Workbench } from "./workbench";

/** Everything that can be done with the workflow on the bench. Menus, palette, shortcuts and help are made from this list. */
export function designActions(bench: Workbench, exportPicture: () => void): Action[] {
  const context = contextOf(bench);
  return [
    ...editActions(context),
    ...addActions(context),
    ...structureActions(context),
    ...selectActions(context),
    ...goActions(context),
    ...viewActions(context),
    ...pictureActions(context, exportPicture),
  ];
}

/** Which actions the menu of each thing on the canvas offers, in order; `-` draws a line. Those that cannot be done are left out. */
export const menus: Readonly<Record<"state" | "edge" | "canvas", readonly string[]>> = {
  state: [
    "add.after",
    "add.before",
    "add.replace",
    "edit.rename",
    "edit.note",
    "-",
    "edit.duplicate",
    "edit.copy",
    "edit.cut",
    "edit.paste",
    "edit.keep_states",
    "-",
    "structure.link",
    "structure.handle",
    "structure.move",
    "-",
    "structure.wrap_parallel",
    "structure.wrap_map",
    "structure.wrap_try",
    "structure.unwrap",
    "structure.extract",
    "structure.inline",
    "structure.jsonata",
    "structure.switch",
    "structure.branch_add",
    "view.fold",
    "-",
    "select.upstream",
    "select.downstream",
    "go.code",
    "-",
    "edit.delete",
  ],
  edge: [
    "add.after",
    "edit.paste",
    "-",
    "go.source",
    "go.target",
    "-",
    "structure.branch_add",
    "structure.branch_left",
    "structure.branch_right",
    "structure.branch_remove",
    "-",
    "edit.delete",
  ],
  canvas: [
    "add.after",
    "add.template",
    "edit.paste",
    "select.all",
    "-",
    "go.find",
    "view.fit",
    "view.fold_all",
    "view.unfold_all",
    "-",
    "pictures.export",
    "pictures.copy_png",
    "pictures.copy_svg",
    "pictures.copy_mermaid",
  ],
};
