import { Match, Show, Switch, createEffect, createSignal, on, onCleanup, onMount } from "solid-js";
import type { Action } from "../actions/action";
import { keymap } from "../actions/keymap";
import { press } from "../actions/keys";
import { Gate } from "../accounts/gate";
import { Sessions } from "../accounts/sessions";
import { FileDialog } from "../files/file-dialog";
import { folderOf } from "../files/names";
import { Inbox } from "../inbox/inbox";
import { Dialog } from "../parts/dialog";
import { ToastRegion } from "../parts/toast";
import { createNow } from "../runs/ticker";
import { StartScreen } from "../start/start-screen";
import { windowActions } from "./actions";
import type { App } from "./app";
import { Brand } from "./brand";
import { CommandPalette } from "./command-palette";
import { ShortcutList } from "./shortcut-list";
import { TopBar } from "./top-bar";
import { Workspace } from "./workspace";

/** The window: sign-in form, start screen, designer or inbox, and what lies over all of them. */
export function Shell(props: { app: App }) {
  const { app } = props;
  const [opening, setOpening] = createSignal(false);
  const [sessions, setSessions] = createSignal(false);
  const [listing, setListing] = createSignal(false);
  const [commanding, setCommanding] = createSignal(false);
  const global = windowActions(app, {
    open: () => setOpening(true),
    shortcuts: () => setListing(true),
    palette: () => setCommanding(true),
  });
  const [local, setLocal] = createSignal<{ actions: readonly Action[]; tell: (why: string) => void }>({
    actions: [],
    tell: () => {},
  });
  const actions = () => [...(app.route() === "design" ? local().actions : []), ...global];
  onMount(() => {
    const listen = (event: KeyboardEvent) => {
      // A dialog has keys of its own.
      const inDialog = document.querySelector("[role=dialog], [role=alertdialog]") !== null;
      if (!inDialog) press(event, actions(), keymap, (why) => local().tell(why));
    };
    window.addEventListener("keydown", listen);
    onCleanup(() => window.removeEventListener("keydown", listen));
  });
  const asked = () => app.gate() ?? (app.session.value() && !app.account() && !app.guest() ? { reason: null } : null);
  createEffect(on(app.route, (route) => route === "start" && void app.drafts.refresh()));
  const bar = { app, onSessions: () => setSessions(true), onShortcuts: () => setListing(true) };
  return (
    <div class="shell">
      <Show
        when={asked()}
        fallback={
          <Switch>
            <Match when={app.route() === "design" && app.workflow()} keyed>
              {(workflow) => (
                <Workspace
                  app={app}
                  workflow={workflow}
                  actions={global}
                  onActions={(list, tell) => setLocal({ actions: list, tell })}
                  bar={bar}
                />
              )}
            </Match>
            <Match when={app.route() === "inbox"}>
              <TopBar {...bar} />
              <InboxScreen app={app} />
            </Match>
            <Match when={true}>
              <TopBar {...bar} />
              <Start app={app} onOpen={() => setOpening(true)} />
            </Match>
          </Switch>
        }
      >
        {(gate) => <GatePlace app={app} reason={gate().reason} />}
      </Show>
      <FileDialog
        client={app.client}
        open={opening()}
        purpose="open"
        folder={folderOf(app.workflow()?.document().path ?? "")}
        onClose={() => setOpening(false)}
        onChoose={(path) => app.openPath(path)}
      />
      <Dialog open={sessions()} title="Where you are signed in" onClose={() => setSessions(false)}>
        <Sessions live={app.live} refused={app.refused} />
      </Dialog>
      <Dialog open={listing()} title="Keyboard shortcuts" width={640} onClose={() => setListing(false)}>
        <ShortcutList actions={actions()} />
      </Dialog>
      <Show when={commanding()}>
        <CommandPalette actions={actions()} onClose={() => setCommanding(false)} />
      </Show>
      <Show when={!app.live.connected()}>
        <div class="lost" role="alert">
          <span class="spinner" aria-hidden="true" /> Connection lost. Trying again …
        </div>
      </Show>
      <Show when={app.client.slow()}>
        <div class="progress" role="progressbar" aria-label="Working" />
      </Show>
      <ToastRegion toasts={app.toasts} />
    </div>
  );
}

function GatePlace(props: { app: App; reason: string | null }) {
  return (
    <main class="gate-place">
      <div class="gate-card">
        <div class="brand">
          <Brand size={32} />
        </div>
        <Gate
          client={props.app.client}
          firstStart={props.app.session.value()?.first_start ?? false}
          reason={props.reason}
          onDone={() => void props.app.sessionChanged()}
          onGuest={() => props.app.stayGuest()}
        />
      </div>
    </main>
  );
}

function Start(props: { app: App; onOpen: () => void }) {
  const { app } = props;
  const open = app.workflow()?.draftKey;
  return (
    <StartScreen
      live={app.live}
      drafts={app.drafts.all().filter(({ key }) => key !== open)}
      refused={app.refused}
      onNew={() => app.showNew()}
      onOpenDialog={props.onOpen}
      onOpen={(path) => void app.openPath(path).catch(app.refused)}
      onSample={(id) => void app.openSample(id).catch(app.refused)}
      onRun={(arn) => void app.showRun(arn).catch(app.refused)}
      onDraft={(key) => void app.openDraft(key).catch(app.refused)}
      onDropDraft={(key) => void app.drafts.drop(key).catch(app.refused)}
    />
  );
}

function InboxScreen(props: { app: App }) {
  const now = createNow(10_000);
  return (
    <Inbox
      client={props.app.client}
      approvals={props.app.approvals()}
      account={props.app.account()}
      now={now()}
      onSignIn={() => props.app.askToSignIn()}
      onShowRun={(approval) => void props.app.showRun(approval.execution_arn).catch(props.app.refused)}
    />
  );
}
