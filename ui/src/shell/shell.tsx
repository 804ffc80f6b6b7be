import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Match, Show, Switch, createEffect, createSignal, on, onCleanup, onMount } from "solid-js";
import type { Action } from "../actions/action";
import { keymap } from "../actions/keymap";
import { press } from "../actions/keys";
import { Gate } from "../accounts/gate";
import { Clients } from "../clients/clients";
import { Inbox } from "../inbox/inbox";
import { Machines } from "../machines/machines";
import { ShortcutsOf } from "../parts/shortcut";
import { inDesktop } from "../platform/pick";
import { DamagedScreen } from "../rescue/damaged-screen";
import { UnopenedScreen } from "../rescue/unopened-screen";
import type { Refusal } from "../api/client";
import type { Template } from "../api/generated";
import { sentence } from "../parts/sentence";
import { ToastRegion } from "../parts/toast";
import { Tooltip } from "../parts/tooltip";
import { createNow } from "../runs/ticker";
import { StartScreen } from "../start/start-screen";
import { windowActions } from "./actions";
import type { App } from "./app";
import { Brand } from "./brand";
import { bottomHeight } from "../designer/workbench";
import { TabStrip } from "./tab-strip";
import { TopBar } from "./top-bar";
import { WindowDialogs, type Over } from "./window-dialogs";
import { WorkflowBar } from "./workflow-bar";
import { Workspace, type WorkspaceProps } from "./workspace";

/** Height of the line below the designer, in pixels. */
const statusBar = 24;

/** The window, or why there is none and what can be done about it. */
export function Shell(props: { app: App }) {
  const { app } = props;
  const again = () => location.reload();
  // The desktop opens its data once, when it starts; a page asks again.
  const retry = inDesktop ? undefined : again;
  const unopened = () => {
    const refusal = app.session.refusal();
    return app.session.value() === undefined && refusal?.code === "unavailable" && refusal;
  };
  return (
    <>
      <Switch fallback={<Whole app={app} />}>
        <Match when={app.session.refusal()?.code === "damaged"}>
          <div class="shell">
            <DamagedScreen client={app.client} refused={app.refused} onOpen={again} />
            <ToastRegion toasts={app.toasts} />
          </div>
        </Match>
        <Match when={unopened()}>
          {(refusal) => (
            <div class="shell">
              <UnopenedScreen refusal={refusal()} onRetry={retry} />
            </div>
          )}
        </Match>
      </Switch>
      <Tooltip />
    </>
  );
}

/** Sign-in form, tabs, start screen, designer or inbox, and what lies over all of them. */
function Whole(props: { app: App }) {
  const { app } = props;
  const [over, setOver] = createSignal<Over>(null);
  const global = windowActions(app, setOver);
  const [local, setLocal] = createSignal<{ actions: readonly Action[]; tell: (why: string) => void }>({
    actions: [],
    tell: () => {},
  });
  const asked = () => app.gate() ?? (app.session.value() && !app.account() && !app.guest() ? { reason: null } : null);
  const actions = () => [...(app.route() === "design" ? local().actions : []), ...global];
  // Who has not come in yet does nothing by keyboard either.
  onMount(() =>
    listen(
      () => (asked() ? [] : actions()),
      (why) => local().tell(why),
    ),
  );
  createEffect(on(app.route, (route) => route === "start" && void app.drafts.refresh()));
  return (
    <ShortcutsOf.Provider value={(id) => keymap.labelOf(actions(), id)}>
      <div class="shell">
        <Show
          when={asked()}
          fallback={
            <>
              <TopBar app={app} onSessions={() => setOver("sessions")} onShortcuts={() => setOver("shortcuts")}>
                <Show when={app.route() === "design" && app.tabs.active()} keyed>
                  {(tab) => <WorkflowBar bench={tab.bench} actions={actions()} />}
                </Show>
              </TopBar>
              <TabStrip app={app} />
              <Screens app={app} onActions={(list, tell) => setLocal({ actions: list, tell })} onOpen={() => setOver("open")} />
            </>
          }
        >
          {(gate) => <GatePlace app={app} reason={gate().reason} />}
        </Show>
        <DamageBar refusal={app.client.damage()} />
        <WindowDialogs app={app} over={over()} actions={actions()} onClose={() => setOver(null)} />
        <Show when={!app.live.connected()}>
          <div class="lost" role="alert">
            <span class="spinner" aria-hidden="true" /> Connection lost. Trying again …
          </div>
        </Show>
        <Show when={app.client.slow()}>
          <div class="progress" role="progressbar" aria-label="Working" />
        </Show>
        <ToastRegion toasts={app.toasts} above={app.route() === "design" && app.tabs.active() ? bottomHeight() + statusBar : 0} />
      </div>
    </ShortcutsOf.Provider>
  );
}

