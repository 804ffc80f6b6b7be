import type { Change, Operation, Operations } from "../api/generated";
import type { Platform } from "./platform";
import { SentTexts } from "./sent-texts";

const retryMilliseconds = 3000;
/** The status that says: of the text that this one follows from nothing is known, send all of it. */
const forgotten = 412;

/** The loopback door of `signalbox serve`. The key travels in a cookie that the server sets; the header proves a page of ours asks. */
export class BrowserPlatform implements Platform {
  readonly #texts = new SentTexts();

  async call<Name extends Operation>(operation: Name, request: Operations[Name][0]): Promise<Operations[Name][1]> {
    const answer = await this.#ask(operation, request);
    const text = await answer.text();
    const body: unknown = text === "" ? null : parse(text);
    if (answer.ok) return body as Operations[Name][1];
    if (body !== null && typeof body === "object" && "code" in body) throw body;
    if (answer.status === 403)
      throw new Error("this page is not known to Signalbox any more: press Enter where it was started and open the new address");
    throw new Error(`the back end answered ${answer.status}`);
  }

  async #ask(operation: Operation, request: object, again = false): Promise<Response> {
    const sent = this.#texts.shorten(request);
    const answer = await post(operation, sent.request, sent.header);
    if (answer.status === forgotten && !again) {
      this.#texts.forget();
      return this.#ask(operation, request, true);
    }
    if (answer.ok) sent.arrived();
    return answer;
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

function post(operation: Operation, request: object, text: string | null): Promise<Response> {
  return fetch(`/api/${operation}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-signalbox": "1", ...(text === null ? {} : { "x-signalbox-text": text }) },
    body: JSON.stringify(request),
    credentials: "same-origin",
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
