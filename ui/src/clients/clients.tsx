import Plug from "lucide-solid/icons/plug";
import Unplug from "lucide-solid/icons/unplug";
import { For, Show, createEffect, createSignal, on } from "solid-js";
import type { ClientAccess } from "../api/generated";
import type { Live } from "../api/live";
import { Button } from "../parts/button";
import { CopyButton } from "../parts/copy-button";
import { Empty } from "../parts/empty";
import { Segmented } from "../parts/segmented";
import { sentence } from "../parts/sentence";
import { FunctionsFolder } from "./functions-folder";
import { Keys } from "./keys";
import { hidden, profiles, programs, type Snippet, type Way } from "./snippets";

export interface ClientsProps {
  live: Live;
  refused: (reason: unknown) => void;
}

/** How AWS clients get in: endpoint, keys, texts to paste, and what their executions may run. */
export function Clients(props: ClientsProps) {
  const access = props.live.query("describe_client_access", {});
  return (
    <main class="clients scroll">
      <div class="clients-page">
        <header>
          <h1>Connect AWS clients</h1>
          <p class="soft">
            The AWS CLI, SDKs and activity workers on this machine talk to Signalbox as to AWS Step Functions. Nothing leaves the
            machine: it answers on loopback only, and only to requests signed with the keys below.
          </p>
        </header>
        <Show when={access.value()} fallback={<Empty title={access.refusal()?.message ?? "Loading …"} />}>
          {(known) => <Access {...props} access={known()} />}
        </Show>
      </div>
    </main>
  );
}

function Access(props: ClientsProps & { access: ClientAccess }) {
  const { client } = props.live;
  const [secret, setSecret] = createSignal<string | null>(null);
  const fetched = async () => secret() ?? (await client.call("show_client_secret", {})).secret;
  // New keys: what was shown is good for nothing any more.
  createEffect(
    on(
      () => props.access.access_key,
      () => setSecret(null),
      { defer: true },
    ),
  );
  const way = (known: string): Way => ({
    endpoint: props.access.endpoint ?? "http://127.0.0.1:PORT",
    region: props.access.region,
    accessKey: props.access.access_key,
    account: props.access.account,
    secret: known,
  });
  const shown = (snippet: Snippet) => snippet.text(way(secret() ?? hidden));
  const whole = async (snippet: Snippet) => snippet.text(way(await fetched()));
  return (
    <>
      <Endpoint {...props} />
      <Keys
        {...props}
        secret={secret()}
        onShow={(show) => void (show ? fetched().then(setSecret, props.refused) : setSecret(null))}
        fetched={fetched}
      />
      <section aria-labelledby="profile-title">
        <h2 id="profile-title">Profile</h2>
        <div class="snippet-pair">
          <For each={profiles}>
            {(snippet) => <Text {...props} snippet={snippet} shown={shown(snippet)} whole={() => whole(snippet)} />}
          </For>
        </div>
      </section>
      <Programs {...props} shown={shown} whole={whole} />
      <FunctionsFolder {...props} folder={props.access.functions} />
    </>
  );
}

function Endpoint(props: ClientsProps & { access: ClientAccess }) {
  const [busy, setBusy] = createSignal(false);
  const turn = async (on: boolean) => {
    setBusy(true);
    await props.live.client.call("switch_client_door", { on }).catch(props.refused);
    setBusy(false);
  };
  return (
    <section class="clients-endpoint" aria-label="Endpoint">
      <Show
        when={props.access.endpoint}
        fallback={
          <>
            <Unplug size={18} aria-hidden="true" />
            <span class="grow">
              <strong>Closed</strong>
              <br />
              <span class="faint">AWS clients get no answer.</span>
            </span>
          </>
        }
      >
        {(endpoint) => (
          <>
            <Plug size={18} aria-hidden="true" class="open" />
            <span class="grow">
              <span class="faint small">Endpoint</span>
              <br />
              <code class="endpoint">{endpoint()}</code>
              <CopyButton name="Copy the endpoint" text={endpoint} refused={props.refused} />
            </span>
          </>
        )}
      </Show>
      <Show when={props.access.switchable} fallback={<span class="faint">open as long as the server runs</span>}>
        <Button
          busy={busy()}
          kind={props.access.endpoint ? "plain" : "primary"}
          onClick={() => void turn(!props.access.endpoint)}
        >
          {props.access.endpoint ? "Close" : "Open"}
        </Button>
      </Show>
      <Show when={props.access.problem}>{(problem) => <p class="note warning wide">{sentence(problem())}</p>}</Show>
    </section>
  );
}

function Programs(props: ClientsProps & { shown: (snippet: Snippet) => string; whole: (snippet: Snippet) => Promise<string> }) {
  const [chosen, setChosen] = createSignal(programs[0]?.key ?? "");
  const snippet = () => programs.find(({ key }) => key === chosen());
  return (
    <section aria-labelledby="programs-title">
      <div class="row">
        <h2 id="programs-title" class="grow">
          From a program
        </h2>
        <Segmented
          name="Program"
          options={programs.map(({ key, title }) => ({ key, label: title }))}
          selected={chosen()}
          onSelect={setChosen}
        />
      </div>
      <Show when={snippet()} keyed>
        {(one) => <Text {...props} snippet={one} shown={props.shown(one)} whole={() => props.whole(one)} untitled />}
      </Show>
    </section>
  );
}

function Text(props: {
  snippet: Snippet;
  shown: string;
  whole: () => Promise<string>;
  untitled?: boolean;
  refused: (reason: unknown) => void;
}) {
  return (
    <figure class="snippet">
      <figcaption class="row">
        <Show when={!props.untitled}>
          <code>{props.snippet.title}</code>
        </Show>
        <span class="faint grow">{props.snippet.note}</span>
        <CopyButton name={`Copy ${props.snippet.title}`} text={props.whole} refused={props.refused} />
      </figcaption>
      <pre tabindex="0">{props.shown}</pre>
    </figure>
  );
}
