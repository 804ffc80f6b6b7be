import { Tabs as Base } from "@kobalte/core/tabs";
import { For, type JSX } from "solid-js";

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

/** Panels of which one is shown; arrows move between the tabs. */
export function Tabs(props: TabsProps) {
  return (
    <Base class="tabs" value={props.selected} onChange={(key) => props.onSelect(key)}>
      <div class="tab-row">
        <Base.List class="tab-list" aria-label={props.name}>
          <For each={props.tabs}>
            {(tab) => (
              <Base.Trigger class="tab" value={tab.key}>
                {tab.title}
                {tab.mark}
              </Base.Trigger>
            )}
          </For>
        </Base.List>
        <div class="tab-end">{props.end}</div>
      </div>
      <For each={props.tabs}>
        {(tab) => (
          <Base.Content class="tab-body" value={tab.key}>
            {tab.body()}
          </Base.Content>
        )}
      </For>
    </Base>
  );
}
