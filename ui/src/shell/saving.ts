import type { Client } from "../api/client";
import type { Workflow } from "../workflow/workflow";

/** Writes the text to the file it came from. Rejects with `conflict` if somebody else changed the file meanwhile. */
export function save(workflow: Workflow): Promise<void> {
  return workflow.saves.take(async () => {
    const { path, fingerprint } = workflow.document();
    if (path === null) throw new Error("the workflow has no file yet");
    await write(workflow, path, fingerprint, false);
  });
}

/** Writes the text to a file of the person's choice, which is its file from then on. */
export function saveTo(workflow: Workflow, path: string, overwrite: boolean): Promise<void> {
  return workflow.saves.take(() => {
    const { path: current, fingerprint } = workflow.document();
    return write(workflow, path, path === current ? fingerprint : null, overwrite);
  });
}

/** Writes the text over the bytes of its file that `fingerprint` names; null if there must be no file. */
export function saveOver(workflow: Workflow, path: string, fingerprint: string | null): Promise<void> {
  return workflow.saves.take(() => write(workflow, path, fingerprint, false));
}

/** Writes a copy that AWS accepts; the workflow stays where it is. Returns its size in bytes. */
export async function exportTo(workflow: Workflow, path: string, overwrite: boolean): Promise<number> {
  const { bytes } = await workflow.client.call("export_definition", { path, text: workflow.buffer.text, overwrite });
  return bytes;
}

/** Writes a picture. Returns its size in bytes. */
export async function exportPicture(client: Client, picture: Blob, path: string, overwrite: boolean): Promise<number> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  let letters = "";
  for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return (await client.call("export_picture", { path, content: btoa(letters), overwrite })).bytes;
}

/** Writes the text as `path`. Without `overwrite` only what `fingerprint` names is replaced; null names no file. */
async function write(workflow: Workflow, path: string, fingerprint: string | null, overwrite: boolean): Promise<void> {
  const text = workflow.buffer.text;
  const before = workflow.document();
  const draft = workflow.draftKey;
  const document = await workflow.client.call("save_document", { path, text, fingerprint, overwrite, draft });
  // Handlers and input of a sample still stand where they came from.
  workflow.saved({
    ...document,
    text,
    handlers_folder: document.handlers_folder ?? before.handlers_folder,
    input: document.input ?? before.input,
  });
}
