import Clipboard from "lucide-solid/icons/clipboard";
import Image from "lucide-solid/icons/image";
import type { Action } from "../../actions/action";
import { asText, pictureOf, type Ground, type PictureKind } from "../pictures";
import type { Context } from "./context";

/** Pictures of the workflow, to the clipboard; to a file they go by the export dialog. */
export function pictureActions({ bench }: Context, exportPicture: () => void): Action[] {
  const blocked = () => (bench.workflow.analysis.scene() ? null : "There is no picture yet");
  const copy = (kind: PictureKind, ground: Ground | null, name: string) => () => {
    const copied = pictureOf(bench, kind, ground).then((picture) =>
      navigator.clipboard.write([
        asText(kind) ? new ClipboardItem({ "text/plain": picture }) : new ClipboardItem({ "image/png": picture }),
      ]),
    );
    copied.then(() => bench.tell({ tone: "good", title: `Copied the picture as ${name}` }), bench.refused);
  };
  const make = (id: string, title: string, run: () => void, more: Partial<Action> = {}): Action => ({
    id: `pictures.${id}`,
    title,
    group: "Pictures",
    keys: [],
    scope: "outside fields",
    blocked,
    run,
    ...more,
  });
  return [
    make("export", "Export a picture …", exportPicture, { icon: Image, keys: ["Ctrl+Alt+E"], scope: "everywhere" }),
    make("copy_png", "Copy the picture as PNG", copy("png", null, "PNG"), { icon: Clipboard }),
    make("copy_svg", "Copy the picture as SVG", copy("svg", null, "SVG"), { icon: Clipboard }),
    make("copy_mermaid", "Copy the picture as Mermaid text", copy("mermaid", null, "Mermaid text"), { icon: Clipboard }),
  ];
}
