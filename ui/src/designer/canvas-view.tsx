import type { Workbench } from "./workbench";

export function CanvasView(props: { bench: Workbench }) {
  return <div class="canvas-host">{props.bench.workflow.analysis.scene()?.nodes.length}</div>;
}
