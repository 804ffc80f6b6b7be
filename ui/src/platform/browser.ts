import type { Change, Operation, Operations } from "../api/generated";
import type { Platform } from "./platform";

const retryMilliseconds = 3000;

/** The loopback door of `signalbox serve`. The key travels in a cookie that the server sets; the header proves a page of ours asks. */
export class BrowserPlatform implements Platform {
  async call<Name extends Operation>(operation: Name, request: Operations[Name][0]): Promise<Operations[Name][1]> {
    const answer = await fetch(`/api/${operation}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-signalbox": "1" },
      body: JSON.stringify(request),
      credentials: "same-origin",
    });
    const text = await answer.text();
    const body: unknown = text === "" ? null : parse(text);
    if (answer.ok) return body as Operations[Name][1];
    if (body !== null && typeof body === "object" && "code" in body) throw body;
    if (answer.status === 403)
      throw new Error("this page is not known to Signalbox any more: press Enter where it was started and open the new address");
    throw new Error(`the back end answered ${answer.status}`);
  }

  watch(hear: (change: Change) => void, connected: (now: boolean) => void): () => void {
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const take = (event: MessageEvent<string>) => hear(JSON.parse(event.data) as Change);
    const open = () => {
      source = new EventSource("/api/changes");
      source.addEventListener("message", take);
      source.addEventListener("open", () => connected(true));
      source.addEventListener("error", () => {
        connected(false);
        // Browsers try again after a lost connection, but not after a refusal; another tab may have brought a new key by then.
        if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, retryMilliseconds);
      });
    };
    open();
    return () => {
      clearTimeout(again);
      source?.close();
    };
  }

  setTitle(title: string): void {
    document.title = title;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
