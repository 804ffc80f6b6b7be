import { batch, createSignal, type Accessor } from "solid-js";
import type { Client } from "../api/client";
import { Refusal } from "../api/client";
import type { OutlineState, Scene, StatePath, WorkflowView } from "../api/generated";
import { latestOnly } from "../api/live";
import type { TextBuffer } from "./buffer";
import type { Folds } from "./folds";

/** What the back end says about the text: problems, outline and picture. Always about the newest text it has answered for. */
export class Analysis {
  /** The answer for the text of revision `of`; undefined before the first. */
  readonly view: Accessor<WorkflowView | undefined>;
  /** The last picture that could be made; stays while the text is broken. */
  readonly scene: Accessor<Scene | null>;
  /** True if the picture shown is older than the text because the text is broken. */
  readonly broken: Accessor<boolean>;
  readonly refusal: Accessor<Refusal | null>;
  /** Revision the answer belongs to. */
  readonly of: Accessor<number>;
  readonly refresh: () => Promise<void>;
  /** The fingerprint of the picture. */
  #picture: string | null = null;
  readonly #outline: Accessor<ReadonlyMap<StatePath, OutlineState>>;

  constructor(client: Client, buffer: TextBuffer, folds: Folds) {
    const [view, setView] = createSignal<WorkflowView | undefined>(undefined);
    const [scene, setScene] = createSignal<Scene | null>(null);
    const [refusal, setRefusal] = createSignal<Refusal | null>(null);
    const [of, setOf] = createSignal(-1);
    const [outline, setOutline] = createSignal<ReadonlyMap<StatePath, OutlineState>>(new Map());
    this.view = view;
    this.scene = scene;
    this.refusal = refusal;
    this.of = of;
    this.#outline = outline;
    this.broken = () => view()?.picture === null;
    this.refresh = latestOnly(async () => {
      const revision = buffer.revision();
      try {
        const shown = this.#picture === null ? {} : { shown: this.#picture };
        const answer = await client.call("view_workflow", { text: buffer.text, folded: [...folds.all()], ...shown });
        if (answer.scene) this.#picture = answer.picture;
        // At once, so that whoever looks at several of them is woken once.
        batch(() => {
          setRefusal(null);
          setOf(revision);
          setOutline(new Map(answer.outline.map((state) => [state.path, state])));
          setView(answer);
          if (answer.scene) setScene(answer.scene);
        });
      } catch (reason) {
        setRefusal(Refusal.from(reason));
      }
    });
  }

  state(path: StatePath): OutlineState | undefined {
    return this.#outline().get(path);
  }

  /** Innermost state around a text position. */
  stateAt(position: number): OutlineState | undefined {
    let best: OutlineState | undefined;
    for (const state of this.#outline().values()) {
      if (state.from <= position && position <= state.to && (!best || state.to - state.from < best.to - best.from)) best = state;
    }
    return best;
  }

  count(severity: "error" | "warning" | "info"): number {
    return this.view()?.problems.filter((problem) => problem.severity === severity).length ?? 0;
  }
}
