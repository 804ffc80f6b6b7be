import RotateCcw from "lucide-solid/icons/rotate-ccw";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show, createSignal, onCleanup, onMount } from "solid-js";
import { Button } from "../parts/button";
import type { App } from "./app";
import { CompareDialog, type Comparison } from "./compare-dialog";
import type { Tab } from "./tab";

/** How often the file of the workflow that is seen is looked at, in milliseconds. */
const pace = 3000;

/** Says when the file was changed or removed by somebody else, or that the text was recovered, and offers the ways out. */
export function DiskBar(props: { app: App; tab: Tab; onSaveAs: () => void }) {
  const { app, tab } = props;
  const { disk, workflow } = tab;
  const [comparison, setComparison] = createSignal<Comparison | null>(null);
  onMount(() => {
    const look = () => void disk.look().catch(() => {}); // The next look, or the save, says what is wrong.
    look();
    const timer = setInterval(() => document.visibilityState === "visible" && look(), pace);
    window.addEventListener("focus", look);
    onCleanup(() => {
      clearInterval(timer);
      window.removeEventListener("focus", look);
    });
  });
  const attempt = (act: () => Promise<void>) => () => void act().catch(app.refused);
  const compare = attempt(async () => {
    setComparison({
      title: `${tab.name}: on disk and here`,
      before: { name: "On disk", text: await disk.text() },
      after: { name: "Here", text: workflow.buffer.text },
    });
  });
  const bar = { app, tab, attempt, compare };
  return (
    <>
      <Show when={disk.state() === "changed"}>
        <div class="disk-bar" role="alert">
          <TriangleAlert size={15} aria-hidden="true" />
          <span class="grow">Another program changed this file.</span>
          <Button size="small" tip="See both texts side by side" onClick={compare}>
            Compare
          </Button>
          <Button size="small" tip="Take the text on disk; undo brings yours back" onClick={attempt(() => disk.reload())}>
            Reload
          </Button>
          <Button size="small" tip="Write the text shown here over the file" onClick={attempt(() => disk.keepMine())}>
            Keep mine
          </Button>
        </div>
      </Show>
      <Show when={disk.state() === "missing"}>
        <div class="disk-bar" role="alert">
          <TriangleAlert size={15} aria-hidden="true" />
          <span class="grow">This file is no longer on disk.</span>
          <Button size="small" onClick={() => props.onSaveAs()}>
            Save as …
          </Button>
          <Button size="small" tip="Write the text shown here where the file was" onClick={attempt(() => disk.keepMine())}>
            Save again
          </Button>
        </div>
      </Show>
      <Recovered {...bar} />
      <CompareDialog comparison={comparison()} onClose={() => setComparison(null)} />
    </>
  );
}

/** Says that the text is what was not saved last time. */
function Recovered(props: { app: App; tab: Tab; attempt: (act: () => Promise<void>) => () => void; compare: () => void }) {
  const { tab } = props;
  const { disk, workflow } = tab;
  const discard = () => {
    tab.noted();
    if (workflow.document().path === null) props.app.discard(tab);
    else props.attempt(() => disk.reload())();
  };
  return (
    <Show when={workflow.dirty() && tab.recovered()}>
      {(at) => (
        <div class="disk-bar calm" role="status">
          <RotateCcw size={15} aria-hidden="true" />
          <span class="grow">Recovered what was not saved on {new Date(at()).toLocaleString()}.</span>
          <Show when={disk.state() === "same"}>
            <Show when={workflow.document().path !== null}>
              <Button size="small" tip="See both texts side by side" onClick={() => props.compare()}>
                Compare
              </Button>
            </Show>
            <Button size="small" onClick={discard}>
              Discard
            </Button>
          </Show>
          <Button size="small" onClick={() => tab.noted()}>
            Keep
          </Button>
        </div>
      )}
    </Show>
  );
}
