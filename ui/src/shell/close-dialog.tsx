import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";

/** Asked before unsaved work is closed. */
export function CloseDialog(props: { name: string; onSave: () => void; onDiscard: () => void; onCancel: () => void }) {
  return (
    <Dialog
      open
      title="Save your changes?"
      width={440}
      onClose={props.onCancel}
      footer={
        <>
          <Button kind="danger" onClick={() => props.onDiscard()}>
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
        <strong>{props.name}</strong> has changes that are not saved.
      </p>
    </Dialog>
  );
}
