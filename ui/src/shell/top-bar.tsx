import Boxes from "lucide-solid/icons/boxes";
import CircleUser from "lucide-solid/icons/circle-user";
import InboxIcon from "lucide-solid/icons/inbox";
import Keyboard from "lucide-solid/icons/keyboard";
import LogIn from "lucide-solid/icons/log-in";
import LogOut from "lucide-solid/icons/log-out";
import Monitor from "lucide-solid/icons/monitor";
import Moon from "lucide-solid/icons/moon";
import Plug from "lucide-solid/icons/plug";
import Sun from "lucide-solid/icons/sun";
import { Show, type JSX } from "solid-js";
import { Button } from "../parts/button";
import { DrawnIcon } from "../parts/drawn-icon";
import { Menu, type MenuItem } from "../parts/menu";
import { useShortcut } from "../parts/shortcut";
import type { App } from "./app";
import { Brand } from "./brand";
import { setTheme, theme, type Theme } from "./theme";

const themes: Record<Theme, { label: string; icon: typeof Sun }> = {
  system: { label: "As the system", icon: Monitor },
  light: { label: "Light", icon: Sun },
  dark: { label: "Dark", icon: Moon },
};

/** The bar at the top: where one is, what belongs to the screen, inbox, appearance, account. */
export function TopBar(props: { app: App; children?: JSX.Element; onSessions: () => void; onShortcuts: () => void }) {
  const waiting = () => props.app.approvals().filter(({ status }) => status === "pending").length;
  const { app } = props;
  return (
    <header class="top-bar" role="banner">
      <button
        type="button"
        class="brand"
        aria-label={app.route() === "design" ? "Start screen" : "Signalbox, start screen"}
        aria-current={app.route() === "start" ? "page" : undefined}
        onClick={() => app.go("start")}
      >
        <Brand />
        <Show when={app.route() !== "design"}>
          <strong>Signalbox</strong>
        </Show>
      </button>
      {props.children}
      <Show when={app.route() !== "design"}>
        <span class="grow" />
      </Show>
      <Button
        kind="quiet"
        icon={Boxes}
        name="State machines"
        tip="State machines, their executions, and AWS clients"
        pressed={app.route() === "machines" || app.route() === "clients"}
        onClick={() => app.go("machines")}
      />
      <Button
        kind="quiet"
        icon={InboxIcon}
        name={waiting() > 0 ? `Inbox, ${waiting()} waiting` : "Inbox"}
        tip="Requests for decisions"
        pressed={app.route() === "inbox"}
        onClick={() => app.go("inbox")}
      >
        <Show when={waiting() > 0}>
          <span class="count">{waiting()}</span>
        </Show>
      </Button>
      <Menu
        name="Appearance"
        class="button quiet icon"
        trigger={<DrawnIcon of={themes[theme()].icon} size={15} />}
        items={(Object.keys(themes) as Theme[]).map((key) => ({
          label: themes[key].label,
          icon: themes[key].icon,
          onSelect: () => setTheme(key),
        }))}
      />
      <AccountMenu app={app} onSessions={props.onSessions} onShortcuts={props.onShortcuts} />
    </header>
  );
}

function AccountMenu(props: { app: App; onSessions: () => void; onShortcuts: () => void }) {
  const keys = useShortcut(() => "help.shortcuts");
  const shortcuts = (): MenuItem => ({
    label: "Keyboard shortcuts",
    icon: Keyboard,
    shortcut: keys(),
    onSelect: () => props.onShortcuts(),
  });
  const connect: MenuItem = {
    label: "Connect AWS clients",
    icon: Plug,
    apart: true,
    onSelect: () => props.app.go("clients"),
  };
  const items = (): MenuItem[] =>
    props.app.account()
      ? [
          { label: "Where I am signed in", icon: Monitor, onSelect: () => props.onSessions() },
          { label: "Sign out", icon: LogOut, onSelect: () => void props.app.signOut().catch(props.app.refused) },
          connect,
          shortcuts(),
        ]
      : [{ label: "Sign in or create an account", icon: LogIn, onSelect: () => props.app.askToSignIn() }, connect, shortcuts()];
  return (
    <Menu
      name={`Account: ${props.app.account()?.name ?? "guest"}`}
      class="button quiet"
      note={props.app.account() ? `Signed in as ${props.app.account()?.name}` : "Guest: may design and run"}
      trigger={
        <>
          <CircleUser size={15} aria-hidden="true" />
          <span class="account-name ellipsis">{props.app.account()?.name ?? "Guest"}</span>
        </>
      }
      items={items()}
    />
  );
}
