import PanelLeftClose from "lucide-solid/icons/panel-left-close";
import { Show } from "solid-js";
import { Button } from "../parts/button";
import { Tabs } from "../parts/tabs";
import { Outline } from "./outline";
import { Palette } from "./palette";
import { panels, type SideTab, type Workbench } from "./workbench";

/** The left side: states to add, and the outline of those that are there. */
export function Side(props: { bench: Workbench; narrow: boolean }) {
  const { bench } = props;
  const fold = (
    <Button
      kind="quiet"
      size="small"
      icon={PanelLeftClose}
      name="Fold the palette"
      action="view.palette"
      onClick={() => panels.palette.toggle()}
    />
  );
  const tabs = [
    { key: "add", title: "Add", body: () => <Palette bench={bench} narrow={false} /> },
    { key: "outline", title: "Outline", body: () => <Outline bench={bench} /> },
  ];
  return (
    <Show when={!props.narrow} fallback={<Palette bench={bench} narrow />}>
      <Tabs name="Left side" tabs={tabs} selected={bench.side()} onSelect={(key) => bench.setSide(key as SideTab)} end={fold} />
    </Show>
  );
}
