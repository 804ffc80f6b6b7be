import { panels, type Workbench } from "../designer/workbench";
import type { Shortcut } from "./shortcuts";

/** What can be done with the open workflow from the bar and by keys. */
export interface Actions {
  run: () => void;
  save: () => void;
  saveAs: () => void;
  export: () => void;
  open: () => void;
  close: () => void;
  goTo: () => void;
}

/** Shortcuts that work while a workflow is shown. */
export function designShortcuts(bench: Workbench, actions: Actions): Shortcut[] {
  const { workflow } = bench;
  const stop = () => {
    const run = bench.run();
    if (run?.status === "RUNNING") run.stop().catch(bench.refused);
  };
  const search = () => document.querySelector<HTMLElement>(".palette input")?.focus();
  const form = () => {
    panels.inspector.show();
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".inspector input, .inspector textarea")?.focus());
  };
  return [
    { keys: "Ctrl+S", title: "Save", everywhere: true, run: actions.save },
    { keys: "Ctrl+Shift+S", title: "Save as", everywhere: true, run: actions.saveAs },
    { keys: "Ctrl+Shift+E", title: "Export", everywhere: true, run: actions.export },
    { keys: "Ctrl+Z", title: "Undo", everywhere: false, run: () => workflow.undo() },
    { keys: "Ctrl+Shift+Z", title: "Redo", everywhere: false, run: () => workflow.redo() },
    { keys: "Ctrl+Y", title: "Redo", everywhere: false, run: () => workflow.redo() },
    { keys: "Ctrl+D", title: "Duplicate the selection", everywhere: false, run: () => bench.duplicateSelection() },
    { keys: "F5", title: "Run", everywhere: true, run: actions.run },
    { keys: "Shift+F5", title: "Stop the run", everywhere: true, run: stop },
    { keys: "Ctrl+E", title: "Show or hide the code", everywhere: true, run: () => panels.code.toggle() },
    { keys: "Ctrl+B", title: "Show or hide the palette", everywhere: true, run: () => panels.palette.toggle() },
    { keys: "Ctrl+I", title: "Show or hide the form", everywhere: true, run: () => panels.inspector.toggle() },
    { keys: "Ctrl+J", title: "Show or hide the bottom panel", everywhere: true, run: () => panels.bottom.toggle() },
    { keys: "Ctrl+P", title: "Go to a state", everywhere: true, run: actions.goTo },
    { keys: "/", title: "Search the palette", everywhere: false, run: search },
    { keys: "F4", title: "Go to the form", everywhere: true, run: form },
    { keys: "Alt+C", title: "Fit the picture", everywhere: false, run: () => bench.picture()?.fit() },
    { keys: "Ctrl+F4", title: "Close the workflow", everywhere: true, run: actions.close },
  ];
}
