import ArrowUp from "lucide-solid/icons/arrow-up";
import FileBraces from "lucide-solid/icons/file-braces";
import Folder from "lucide-solid/icons/folder";
import FolderOpen from "lucide-solid/icons/folder-open";
import { For, createEffect, createSignal, on } from "solid-js";
import type { Client } from "../api/client";
import type { Folder as Listing, FolderEntry } from "../api/generated";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { walkOptions } from "../parts/walk-options";
import { Empty } from "../parts/empty";
import { TextField } from "../parts/field";
import { RefusalNote } from "../parts/refusal-note";
import { looksLikeWorkflow, size } from "./names";
import { Picking } from "./picking";

export interface FileDialogProps {
  client: Client;
  open: boolean;
  purpose: "open" | "save" | "export" | "picture";
  /** What stands above it, if the purpose does not say it. */
  title?: string;
  /** Ending of the file, if it is not a workflow's. */
  ending?: string | undefined;
  /** Name to start with when writing. */
  suggested?: string;
  /** Folder to start in; null is where the back end likes to begin. */
  folder: string | null;
  onClose: () => void;
  /** The chosen file. Rejects if it cannot be used; the dialog then stays and says why. `overwrite` is true after the person agreed. */
  onChoose: (path: string, overwrite: boolean) => Promise<void>;
}

const titles = {
  open: "Open a workflow",
  save: "Save the workflow",
  export: "Export as Amazon States Language",
  picture: "Export a picture",
};
const verbs = { open: "Open", save: "Save", export: "Export", picture: "Export" };

/** Our own file dialog: the same in the desktop window and in the browser. */
export function FileDialog(props: FileDialogProps) {
  const opens = props.purpose === "open";
  const picking = new Picking(props.client, opens, () => props.ending);
  const begin = (open: boolean) => open && picking.begin(props.suggested ?? "", props.folder);
  createEffect(on(() => props.open, begin));
  const choose = async () => {
    if (await picking.choose(props.onChoose)) props.onClose();
  };
  const footer = () => (
    <>
      <span class="grow wrong-line">{picking.replaces() ? `“${picking.written()}” exists and will be replaced` : ""}</span>
      <Button onClick={() => props.onClose()}>Cancel</Button>
      <Button kind="primary" busy={picking.busy()} disabled={picking.name().trim() === ""} onClick={() => void choose()}>
        {picking.replaces() ? "Replace" : verbs[props.purpose]}
      </Button>
    </>
  );
  return (
    <Dialog open={props.open} title={props.title ?? titles[props.purpose]} width={640} onClose={props.onClose} footer={footer()}>
      <div class="row">
        <Button
          kind="quiet"
          icon={ArrowUp}
          name="Up one level"
          disabled={!picking.listing()?.parent}
          onClick={() => void picking.go(picking.listing()?.parent ?? null)}
        />
        <PathLine path={picking.listing()?.path ?? ""} onGo={(path) => void picking.go(path)} />
      </div>
      <RefusalNote refusal={picking.refusal()} />
      <Entries
        listing={picking.listing()}
        chosen={picking.name()}
        workflowsOnly={opens}
        onPick={(entry) => picking.pick(entry) && void choose()}
      />
      <form onSubmit={(event) => (event.preventDefault(), void choose())}>
        <TextField
          label="File name"
          value={picking.name()}
          onInput={picking.setName}
          autofocus={!opens}
          placeholder={opens ? "Pick a file above, or type its name" : "my-workflow.asl.json"}
        />
      </form>
    </Dialog>
  );
}

function PathLine(props: { path: string; onGo: (path: string) => void }) {
  const [typed, setTyped] = createSignal<string | null>(null);
  return (
    <form class="grow" onSubmit={(event) => (event.preventDefault(), props.onGo(typed() ?? props.path), setTyped(null))}>
      <input
        class="input mono"
        aria-label="Folder"
        value={typed() ?? props.path}
        spellcheck={false}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </form>
  );
}

function Entries(props: {
  listing: Listing | null;
  chosen: string;
  workflowsOnly: boolean;
  onPick: (entry: FolderEntry) => void;
}) {
  const shown = () =>
    props.listing?.entries.filter(
      (entry) => !entry.name.startsWith(".") && (entry.kind === "folder" || looksLikeWorkflow(entry.name)),
    ) ?? [];
  // The list is one stop of the Tab key; arrows move inside of it.
  const reachable = () => shown().find(({ name }) => name === props.chosen);
  return (
    <div
      class="entries"
      role={shown().length > 0 ? "listbox" : "group"}
      aria-label="Files"
      onKeyDown={(event) => walkOptions(event)}
    >
      <For
        each={shown()}
        fallback={
          <Empty icon={FolderOpen} title={props.listing ? "No folders or workflows here" : "Reading the folder …"}>
            {props.listing ? "Workflows are files that end in .json, .yaml or .yml." : undefined}
          </Empty>
        }
      >
        {(entry, at) => (
          <button
            type="button"
            role="option"
            class="entry"
            aria-selected={props.chosen === entry.name}
            tabindex={entry === reachable() || (!reachable() && at() === 0) ? 0 : -1}
            onClick={() => props.onPick(entry)}
          >
            {entry.kind === "folder" ? <Folder size={15} aria-hidden="true" /> : <FileBraces size={15} aria-hidden="true" />}
            <span class="grow ellipsis">{entry.name}</span>
            <span class="faint">{entry.kind === "file" ? size(entry.bytes) : ""}</span>
            <span class="faint date">{new Date(entry.modified_at).toLocaleDateString()}</span>
          </button>
        )}
      </For>
    </div>
  );
}
