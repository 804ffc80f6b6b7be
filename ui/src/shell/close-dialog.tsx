import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import type { Workflow } from "../workflow/workflow";
import type { App } from "./app";

/** Asked before unsaved work is closed. */
export function CloseDialog(props: { app: App; workflow: Workflow; onSave: () => void; onCancel: () => void }) {
  const discard = () => {
    // Counts as saved from here on, so that nothing keeps a draft of it.
    props.workflow.saved({ ...props.workflow.document(), text: props.workflow.buffer.text });
    void props.app.client.call("drop_draft", { key: props.workflow.draftKey }).catch(props.app.refused);
    props.app.close();
  };
  return (
    <Dialog
      open
      title="Save your changes?"
      width={440}
      onClose={props.onCancel}
      footer={
        <>
          <Button kind="danger" onClick={discard}>
            Discard changes
          </Button>
          <span class="grow" />
          <Button onClick={() => props.onCancel()}>Cancel</Button>
          <Button kind="primary" onClick={() => props.onSave()}>
            Save
          </Button>
        </>
      }
    >
      <p>
        <strong>{props.workflow.document().name}</strong> has changes that are not saved.
      </p>
    </Dialog>
  );
}
