import { hoverTooltip, type Tooltip } from "@codemirror/view";
import type { Extension } from "@codemirror/state";
import type { Explanation } from "../api/generated";
import { prose } from "./prose";
import { valueAt, type ValueHere } from "../expressions/value-at";
import type { Samples } from "../expressions/samples";
import type { Workflow } from "../workflow/workflow";

/** Tells what the thing under the pointer is: a field, a state, a function; and what an expression gives over the sample data. */
export function hover(workflow: Workflow, samples: Samples): Extension {
  return hoverTooltip(
    async (view, at): Promise<Tooltip | null> => {
      const text = view.state.doc.toString();
      const [{ explanation }, value] = await Promise.all([
        workflow.client.call("explain_text", { text, at }),
        valueAt(workflow, samples, view.state, at),
      ]);
      const { from, to } = explanation ?? value ?? { from: 0, to: -1 };
      if (to < from || to > view.state.doc.length) return null;
      return { pos: from, end: to, above: true, create: () => ({ dom: card(explanation, value) }) };
    },
    { hoverTime: 250 },
  );
}

function card(explanation: Explanation | null, value: ValueHere | null): HTMLElement {
  const place = element("div", "code-card");
  if (explanation) place.append(...words(explanation));
  if (value) {
    const line = element("div", value.failed ? "code-card-value failed" : "code-card-value");
    line.append(element("code", "", value.words), element("div", "faint small", value.origin));
    place.append(line);
  }
  return place;
}

function words(explanation: Explanation): HTMLElement[] {
  const head = element("div", "code-card-head");
  head.append(element("strong", "", explanation.title), element("span", "faint", explanation.detail));
  const parts = [head];
  if (explanation.text) parts.push(prose(explanation.text));
  if (explanation.facts.length > 0) {
    const facts = element("dl", "code-card-facts");
    for (const { name, value } of explanation.facts) facts.append(element("dt", "", name), element("dd", "", value));
    parts.push(facts);
  }
  return parts;
}

function element(tag: string, name: string, text?: string): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}