/** What the window shows: the open workflow, or one of the screens beside it. */
function Screens(props: Omit<WorkspaceProps, "tab"> & { onOpen: () => void }) {
  const { app } = props;
  return (
    <Switch>
      <Match when={app.route() === "design" && app.tabs.active()} keyed>
        {(tab) => <Workspace app={app} tab={tab} onActions={props.onActions} />}
      </Match>
      <Match when={app.route() === "inbox"}>
        <InboxScreen app={app} />
      </Match>
      <Match when={app.route() === "machines"}>
        <MachinesScreen app={app} />
      </Match>
      <Match when={app.route() === "clients"}>
        <Clients live={app.live} refused={app.refused} />
      </Match>
      <Match when={true}>
        <Start app={app} onOpen={props.onOpen} />
      </Match>
    </Switch>
  );
}

/** Gives keys to actions. */
function listen(actions: () => readonly Action[], tell: (why: string) => void): void {
  const hear = (event: KeyboardEvent) => press(event, actions(), keymap, tell);
  window.addEventListener("keydown", hear);
  onCleanup(() => window.removeEventListener("keydown", hear));
}

/** Says that a part of the database cannot be read, and what to do. */
function DamageBar(props: { refusal: Refusal | null }) {
  return (
    <Show when={props.refusal}>
      {(refusal) => (
        <div class="disk-bar" role="alert">
          <TriangleAlert size={15} aria-hidden="true" />
          <span class="grow" title={refusal().message}>
            A part of the database cannot be read. {sentence(refusal().hint ?? "")}.
          </span>
        </div>
      )}
    </Show>
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
  const isOpen = (key: string) => app.tabs.all().some(({ workflow }) => workflow.draftKey === key);
  return (
    <StartScreen
      live={app.live}
      drafts={app.drafts.all().filter(({ key, edited }) => edited && !isOpen(key))}
      refused={app.refused}
      onNew={() => app.showNew()}
      onOpenDialog={props.onOpen}
      onOpen={(path) => void app.openPath(path).catch(app.refused)}
      onSample={(id) => void app.openSample(id).catch(app.refused)}
      onRun={(arn) => void app.showRun(arn).catch(app.refused)}
      onDraft={(key) => void app.openDraft(key).catch(app.refused)}
      onDropDraft={(key) => void app.drafts.drop(key).catch(app.refused)}
      onTemplate={({ name, text }) => app.showText(name, text)}
      onDeleteTemplate={(template) => void deleteTemplate(app, template).catch(app.refused)}
    />
  );
}

async function deleteTemplate(app: App, { id, kind, name, text }: Template): Promise<void> {
  await app.client.call("delete_template", { id });
  const undo = () => void app.client.call("keep_template", { kind, name, text, replace: false }).catch(app.refused);
  app.toasts.show({ tone: "plain", title: `Deleted the template ${name}`, action: { label: "Undo", run: undo } });
}

function MachinesScreen(props: { app: App }) {
  const { app } = props;
  const now = createNow(1_000);
  const show = (arn: string) => void app.showRun(arn).catch(app.refused);
  return (
    <Machines
      live={app.live}
      now={now()}
      refused={app.refused}
      chosen={app.chosenMachine()}
      onChoose={app.setChosenMachine}
      onConnect={() => app.go("clients")}
      onEdit={(name, text) => app.showText(name, text)}
      onShowRun={show}
      onStarted={show}
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
