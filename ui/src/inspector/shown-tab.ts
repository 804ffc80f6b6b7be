import { createSignal } from "solid-js";

/** Which part of the form is shown, of whichever state; the first if a form has no such part. */
export const [shownTab, showTab] = createSignal("setup");
