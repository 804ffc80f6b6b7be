import PanelLeftClose from "lucide-solid/icons/panel-left-close";
import PanelLeftOpen from "lucide-solid/icons/panel-left-open";
import { Show } from "solid-js";
import { Button } from "../parts/button";
import { Tabs } from "../parts/tabs";
import { Outline } from "./outline";
import { Palette } from "./palette";
import { foldPalette, showWords } from "./room";
import { type SideTab, type Workbench } from "./workbench";

/** The left side: states to add, and the outline of those that are there. */
export function Side(props: { bench: Workbench; narrow: boolean }) {
  const { bench } = props;
  const fold = (
    <Button kind="quiet" size="small" icon={PanelLeftClose} name="Fold the palette" action="view.palette" onClick={foldPalette} />
  );
  const tabs = [
    { key: "add", title: "Add", body: () => <Palette bench={bench} narrow={false} /> },
    { key: "outline", title: "Outline", body: () => <Outline bench={bench} /> },
  ];
  return (
    <Show
      when={!props.narrow}
      fallback={
        <>
          <div class="side-unfold">
            <Button kind="quiet" size="small" icon={PanelLeftOpen} name="Show names, search and outline" onClick={showWords} />
          </div>
          <Palette bench={bench} narrow />
        </>
      }
    >
      <Tabs name="Left side" tabs={tabs} selected={bench.side()} onSelect={(key) => bench.setSide(key as SideTab)} end={fold} />
    </Show>
  );
}
