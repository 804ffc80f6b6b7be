import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronUp from "lucide-solid/icons/chevron-up";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, createSignal, on, onCleanup, onMount } from "solid-js";
import { Button } from "../parts/button";
import { filters, find } from "./find";
import type { OutlineState } from "../api/generated";
import type { Workbench } from "./workbench";

/** Finds states on the canvas: Enter goes to the next, Shift+Enter to the one before, Escape leaves. What was found stays marked until then. */
export function FindBar(props: { bench: Workbench }) {
  const { bench } = props;
  const { analysis, buffer } = bench.workflow;
  let field: HTMLInputElement | undefined;
  const [query, setQuery] = createSignal("");
  const [at, setAt] = createSignal(-1);
  const found = createMemo(() => {
    const textOf = ({ path }: OutlineState) =>
      analysis
        .ownPlaces(path)
        .map(({ from, to }) => buffer.slice(from, to))
        .join("\n");
    return find({ outline: analysis.outline(), problems: analysis.problems(), textOf }, query());
  });
  createEffect(on(query, () => setAt(-1), { defer: true }));
  createEffect(() => bench.picture()?.setFound(new Set(found())));
  onCleanup(() => bench.picture()?.setFound(new Set()));
  onMount(() => field?.focus());
  const go = (step: 1 | -1) => {
    const all = found();
    if (all.length === 0) return bench.speak("Nothing found");
    const next = at() === -1 && step === -1 ? all.length - 1 : (at() + step + all.length) % all.length;
    setAt(next);
    const path = all[next];
    if (path !== undefined) bench.goTo(path);
  };
  const close = () => {
    bench.find(false);
    // At once, or the next key would reach nobody.
    bench.picture()?.focus();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  const count = () =>
    query().trim() === "" ? "" : found().length === 0 ? "Nothing found" : `${at() + 1 || "–"} of ${found().length}`;
  return (
    <div class="find-bar" role="search" aria-label="Find on the canvas">
      <input
        ref={field}
        class="input"
        type="search"
        placeholder="Find a state, a resource, an expression"
        aria-label="Find on the canvas"
        title={`Words, or ${filters}`}
        value={query()}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={key}
      />
      <span class="faint hits" role="status">
        {count()}
      </span>
      <Button kind="quiet" size="small" icon={ChevronUp} name="Previous" shortcut="Shift+Enter" onClick={() => go(-1)} />
      <Button kind="quiet" size="small" icon={ChevronDown} name="Next" shortcut="Enter" onClick={() => go(1)} />
      <Button kind="quiet" size="small" icon={X} name="Close the search" shortcut="Esc" onClick={close} />
    </div>
  );
}
