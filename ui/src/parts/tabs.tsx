import { For, Show, createSelector, createSignal, createUniqueId, onMount, type JSX } from "solid-js";
import { walkTabs } from "./walk-tabs";

export interface Tab {
  key: string;
  title: string;
  /** Small mark behind the title: a count or a dot. */
  mark?: JSX.Element;
  body: () => JSX.Element;
}

export interface TabsProps {
  name: string;
  tabs: Tab[];
  selected: string;
  onSelect: (key: string) => void;
  /** Stands at the right end of the tab row. */
  end?: JSX.Element;
}

/** Panels of which one is shown; arrows move between the tabs (the pattern "tabs" of WAI-ARIA, activated by focus). */
export function Tabs(props: TabsProps) {
  const id = createUniqueId();
  const isSelected = createSelector(() => props.selected);
  let list: HTMLDivElement | undefined;
  return (
    <div class="tabs">
      <div class="tab-row">
        <div ref={list} class="tab-list" role="tablist" aria-label={props.name}>
          <For each={props.tabs}>
            {(tab) => (
              <button
                type="button"
                id={`${id}-${tab.key}`}
                class="tab"
                role="tab"
                aria-selected={isSelected(tab.key)}
                aria-controls={isSelected(tab.key) ? `${id}-${tab.key}-panel` : undefined}
                tabindex={isSelected(tab.key) ? 0 : -1}
                onClick={() => props.onSelect(tab.key)}
                onKeyDown={(event) => walkTabs(event, list)?.click()}
              >
                {tab.title}
                {tab.mark}
              </button>
            )}
          </For>
        </div>
        <div class="tab-end">{props.end}</div>
      </div>
      <For each={props.tabs}>
        {(tab) => (
          <Show when={isSelected(tab.key)}>
            <Panel id={`${id}-${tab.key}`}>{tab.body()}</Panel>
          </Show>
        )}
      </For>
    </div>
  );
}

const reachable = "button, input, select, textarea, a[href], [tabindex='0'], [contenteditable='true']";

/** A panel in which nothing can have the focus has it itself, so that it can be scrolled by keys. */
function Panel(props: { id: string; children: JSX.Element }) {
  const [isBare, setBare] = createSignal(false);
  let panel: HTMLDivElement | undefined;
  onMount(() => setBare(panel?.querySelector(reachable) === null));
  return (
    <div
      ref={panel}
      id={`${props.id}-panel`}
      class="tab-body"
      role="tabpanel"
      aria-labelledby={props.id}
      tabindex={isBare() ? 0 : undefined}
    >
      {props.children}
    </div>
  );
}
