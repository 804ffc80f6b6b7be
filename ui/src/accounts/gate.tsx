import { Show, createSignal } from "solid-js";
import { type Client, Refusal } from "../api/client";
import { Button } from "../parts/button";
import { PasswordField, TextField } from "../parts/field";
import { count } from "../parts/count";
import { RefusalNote } from "../parts/refusal-note";

export interface GateProps {
  client: Client;
  /** True if nobody has an account yet: the form then begins with signing up. */
  firstStart: boolean;
  /** What the person wanted to do, if that is why they are asked. */
  reason?: string | null;
  onDone: () => void;
  /** Goes on without an account. */
  onGuest: () => void;
}

const minimum = 15;

const rule = `At least ${minimum} characters; a sentence is fine.`;

function waitOf({ retryAfterSeconds }: Refusal): string | null {
  return retryAfterSeconds ? `try again in ${retryAfterSeconds} s` : null;
}

/** Signing up and signing in. */
export function Gate(props: GateProps) {
  const [mode, setMode] = createSignal<"up" | "in">(props.firstStart ? "up" : "in");
  const [name, setName] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [busy, setBusy] = createSignal(false);
  const missing = () => minimum - [...password()].length;
  const ready = () => name().trim() !== "" && password() !== "" && (mode() === "in" || missing() <= 0);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!ready() || busy()) return;
    setBusy(true);
    setRefusal(null);
    try {
      await props.client.call(mode() === "up" ? "sign_up" : "sign_in", { name: name().trim(), password: password() });
      props.onDone();
    } catch (reason) {
      setRefusal(Refusal.from(reason));
    } finally {
      setBusy(false);
    }
  };
  const help = () =>
    mode() === "in" ? undefined : password() === "" || missing() <= 0 ? rule : count(missing(), "more character");
  return (
    <form class="gate" aria-label={mode() === "up" ? "Create account" : "Sign in"} onSubmit={(event) => void submit(event)}>
      <h1>{mode() === "up" ? "Create your account" : "Sign in"}</h1>
      <p class="soft">
        {props.reason ??
          (mode() === "up"
            ? "It stays on this machine and signs your approvals."
            : "Your name stands under every decision you make.")}
      </p>
      <TextField label="Name or e-mail" value={name()} onInput={setName} autocomplete="username" autofocus />
      <PasswordField
        label="Password"
        value={password()}
        onInput={setPassword}
        autocomplete={mode() === "up" ? "new-password" : "current-password"}
        help={help()}
      />
      <Show when={refusal()}>
        {(failure) => <RefusalNote refusal={{ message: failure().message, hint: waitOf(failure()) ?? failure().hint }} />}
      </Show>
      <Button kind="primary" size="large" type="submit" busy={busy()} disabled={!ready()}>
        {mode() === "up" ? "Create account" : "Sign in"}
      </Button>
      <div class="gate-ways">
        <Button kind="quiet" onClick={() => setMode(mode() === "up" ? "in" : "up")}>
          {mode() === "up" ? "I have an account" : "Create an account"}
        </Button>
        <Button kind="quiet" onClick={() => props.onGuest()}>
          Continue as guest
        </Button>
      </div>
      <p class="faint small center">A guest may design and run workflows, but not decide approvals.</p>
    </form>
  );
}
