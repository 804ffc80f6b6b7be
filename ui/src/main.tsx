import { render } from "solid-js/web";
import { Guard } from "./parts/guard";
import { pickPlatform } from "./platform/pick";
import { App } from "./shell/app";
import { Shell } from "./shell/shell";
import { applyTheme } from "./shell/theme";
import "./styles";

applyTheme();
const root = document.getElementById("root");
if (root) {
  const platform = await pickPlatform();
  render(
    () => (
      <Guard name="interface">
        <Shell app={new App(platform)} />
      </Guard>
    ),
    root,
  );
}
