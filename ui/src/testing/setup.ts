import { cleanup } from "@solidjs/testing-library";
import { afterEach } from "vitest";

// Each test starts with an empty page.
afterEach(cleanup);
