import { Show } from "solid-js";
import { Sessions } from "../accounts/sessions";
import type { Action } from "../actions/action";
import { FileDialog } from "../files/file-dialog";
import { folderOf } from "../files/names";
import { Dialog } from "../parts/dialog";
import type { App } from "./app";
import { CommandPalette } from "./command-palette";
import { ShortcutList } from "./shortcut-list";

/** What lies over the window. */
export type Over = "open" | "sessions" | "shortcuts" | "commands" | null;

/** The dialogs that every screen has. */
export function WindowDialogs(props: { app: App; over: Over; actions: readonly Action[]; onClose: () => void }) {
  const { app } = props;
  return (
    <>
      <FileDialog
        client={app.client}
        open={props.over === "open"}
        purpose="open"
        folder={folderOf(app.workflow()?.document().path ?? "")}
        onClose={props.onClose}
        onChoose={(path) => app.openPath(path)}
      />
      <Dialog open={props.over === "sessions"} title="Where you are signed in" onClose={props.onClose}>
        <Sessions live={app.live} refused={app.refused} />
      </Dialog>
      <Dialog open={props.over === "shortcuts"} title="Keyboard shortcuts" width={640} onClose={props.onClose}>
        <ShortcutList actions={props.actions} />
      </Dialog>
      <Show when={props.over === "commands"}>
        <CommandPalette actions={props.actions} onClose={props.onClose} />
      </Show>
    </>
  );
}
