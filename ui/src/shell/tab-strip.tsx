import ChevronDown from "lucide-solid/icons/chevron-down";
import FileBraces from "lucide-solid/icons/file-braces";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { For, Show, createEffect, createSignal, on, onCleanup } from "solid-js";
import { Button } from "../parts/button";
import { Menu } from "../parts/menu";
import { walkTabs } from "../parts/walk-tabs";
import type { App } from "./app";
import type { Tab } from "./tab";
import { TabDrag } from "./tab-drag";

/** The open workflows: press to see one, drag to put it elsewhere, press the wheel to close. Arrows move along them. */
export function TabStrip(props: { app: App }) {
  const { app } = props;
  let list: HTMLDivElement | undefined;
  const drag = new TabDrag((tab, to) => app.tabs.move(tab, to));
  onCleanup(() => drag.end());
  const shown = (tab: Tab) => app.route() === "design" && app.tabs.active() === tab;
  // Which one is shown can always be seen, however narrow the window becomes.
  const reveal = () => list?.querySelector("[data-shown]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  createEffect(on([app.tabs.active, app.tabs.all, app.route], () => requestAnimationFrame(reveal)));
  const overflows = useOverflow(() => list, app.tabs.all, reveal);
  const key = (event: KeyboardEvent) => void walkTabs(event, list);
  const wheel = (event: WheelEvent & { currentTarget: HTMLElement }) => {
    if (event.deltaX === 0) event.currentTarget.scrollLeft += event.deltaY;
  };
  return (
    <Show when={app.tabs.all().length > 0}>
      <nav class="tab-strip" aria-label="Tabs">
        <div ref={list} class="open-tabs" role="tablist" aria-label="Open workflows" onKeyDown={key} onWheel={wheel}>
          <For each={app.tabs.all()}>
            {(tab, at) => <TabButton app={app} tab={tab} shown={shown(tab)} first={at() === 0} drag={drag} list={() => list} />}
          </For>
        </div>
        <Button kind="quiet" size="small" icon={Plus} name="New workflow" action="file.new" onClick={() => app.showNew()} />
        <span class="grow" />
        <Show when={overflows()}>
          <Menu
            name="All open workflows"
            class="button quiet small icon"
            trigger={<ChevronDown size={15} aria-hidden="true" />}
            items={app.tabs.all().map((tab) => ({
              label: `${tab.workflow.dirty() ? "• " : ""}${tab.name}`,
              icon: FileBraces,
              onSelect: () => app.showTab(tab),
            }))}
          />
        </Show>
      </nav>
    </Show>
  );
}

function TabButton(props: {
  app: App;
  tab: Tab;
  shown: boolean;
  first: boolean;
  drag: TabDrag;
  list: () => HTMLElement | undefined;
}) {
  const { app, tab } = props;
  const { workflow } = tab;
  const reachable = () => props.shown || (app.route() !== "design" && props.first);
  const key = (event: KeyboardEvent) => {
    if (event.key !== "Delete") return;
    event.preventDefault();
    void app.close(tab);
  };
  const down = (event: PointerEvent) => {
    if (event.button === 0 && !(event.target instanceof Element && event.target.closest(".tab-close")))
      props.drag.begin(tab, () => app.tabs.all(), event, props.list());
  };
  return (
    <div
      class="open-tab"
      classList={{ shown: props.shown, dirty: workflow.dirty(), dragged: props.drag.tab() === tab }}
      role="presentation"
      data-shown={props.shown ? "" : undefined}
      title={workflow.document().path ?? `${tab.name} – not saved yet`}
      onPointerDown={down}
      // The wheel closes a tab; the browser would begin to scroll with it.
      onMouseDown={(event) => event.button === 1 && event.preventDefault()}
      onAuxClick={(event) => event.button === 1 && void app.close(tab)}
    >
      <button
        type="button"
        role="tab"
        class="open-tab-name"
        aria-selected={props.shown}
        aria-label={workflow.dirty() ? `${tab.name}, not saved` : tab.name}
        tabindex={reachable() ? 0 : -1}
        onClick={() => app.showTab(tab)}
        onKeyDown={key}
      >
        <span class="ellipsis">{tab.name}</span>
      </button>
      {/* For the pointer; the keyboard has Delete and the keys for closing. */}
      <button type="button" class="tab-close" aria-hidden="true" tabindex={-1} title="Close" onClick={() => void app.close(tab)}>
        <Show when={workflow.dirty()}>
          <span class="dirty-dot" />
        </Show>
        <X size={13} />
      </button>
    </div>
  );
}

/** True while not all of an element's content can be seen. */
function useOverflow(element: () => HTMLElement | undefined, content: () => unknown, resized: () => void): () => boolean {
  const [overflows, setOverflows] = createSignal(false);
  const measure = () => {
    const found = element();
    setOverflows(found !== undefined && found.scrollWidth > found.clientWidth + 1);
  };
  createEffect(on(content, () => requestAnimationFrame(measure)));
  const resize = () => {
    measure();
    resized();
  };
  window.addEventListener("resize", resize);
  onCleanup(() => window.removeEventListener("resize", resize));
  return overflows;
}
