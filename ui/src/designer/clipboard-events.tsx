import { onCleanup, onMount } from "solid-js";
import { isWriting } from "../actions/keys";
import type { Workbench } from "./workbench";

/** Text that is pasted, or dropped from elsewhere, while no field has the focus goes onto the canvas. */
export function ClipboardEvents(props: { bench: Workbench }) {
  onMount(() => {
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (isWriting(event.target) || text.trim() === "" || document.querySelector("[role=dialog]")) return;
      const place = props.bench.picture()?.insertPlace("after");
      if (!place) return;
      event.preventDefault();
      props.bench.editing.pasteText(text, place.on);
    };
    document.addEventListener("paste", paste);
    onCleanup(() => document.removeEventListener("paste", paste));
  });
  return null;
}
