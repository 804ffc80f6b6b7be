import { cleanup } from "@solidjs/testing-library";
import { afterEach } from "vitest";

// Each test starts with an empty page.
afterEach(cleanup);

// Browsers tell of a changed selection when the script has run; happy-dom does in the middle of it, which editors refuse. No test needs it.
const tell = document.dispatchEvent.bind(document);
document.dispatchEvent = (event) => event.type === "selectionchange" || tell(event);
