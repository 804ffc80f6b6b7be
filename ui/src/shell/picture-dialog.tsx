import { createEffect, createSignal, on } from "solid-js";
import type { App } from "./app";
import { currentGround, pictureOf, type Ground, type PictureKind } from "../designer/pictures";
import type { Workbench } from "../designer/workbench";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Segmented } from "../parts/segmented";

const kinds: readonly { key: PictureKind; label: string }[] = [
  { key: "svg", label: "SVG" },
  { key: "png", label: "PNG" },
  { key: "mermaid", label: "Mermaid" },
];
const grounds: readonly { key: Ground; label: string }[] = [
  { key: "light", label: "Light" },
  { key: "dark", label: "Dark" },
  { key: "transparent", label: "Transparent" },
];
const names: Record<PictureKind, string> = { svg: "SVG", png: "PNG", mermaid: "Mermaid text" };
export const endings: Record<PictureKind, string> = { svg: ".svg", png: ".png", mermaid: ".mmd" };

export interface ChosenPicture {
  kind: PictureKind;
  ground: Ground;
}

/** Chooses what a picture is to be, then goes on to where. */
export function PictureDialog(props: {
  app: App;
  bench: Workbench;
  open: boolean;
  onClose: () => void;
  onFile: (chosen: ChosenPicture) => void;
}) {
  const [kind, setKind] = createSignal<PictureKind>("svg");
  const [ground, setGround] = createSignal<Ground>("light");
  createEffect(
    on(
      () => props.open,
      (open) => open && setGround(currentGround()),
    ),
  );
  const copy = async () => {
    const picture = await pictureOf(props.bench, kind(), ground());
    await navigator.clipboard.write([new ClipboardItem({ [kind() === "png" ? "image/png" : "text/plain"]: picture })]);
    props.onClose();
    props.app.toasts.show({ tone: "good", title: `Copied the picture as ${names[kind()]}` });
  };
  const footer = (
    <>
      <Button onClick={() => props.onClose()}>Cancel</Button>
      <Button onClick={() => void copy().catch(props.app.refused)}>Copy</Button>
      <Button kind="primary" onClick={() => props.onFile({ kind: kind(), ground: ground() })}>
        Save as a file …
      </Button>
    </>
  );
  return (
    <Dialog open={props.open} title="Export a picture" width={420} onClose={props.onClose} footer={footer}>
      <div class="form">
        <div class="field">
          <div class="field-label">Format</div>
          <Segmented name="Format" options={kinds} selected={kind()} onSelect={setKind} />
        </div>
        <div class="field" hidden={kind() === "mermaid"}>
          <div class="field-label">Ground</div>
          <Segmented name="Ground" options={grounds} selected={ground()} onSelect={setGround} />
        </div>
        <p class="help">
          {kind() === "mermaid"
            ? "Text that Markdown pages of GitHub and GitLab show as a flowchart."
            : "The workflow as the canvas shows it: folded containers stay folded, and a run keeps its colours."}
        </p>
      </div>
    </Dialog>
  );
}
