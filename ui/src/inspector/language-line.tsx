import { Show } from "solid-js";
import type { QueryLanguage } from "../api/generated";
import { Button } from "../parts/button";

/** In which language the fields are written, and the way to the other one. There is none back: JSONata can say more. */
export function LanguageLine(props: { language: QueryLanguage; verb: string; onConvert: () => void }) {
  return (
    <div class="field">
      <div class="field-label">Query language</div>
      <div class="row">
        <span class="grow">{props.language}</span>
        <Show when={props.language === "JSONPath"}>
          <Button size="small" onClick={() => props.onConvert()}>
            {props.verb}
          </Button>
        </Show>
      </div>
      <Show when={props.language === "JSONPath"}>
        <div class="help">Every field becomes an expression with the same value, as one step that undo takes back.</div>
      </Show>
    </div>
  );
}
