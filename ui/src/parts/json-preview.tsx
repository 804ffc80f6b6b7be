import { jsonLanguage } from "@codemirror/lang-json";
import { highlightCode } from "@lezer/highlight";
import { For, createMemo } from "solid-js";
import { colours } from "./code-theme";

/** More than the box of an editor shows. */
const most = 4_000;

/** What an editor will show, before there is one. Takes the focus, for the editor that it becomes then. */
export function JsonPreview(props: { name: string; text: string; readonly: boolean; onFocus: () => void }) {
  const parts = createMemo(() => {
    const text = props.text.slice(0, most);
    const parts: { text: string; look: string }[] = [];
    const put = (text: string, look: string) => parts.push({ text, look });
    highlightCode(text, jsonLanguage.parser.parse(text), colours, put, () => put("\n", ""));
    return parts;
  });
  return (
    <div
      class="json-preview"
      role="textbox"
      aria-multiline="true"
      aria-readonly={props.readonly}
      aria-label={props.name}
      tabindex={0}
      onFocus={() => props.onFocus()}
    >
      <For each={parts()}>{({ text, look }) => (look === "" ? text : <span class={look}>{text}</span>)}</For>
    </div>
  );
}
