import Bookmark from "lucide-solid/icons/bookmark";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import { For, Show, createSignal } from "solid-js";
import { Refusal } from "../api/client";
import type { Template } from "../api/generated";
import type { Live } from "../api/live";
import { Button } from "../parts/button";
import { count } from "../parts/count";
import { Dialog } from "../parts/dialog";
import { Empty } from "../parts/empty";
import { TextField } from "../parts/field";
import { Menu } from "../parts/menu";
import { RefusalNote } from "../parts/refusal-note";

/** Templates that people made of their own workflows: press to begin with one, rename and delete from its menu. */
export function OwnTemplates(props: {
  live: Live;
  onOpen: (template: Template) => void;
  onDelete: (template: Template) => void;
}) {
  const list = props.live.query("list_templates", {});
  const [renamed, setRenamed] = createSignal<Template | null>(null);
  return (
    <Show when={list.value()}>
      <section aria-labelledby="templates-title">
        <h2 id="templates-title">Your templates</h2>
        <Show when={list.value()?.templates.length === 0}>
          <ul class="recents">
            <li>
              <Empty icon={Bookmark} title="No templates of your own">
                “Keep as template …” in the menu of an open workflow puts a copy here, to begin others with.
              </Empty>
            </li>
          </ul>
        </Show>
        <ul class="samples">
          <For each={list.value()?.templates}>
            {(template) => (
              <li class="own-template">
                <button type="button" class="sample" title={template.name} onClick={() => props.onOpen(template)}>
                  <strong class="ellipsis">{template.name}</strong>
                  <span class="soft">{new Date(template.made_at).toLocaleDateString()}</span>
                  <span class="row">
                    <span class="badge">{count(template.states, "state")}</span>
                    <Show when={template.kind === "states"}>
                      <span class="badge accent">to insert</span>
                    </Show>
                  </span>
                </button>
                <Menu
                  name={`Template ${template.name}`}
                  class="button quiet small icon"
                  trigger={<Ellipsis size={15} aria-hidden="true" />}
                  items={[
                    { label: "Rename …", icon: Pencil, onSelect: () => setRenamed(template) },
                    { label: "Delete", icon: Trash, onSelect: () => props.onDelete(template) },
                  ]}
                />
              </li>
            )}
          </For>
        </ul>
        <Show when={renamed()} keyed>
          {(template) => <Rename live={props.live} template={template} onClose={() => setRenamed(null)} />}
        </Show>
      </section>
    </Show>
  );
}

function Rename(props: { live: Live; template: Template; onClose: () => void }) {
  const [name, setName] = createSignal(props.template.name);
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const rename = async () => {
    try {
      await props.live.client.call("rename_template", { id: props.template.id, name: name() });
      props.onClose();
    } catch (reason) {
      setRefusal(Refusal.from(reason));
    }
  };
  const footer = (
    <>
      <Button onClick={() => props.onClose()}>Cancel</Button>
      <Button kind="primary" disabled={name().trim() === ""} onClick={() => void rename()}>
        Rename
      </Button>
    </>
  );
  return (
    <Dialog open title="Rename the template" width={440} onClose={props.onClose} footer={footer}>
      <form class="name-form" onSubmit={(event) => (event.preventDefault(), void rename())}>
        <TextField label="Name" value={name()} onInput={setName} />
        <RefusalNote refusal={refusal()} />
      </form>
    </Dialog>
  );
}
