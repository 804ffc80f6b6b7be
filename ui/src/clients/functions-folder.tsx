import FolderCode from "lucide-solid/icons/folder-code";
import { Show, createSignal } from "solid-js";
import type { ClientFolder } from "../api/generated";
import { Button } from "../parts/button";
import { TextField } from "../parts/field";
import type { ClientsProps } from "./clients";

/** Where Lambda tasks of clients' executions find their functions, and whether these may run. */
export function FunctionsFolder(props: ClientsProps & { folder: ClientFolder }) {
  const [typed, setTyped] = createSignal<string | null>(null);
  const choose = async (path: string | null, allowed: boolean) => {
    await props.live.client.call("choose_client_functions", { path, allowed }).then(() => setTyped(null), props.refused);
  };
  const changed = () => typed() !== null && typed() !== props.folder.path;
  return (
    <section aria-labelledby="functions-title">
      <h2 id="functions-title">Functions</h2>
      <p class="soft">
        A Lambda task of an execution that a client starts runs <code>NAME/lambda_function.py</code> or{" "}
        <code>NAME/index.mjs</code> in this folder, where NAME is the name of the function.
      </p>
      <Show
        when={!props.folder.named}
        fallback={
          <p class="note">
            <FolderCode size={15} aria-hidden="true" />
            <span>
              <code>{props.folder.path}</code> was named on the command line; its functions may run.
            </span>
          </p>
        }
      >
        <div class="functions-row">
          <TextField
            label="Folder"
            mono
            value={typed() ?? props.folder.path}
            onInput={setTyped}
            help={props.folder.exists ? undefined : "There is no such folder yet; make it and put functions into it."}
          />
          <Show when={changed()}>
            <Button onClick={() => void choose(typed() || null, false)}>Use this folder</Button>
          </Show>
        </div>
        <label class="grant">
          <input
            type="checkbox"
            checked={props.folder.allowed}
            disabled={changed()}
            onChange={(event) => void choose(props.folder.path, event.currentTarget.checked)}
          />
          <span>
            Allow executions of AWS clients to run the functions in this folder
            <br />
            <span class="faint">They can do what you can do on this computer. Until you allow it such a task fails.</span>
          </span>
        </label>
      </Show>
    </section>
  );
}
