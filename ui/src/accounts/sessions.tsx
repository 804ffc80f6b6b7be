import Monitor from "lucide-solid/icons/monitor";
import { For, Show } from "solid-js";
import type { Live } from "../api/live";
import type { SessionRow } from "../api/generated";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";

const doors: Record<SessionRow["door"], string> = { desktop: "Desktop window", browser: "Browser", terminal: "Terminal" };

/** Where this account is signed in; each place can be signed out from here. */
export function Sessions(props: { live: Live; refused: (reason: unknown) => void }) {
  const sessions = props.live.query("list_sessions", {});
  void sessions.refresh();
  const revoke = (id: string) => props.live.client.call("revoke_session", { id }).then(() => sessions.refresh(), props.refused);
  return (
    <ul class="recents">
      <For
        each={sessions.value()?.sessions}
        fallback={
          <li>
            <Empty icon={Monitor} title={sessions.refusal()?.message ?? "No sessions"} />
          </li>
        }
      >
        {(session) => (
          <li class="recent session">
            <span class="grow">
              <span class="recent-name">{doors[session.door]}</span>{" "}
              <Show when={session.current}>
                <span class="badge accent">this one</span>
              </Show>
              <br />
              <span class="faint">
                since {new Date(session.created_at).toLocaleString()}, last seen {new Date(session.last_seen_at).toLocaleString()}
              </span>
            </span>
            <Button size="small" onClick={() => void revoke(session.id)}>
              {session.current ? "Sign out" : "Revoke"}
            </Button>
          </li>
        )}
      </For>
    </ul>
  );
}
