import { createSignal } from "solid-js";
import { keptJson } from "../parts/json-of";

const place = "notes-shown";
const [notesShown, set] = createSignal(keptJson(place) === true);

/** Whether cards have their comments on them: a matter of the viewer, the same for all workflows. */
export { notesShown };

export function showNotes(shown: boolean): void {
  set(shown);
  localStorage.setItem(place, JSON.stringify(shown));
}
