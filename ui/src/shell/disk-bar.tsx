import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show, createSignal, onCleanup, onMount } from "solid-js";
import { Button } from "../parts/button";
import type { Workflow } from "../workflow/workflow";
import type { App } from "./app";
import { save } from "./saving";

/** Says when the file was changed or removed by somebody else, and offers the ways out. Looks when the window gets the focus. */
export function DiskBar(props: { app: App; workflow: Workflow; onSaveAs: () => void }) {
  const { app, workflow } = props;
  const [state, setState] = createSignal<"same" | "changed" | "missing">("same");
  const look = async () => {
    const { path, fingerprint } = workflow.document();
    if (path === null || fingerprint === null) return;
    try {
      setState((await app.client.call("check_document", { path, fingerprint })).state);
    } catch (reason) {
      app.refused(reason);
    }
  };
  onMount(() => {
    const seen = () => void look();
    window.addEventListener("focus", seen);
    onCleanup(() => window.removeEventListener("focus", seen));
  });
  const reload = async () => {
    const path = workflow.document().path;
    if (path === null) return;
    try {
      const document = await app.client.call("open_document", { path });
      workflow.buffer.replaceAll(document.text, "Reload from disk");
      workflow.saved(document);
      setState("same");
    } catch (reason) {
      app.refused(reason);
    }
  };
  const keep = () => save(workflow, true).then(() => setState("same"), app.refused);
  return (
    <Show when={state() !== "same"}>
      <div class="disk-bar" role="alert">
        <TriangleAlert size={15} aria-hidden="true" />
        <span class="grow">
          {state() === "changed" ? "Another program changed this file." : "This file is no longer on disk."}
        </span>
        <Show
          when={state() === "changed"}
          fallback={
            <Button size="small" onClick={() => props.onSaveAs()}>
              Save as …
            </Button>
          }
        >
          <Button size="small" tip="Take the text on disk; undo brings yours back" onClick={() => void reload()}>
            Reload
          </Button>
        </Show>
        <Button size="small" tip="Write the text shown here over the file" onClick={() => void keep()}>
          {state() === "changed" ? "Keep mine" : "Save again"}
        </Button>
      </div>
    </Show>
  );
}
