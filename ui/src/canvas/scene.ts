import type { Port, Scene, SceneEdge, SceneNode, StatePath } from "../api/generated";
import { type Box, type Point, between, bounds, corners, grow, halfWay, overlap } from "./geometry";

const cell = 512;
/** A line longer than this is kept in a list of its own instead of in every cell it crosses. */
const longest = 16 * cell;

/** What a card says. */
export type NodeState = NonNullable<SceneNode["state"]>;

/** An edge with its corners at hand. */
export interface Wire {
  edge: SceneEdge;
  line: readonly Point[];
  /** Around its straight pieces, and around all of it. */
  pieces: readonly Box[];
  box: Box;
  /** Where a new state would be inserted. */
  middle: Point;
  /** Where it ends. */
  tip: Point;
}

/** A scene that can be asked: by id, by place, along the graph. */
export class SceneIndex {
  readonly scene: Scene;
  readonly #nodes = new Map<string, SceneNode>();
  readonly #wires = new Map<Port, Wire>();
  readonly #leaving = new Map<string, Wire[]>();
  readonly #entering = new Map<string, Wire[]>();
  readonly #scopes = new Map<string, SceneNode[]>();
  readonly #order = new Map<string, number>();
  readonly #nodeCells = new Map<number, SceneNode[]>();
  readonly #wireCells = new Map<number, Wire[]>();
  readonly #longPieces: { box: Box; wire: Wire }[] = [];

  constructor(scene: Scene) {
    this.scene = scene;
    for (const node of scene.nodes) {
      this.#order.set(node.id, this.#order.size);
      this.#nodes.set(node.id, node);
      push(this.#scopes, scopeOfNode(node), node);
      fill(this.#nodeCells, whole(node), node);
    }
    for (const edge of scene.edges) {
      const line = corners(edge.points);
      const wire = { edge, line, pieces: piecesOf(line), box: bounds(line), middle: insertPoint(edge, line), tip: line.at(-1) ?? { x: 0, y: 0 } };
      this.#wires.set(edge.id, wire);
      push(this.#leaving, edge.from, wire);
      push(this.#entering, edge.to, wire);
      // Long lines are stored piece by piece: their box may cover the whole picture.
      for (const piece of wire.pieces) {
        if (piece.width + piece.height > longest) this.#longPieces.push({ box: piece, wire });
        else fill(this.#wireCells, piece, wire);
      }
      if (edge.label) fill(this.#wireCells, edge.label, wire);
    }
  }

  get box(): Box {
    return { x: 0, y: 0, width: this.scene.width, height: this.scene.height };
  }

  node(id: string): SceneNode | undefined {
    return this.#nodes.get(id);
  }

  /** The node if it shows a state. */
  state(path: StatePath): SceneNode | undefined {
    const node = this.#nodes.get(path);
    return node?.state ? node : undefined;
  }

  /** The nodes drawn directly in a `States` object. */
  inScope(scope: string): readonly SceneNode[] {
    return this.#scopes.get(scope) ?? [];
  }

  wire(port: Port): Wire | undefined {
    return this.#wires.get(port);
  }

  leaving(id: string): readonly Wire[] {
    return this.#leaving.get(id) ?? [];
  }

  entering(id: string): readonly Wire[] {
    return this.#entering.get(id) ?? [];
  }

  /** Nodes that touch a box, containers before what is in them. */
  nodesIn(box: Box): SceneNode[] {
    const found = collect(this.#nodeCells, box).filter((node) => overlap(whole(node), box));
    return found.sort((one, other) => (this.#order.get(one.id) ?? 0) - (this.#order.get(other.id) ?? 0));
  }

  wiresIn(box: Box): Wire[] {
    const near = collect(this.#wireCells, box).filter((wire) => overlap(grow(wire.box, 1), box) || (wire.edge.label !== null && overlap(wire.edge.label, box)));
    const far = this.#longPieces.filter((piece) => overlap(piece.box, box)).map(({ wire }) => wire);
    return far.length === 0 ? near : [...new Set([...near, ...far])];
  }

  /** True if `path` is `container` or drawn inside it. */
  within(path: string, container: StatePath): boolean {
    for (let at: string | null = path; at !== null; at = this.#nodes.get(at)?.parent ?? null) if (at === container) return true;
    return false;
  }
}

/** A node with the header that stands out above its frame. */
export function whole(node: SceneNode): Box {
  const top = node.header?.y ?? node.y;
  return { x: node.x, y: top, width: node.width, height: node.y + node.height - top };
}

/** The card of a state: the header if it is a container. */
export const cardOf = (node: SceneNode): Box => node.header ?? node;

/** The object whose States a state lives in: `/States/P/Branches/0` for `/States/P/Branches/0/States/X`. */
export const scopeOf = (path: StatePath): string => path.slice(0, path.lastIndexOf("/")).slice(0, -"/States".length);

/** The same of anything drawn. */
function scopeOfNode({ id, state }: SceneNode): string {
  if (state) return scopeOf(id);
  const field = id.slice(0, id.lastIndexOf("#"));
  if (!id.endsWith("#slot")) return field;
  if (field.endsWith("/StartAt")) return field.slice(0, -"/StartAt".length);
  return scopeOf(field.replace(/\/(Next|Default|(Choices|Catch)\/\d+\/Next)$/, ""));
}

/** The same of a transition. */
export function scopeOfWire({ edge }: Wire): string {
  return edge.kind === "start" || edge.kind === "branch" ? edge.id.slice(0, -"/StartAt".length) : scopeOf(edge.from);
}

/** Below the label if there is one, so that the button does not cover it. */
function insertPoint(edge: SceneEdge, line: readonly Point[]): Point {
  const label = edge.label;
  if (!label) return halfWay(line);
  const bottom = { x: label.x + label.width / 2, y: label.y + label.height };
  const rest = line.filter((point) => (edge.back ? point !== line[0] : point.y > bottom.y));
  return halfWay([bottom, ...rest]);
}

const piecesOf = (line: readonly Point[]): Box[] => line.slice(1).map((point, at) => between(line[at] ?? point, point));

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function* cellsOf(box: Box): Generator<number> {
  for (let column = Math.floor(box.x / cell); column <= Math.floor((box.x + box.width) / cell); column += 1)
    for (let row = Math.floor(box.y / cell); row <= Math.floor((box.y + box.height) / cell); row += 1) yield column * 1_000_003 + row;
}

function fill<V>(cells: Map<number, V[]>, box: Box, value: V): void {
  for (const key of cellsOf(box)) {
    const list = cells.get(key);
    if (list === undefined) cells.set(key, [value]);
    else if (list.at(-1) !== value) list.push(value);
  }
}

function collect<V>(cells: Map<number, V[]>, box: Box): V[] {
  const found = new Set<V>();
  for (const key of cellsOf(box)) for (const value of cells.get(key) ?? []) found.add(value);
  return [...found];
}
