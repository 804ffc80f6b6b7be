import ListChecks from "lucide-solid/icons/list-checks";
import { Show, createResource, createSignal } from "solid-js";
import { type Client, Refusal } from "../api/client";
import type { TeamRulesFile } from "../api/generated";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Empty } from "../parts/empty";
import { RefusalNote } from "../parts/refusal-note";
import { RulesEditor } from "./rules-editor";
import { example } from "./words";

export interface TeamRulesDialogProps {
  client: Client;
  /** The file of the workflow; null if it has none yet. */
  path: string | null;
  /** The text of the workflow, on which the rules are tried. */
  text: string;
  onClose: () => void;
  onSaveAs: () => void;
  /** The rules lie there now. */
  onSaved: (path: string) => void;
}

/** The rules that a team keeps beside its workflows: which file it is, what stands in it, what each rule finds here. */
export function TeamRulesDialog(props: TeamRulesDialogProps) {
  return (
    <Show when={props.path} fallback={<NoFolder {...props} />}>
      {(path) => <Rules {...props} path={path()} />}
    </Show>
  );
}

const title = "Rules of your own";

/** What the rules are for, and where they lie. */
function Purpose() {
  return (
    <>
      What your team wants of every workflow: a timeout for each task, a comment, names in a certain form. Rules lie in{" "}
      <code>signalbox-rules.json</code> beside the workflow or in a folder above it, so that you can share them with your
      workflows. <code>signalbox validate</code> obeys them too.
    </>
  );
}

function NoFolder(props: TeamRulesDialogProps) {
  const footer = () => (
    <>
      <Button onClick={() => props.onClose()}>Cancel</Button>
      <Button kind="primary" onClick={() => props.onSaveAs()}>
        Save as …
      </Button>
    </>
  );
  return (
    <Dialog open title={title} width={560} onClose={props.onClose} footer={footer()}>
      <Empty icon={ListChecks} title="This workflow lies in no folder yet">
        <Purpose /> Save the workflow first.
      </Empty>
    </Dialog>
  );
}

function Rules(props: TeamRulesDialogProps & { path: string }) {
  const [file] = createResource(async () => {
    try {
      return await props.client.call("open_team_rules", { path: props.path });
    } catch (reason) {
      return Refusal.from(reason);
    }
  });
  const opened = () => {
    const found = file();
    return found instanceof Refusal ? undefined : found;
  };
  const refusal = () => {
    const found = file();
    return found instanceof Refusal ? found : null;
  };
  return (
    <Show
      when={opened()}
      fallback={
        <Dialog open title={title} width={560} onClose={props.onClose}>
          <Show when={refusal()} fallback={<Empty title="Reading …" />}>
            {(refusal) => <RefusalNote refusal={refusal()} />}
          </Show>
        </Dialog>
      }
    >
      {(file) => <Opened {...props} file={file()} />}
    </Show>
  );
}

/** What is being written: it is saved once nothing is wrong with it, and dropped only by who says so twice. */
function writing(props: TeamRulesDialogProps & { file: TeamRulesFile }) {
  const { file, client } = props;
  const [text, setText] = createSignal(file.text);
  const [broken, setBroken] = createSignal(false);
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [leaving, setLeaving] = createSignal(false);
  const isWorth = () => text() !== file.text && text() !== example;
  return {
    text,
    broken,
    setBroken,
    refusal,
    busy,
    leaving,
    write: (now: string) => (setText(now), setLeaving(false)),
    leave: () => (isWorth() && !leaving() ? void setLeaving(true) : props.onClose()),
    save: async () => {
      const rules = text();
      if (rules === null || busy()) return;
      setBusy(true);
      setRefusal(null);
      try {
        const { path, fingerprint } = file;
        const { problems } = await client.call("check_team_rules", { path, rules, text: props.text });
        if (problems.length > 0) return void setBroken(true);
        await client.call("save_team_rules", { path, text: rules, fingerprint });
        props.onSaved(path);
      } catch (reason) {
        setRefusal(Refusal.from(reason));
      } finally {
        setBusy(false);
      }
    },
  };
}

function Opened(props: TeamRulesDialogProps & { file: TeamRulesFile }) {
  const { file } = props;
  const { text, broken, setBroken, refusal, busy, leaving, write, leave, save } = writing(props);
  const footer = () => (
    <>
      <Show when={leaving()}>
        <span class="grow soft" role="status">
          What you wrote is not saved.
        </span>
      </Show>
      <Button kind={leaving() ? "danger" : "plain"} onClick={leave}>
        {leaving() ? "Drop it" : "Cancel"}
      </Button>
      <Show
        when={text() !== null}
        fallback={
          <Button kind="primary" onClick={() => write(example)}>
            Begin with an example
          </Button>
        }
      >
        <Button
          kind="primary"
          busy={busy()}
          disabled={broken()}
          {...(broken() ? { tip: "Mend what is marked first" } : {})}
          onClick={() => void save()}
        >
          Save
        </Button>
      </Show>
    </>
  );
  return (
    <Dialog open title={title} width={text() === null ? 560 : 860} onClose={leave} footer={footer()}>
      <Show when={text()} fallback={<NoRules />}>
        {(written) => (
          <div class="column team-rules">
            <p class="soft">
              <code>{file.path}</code>{" "}
              {file.text === null ? "is made when you save." : "is obeyed by every workflow beside it and below."}
            </p>
            <RulesEditor
              client={props.client}
              path={file.path}
              rules={written()}
              workflow={props.text}
              onInput={write}
              onChecked={setBroken}
            />
            <RefusalNote refusal={refusal()} />
          </div>
        )}
      </Show>
    </Dialog>
  );
}

function NoRules() {
  return (
    <Empty icon={ListChecks} title="There are no rules for this workflow yet">
      <Purpose />
    </Empty>
  );
}
