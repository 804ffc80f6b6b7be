import type { Scene, SceneEdge, SceneNode } from "../../api/generated";

/** The scene as text of Mermaid's flowcharts: containers are subgraphs, catchers are dotted. */
export function mermaidOf(scene: Scene): string {
  const names = new Map(scene.nodes.map((node, at) => [node.id, nameOf(node, at)]));
  const inside = new Map<string | null, SceneNode[]>();
  for (const node of scene.nodes) inside.set(node.parent, [...(inside.get(node.parent) ?? []), node]);
  const lines = ["flowchart TD"];
  write(null, "  ");
  for (const edge of scene.edges) {
    const [from, to] = [names.get(edge.from), names.get(edge.to)];
    if (from !== undefined && to !== undefined) lines.push(`  ${from} ${arrow(edge)} ${to}`);
  }
  return `${lines.join("\n")}\n`;

  function write(parent: string | null, indent: string): void {
    for (const node of inside.get(parent) ?? []) {
      const name = names.get(node.id) ?? "";
      lines.push(`${indent}${name}${shape(node)}`);
      if (!inside.has(node.id)) continue;
      lines.push(`${indent}subgraph ${name}_inside [${quoted(node.state?.name ?? "")}]`);
      write(node.id, `${indent}  `);
      lines.push(`${indent}end`);
    }
  }
}

const nameOf = ({ kind }: SceneNode, at: number): string => `${{ start: "start", end: "finish", state: "s", container: "c", branch_end: "e", slot: "slot" }[kind]}${at}`;

function shape(node: SceneNode): string {
  if (node.kind === "start") return "((Start))";
  if (node.kind === "end") return "((End))";
  if (node.kind === "branch_end") return "(( ))";
  if (node.kind === "slot") return "[...]";
  const text = quoted(node.state?.name ?? "");
  if (node.state?.type === "Choice") return `{${text}}`;
  if (node.state?.type === "Succeed" || node.state?.type === "Fail") return `([${text}])`;
  return node.kind === "container" ? `[[${text}]]` : `[${text}]`;
}

function arrow({ kind, label }: SceneEdge): string {
  const line = kind === "catch" ? "-.->" : "-->";
  return label ? `${line}|${quoted(label.full)}|` : line;
}

/** Mermaid takes anything between quotes but quotes themselves. */
const quoted = (text: string): string => `"${text.replaceAll("#", "#35;").replaceAll('"', "#quot;").replaceAll(/\s+/g, " ")}"`;
