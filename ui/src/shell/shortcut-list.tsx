import RotateCcw from "lucide-solid/icons/rotate-ccw";
import { For, Show, createMemo, createSignal, onMount } from "solid-js";
import { groups, type Action, type Group } from "../actions/action";
import { keymap } from "../actions/keymap";
import { keysOf, shown } from "../actions/keys";
import { Button } from "../parts/button";
import { fit } from "../parts/picker";

/** Every command with its keys, which can be changed here. */
export function ShortcutList(props: { actions: readonly Action[] }) {
  const [wanted, setWanted] = createSignal("");
  const [changing, setChanging] = createSignal<string | null>(null);
  const fits = (action: Action) =>
    wanted().trim() === "" || fit(`${action.title} ${keymap.working(action).map(shown).join(" ")}`, wanted()) !== null;
  const actionsOf = (group: Group) => props.actions.filter((action) => action.group === group && fits(action));
  // By their names, so that rows stay, and with them the focus, when the keys of one change.
  const sections = createMemo(() => groups.filter((group) => actionsOf(group).length > 0));
  return (
    <div class="shortcut-list">
      <div class="row shortcut-search">
        <input
          class="input grow"
          type="search"
          placeholder="Find a command or keys"
          aria-label="Find a command or keys"
          value={wanted()}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
        <Button
          size="small"
          icon={RotateCcw}
          disabled={!keymap.hasOwn()}
          tip={keymap.hasOwn() ? "Give every command the keys it came with" : "All keys are those they came with"}
          onClick={() => keymap.resetAll()}
        >
          Reset all
        </Button>
      </div>
      <Show when={sections().length === 0}>
        <p class="menu-note" role="status">
          No such command
        </p>
      </Show>
      <For each={sections()}>
        {(group) => (
          <section aria-label={group}>
            <h3>{group}</h3>
            <ul>
              <For each={actionsOf(group)}>
                {(action) => (
                  <Line
                    action={action}
                    all={props.actions}
                    changing={changing() === action.id}
                    onChange={(on) => setChanging(on ? action.id : null)}
                  />
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
    </div>
  );
}

function Line(props: { action: Action; all: readonly Action[]; changing: boolean; onChange: (on: boolean) => void }) {
  let row: HTMLLIElement | undefined;
  const keys = () => keymap.working(props.action);
  const done = () => {
    props.onChange(false);
    // The field that had the keyboard is gone.
    row?.querySelector<HTMLElement>("button:last-of-type")?.focus();
  };
  return (
    <li ref={row}>
      <span class="grow">{props.action.title}</span>
      <Show
        when={props.changing}
        fallback={
          <>
            <span class="shortcut-keys">
              <For each={keys()} fallback={<span class="faint">no keys</span>}>
                {(each) => <span class="kbd">{shown(each)}</span>}
              </For>
            </span>
            <Show when={keymap.isOwn(props.action)}>
              <Button
                kind="quiet"
                size="small"
                icon={RotateCcw}
                name={`Reset the keys of ${props.action.title}`}
                onClick={() => keymap.set(props.action, null)}
              />
            </Show>
            <Button
              kind="quiet"
              size="small"
              name={`Change the keys of ${props.action.title}`}
              onClick={() => props.onChange(true)}
            >
              Change
            </Button>
          </>
        }
      >
        <Recorder action={props.action} all={props.all} onDone={done} />
      </Show>
    </li>
  );
}

const alone = ["Control", "Shift", "Alt", "Meta", "AltGraph"];

/** Takes the next keys that are pressed. If they mean something else already, it asks whose they are to be. */
function Recorder(props: { action: Action; all: readonly Action[]; onDone: () => void }) {
  const [pressed, setPressed] = createSignal<string | null>(null);
  const other = () => {
    const keys = pressed();
    return keys === null ? null : keymap.conflict(props.all, props.action, keys);
  };
  const take = (keys: string) => {
    const loser = keymap.conflict(props.all, props.action, keys);
    if (loser)
      keymap.set(
        loser,
        keymap.keysOf(loser).filter((each) => each !== keys),
      );
    keymap.set(props.action, [keys]);
    props.onDone();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Tab" && !event.ctrlKey && !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") return props.onDone();
    if (alone.includes(event.key)) return;
    const keys = keysOf(event);
    setPressed(keys);
    if (!keymap.conflict(props.all, props.action, keys)) take(keys);
  };
  return (
    <span class="recorder">
      <input
        ref={(field) => onMount(() => field.focus())}
        class="input"
        readonly
        aria-label={`New keys for ${props.action.title}`}
        placeholder="Press keys"
        value={pressed() === null ? "" : shown(pressed() ?? "")}
        onKeyDown={press}
      />
      <Show when={other()}>
        {(loser) => (
          <>
            <span role="alert">means “{loser().title}”</span>
            <Button size="small" onClick={() => take(pressed() ?? "")}>
              Use it here
            </Button>
          </>
        )}
      </Show>
      <Show when={pressed() === null}>
        <Button
          size="small"
          onClick={() => {
            keymap.set(props.action, []);
            props.onDone();
          }}
        >
          No keys
        </Button>
      </Show>
      <Button size="small" onClick={() => props.onDone()}>
        Cancel
      </Button>
    </span>
  );
}
