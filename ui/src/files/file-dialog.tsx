import ArrowUp from "lucide-solid/icons/arrow-up";
import FileBraces from "lucide-solid/icons/file-braces";
import Folder from "lucide-solid/icons/folder";
import FolderOpen from "lucide-solid/icons/folder-open";
import { For, Show, createEffect, createSignal, on } from "solid-js";
import { type Client, Refusal } from "../api/client";
import type { Folder as Listing, FolderEntry } from "../api/generated";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Empty } from "../parts/empty";
import { TextField } from "../parts/field";
import { sentence } from "../parts/sentence";
import { fileName, looksLikeWorkflow, pathIn, size } from "./names";

export interface FileDialogProps {
  client: Client;
  open: boolean;
  purpose: "open" | "save" | "export";
  /** Name to start with when writing. */
  suggested?: string;
  /** Folder to start in; null is where the back end likes to begin. */
  folder: string | null;
  onClose: () => void;
  /** The chosen file. Rejects if it cannot be used; the dialog then stays and says why. `overwrite` is true after the person agreed. */
  onChoose: (path: string, overwrite: boolean) => Promise<void>;
}

const titles = { open: "Open a workflow", save: "Save the workflow", export: "Export as Amazon States Language" };
const verbs = { open: "Open", save: "Save", export: "Export" };

/** Our own file dialog: the same in the desktop window and in the browser. */
export function FileDialog(props: FileDialogProps) {
  const [listing, setListing] = createSignal<Listing | null>(null);
  const [name, setName] = createSignal("");
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [busy, setBusy] = createSignal(false);
  const go = async (path: string | null) => {
    try {
      setListing(await props.client.call("list_folder", { path }));
      setRefusal(null);
    } catch (reason) {
      setRefusal(Refusal.from(reason));
    }
  };
  createEffect(
    on(() => props.open, (open) => {
      if (!open) return;
      setName(props.suggested ?? "");
      setRefusal(null);
      void go(listing()?.path ?? props.folder);
    }),
  );
  const exists = () => listing()?.entries.some((entry) => entry.kind === "file" && entry.name === fileName(name())) ?? false;
  const choose = async () => {
    const folder = listing();
    if (!folder || name().trim() === "") return;
    setBusy(true);
    try {
      await props.onChoose(pathIn(folder.path, props.purpose === "open" ? name().trim() : fileName(name())), exists());
      props.onClose();
    } catch (reason) {
      setRefusal(Refusal.from(reason));
    } finally {
      setBusy(false);
    }
  };
  const pick = (entry: FolderEntry) => {
    if (entry.kind === "folder") return void go(entry.path);
    setName(entry.name);
    if (props.purpose === "open") void choose();
  };
  return (
    <Dialog open={props.open} title={titles[props.purpose]} width={640} onClose={props.onClose} footer={
      <>
        <span class="grow wrong-line">{props.purpose !== "open" && exists() ? `\`${fileName(name())}\` exists and will be replaced` : ""}</span>
        <Button onClick={() => props.onClose()}>Cancel</Button>
        <Button kind="primary" busy={busy()} disabled={name().trim() === ""} onClick={() => void choose()}>{props.purpose !== "open" && exists() ? `Replace` : verbs[props.purpose]}</Button>
      </>
    }>
      <div class="row">
        <Button kind="quiet" icon={ArrowUp} name="Up one level" disabled={!listing()?.parent} onClick={() => void go(listing()?.parent ?? null)} />
        <PathLine path={listing()?.path ?? ""} onGo={(path) => void go(path)} />
      </div>
      <Show when={refusal()}>{(failure) => <p class="note danger" role="alert">{sentence(failure().message)}{failure().hint ? ` — ${failure().hint}` : ""}</p>}</Show>
      <Entries listing={listing()} chosen={name()} workflowsOnly={props.purpose === "open"} onPick={pick} />
      <form onSubmit={(event) => (event.preventDefault(), void choose())}>
        <TextField label="File name" value={name()} onInput={setName} autofocus={props.purpose !== "open"} placeholder={props.purpose === "open" ? "Pick a file above, or type its name" : "my-workflow.asl.json"} />
      </form>
    </Dialog>
  );
}

function PathLine(props: { path: string; onGo: (path: string) => void }) {
  const [typed, setTyped] = createSignal<string | null>(null);
  return (
    <form class="grow" onSubmit={(event) => (event.preventDefault(), props.onGo(typed() ?? props.path), setTyped(null))}>
      <input class="input mono" aria-label="Folder" value={typed() ?? props.path} spellcheck={false} onInput={(event) => setTyped(event.currentTarget.value)} />
    </form>
  );
}

function Entries(props: { listing: Listing | null; chosen: string; workflowsOnly: boolean; onPick: (entry: FolderEntry) => void }) {
  const shown = () => props.listing?.entries.filter((entry) => !entry.name.startsWith(".") && (entry.kind === "folder" || looksLikeWorkflow(entry.name))) ?? [];
  return (
    <div class="entries" role="listbox" aria-label="Files">
      <For each={shown()} fallback={<Empty icon={FolderOpen} title={props.listing ? "No folders or workflows here" : "Reading the folder …"}>{props.listing ? "Workflows are files that end in .json." : undefined}</Empty>}>
        {(entry) => (
          <button type="button" role="option" class="entry" aria-selected={props.chosen === entry.name} onClick={() => props.onPick(entry)}>
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
