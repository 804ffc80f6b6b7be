import { batch, createSignal, type Accessor } from "solid-js";
import type { Client } from "../api/client";
import { Refusal } from "../api/client";
import type { Notation, OutlineState, Problem, QueryLanguage, Scene, StatePath, WorkflowView } from "../api/generated";
import { latestOnly } from "../api/live";
import type { TextBuffer } from "./buffer";
import type { Folds } from "./folds";
import { notesShown } from "./notes-shown";

/** Where a state is in the text: key and value. */
export interface Place {
  from: number;
  to: number;
}

/** What is said about the text as a whole. */
interface Facts {
  notation: Notation;
  queryLanguage: QueryLanguage;
  runnable: boolean;
  broken: boolean;
}

/** What the answer depends on. */
interface Question {
  revision: number;
  folded: ReadonlySet<StatePath>;
  notes: boolean;
  /** The file of the text, from which the rules of the team are looked for. */
  path: string | null;
}

/** So often the rules of the team are asked to go on with one text. */
const roundsMost = 40;

/**
 * What the back end says about the text: problems, outline and picture. Always about the newest text it has answered for.
 * Every part is a signal of its own that is silent while that part stays as it is: most keys change nothing but places, and
 * what is not woken is not made anew.
 */
export class Analysis {
  readonly #facts = createSignal<Facts | undefined>(undefined, { equals: sameFacts });
  readonly #problems = createSignal<readonly Problem[]>([], { equals: sameProblems });
  readonly #outline = createSignal<readonly OutlineState[]>([]);
  readonly #byPath = createSignal<ReadonlyMap<StatePath, number>>(new Map());
  /** Of the states of the outline, in its order. */
  readonly #places = createSignal<WorkflowView["places"]>([]);
  readonly #scene = createSignal<Scene | null>(null);
  readonly #refusal = createSignal<Refusal | null>(null);
  readonly #of = createSignal(-1);
  readonly problems: Accessor<readonly Problem[]> = this.#problems[0];
  /** All states at all levels, in text order. */
  readonly outline: Accessor<readonly OutlineState[]> = this.#outline[0];
  /** The last picture that could be made; stays while the text is broken. */
  readonly scene: Accessor<Scene | null> = this.#scene[0];
  readonly refusal: Accessor<Refusal | null> = this.#refusal[0];
  /** Revision the answer belongs to. */
  readonly of: Accessor<number> = this.#of[0];
  /** What is here already, by its fingerprints, is not sent again. */
  #here: { shown?: string; listed?: string } = {};
  /** What was asked last, and the way to its answer; null if that was refused. */
  #asked: { question: Question; answer: Promise<void> } | null = null;
  /** Of the rules of the team that the answer obeys. */
  #rules: string | null = null;
  /** How often those rules were asked about a text. */
  #rounds = { revision: -1, count: 0 };
  readonly #client: Client;
  readonly #buffer: TextBuffer;
  readonly #folds: Folds;
  readonly #path: Accessor<string | null>;
  readonly #askNow = latestOnly(() => {
    const question = this.#question();
    const answer = this.#ask(question);
    this.#asked = { question, answer };
    return answer;
  });

  /** `path`: the file of the text, beside or above which its team keeps rules. */
  constructor(client: Client, buffer: TextBuffer, folds: Folds, path: Accessor<string | null>) {
    this.#client = client;
    this.#buffer = buffer;
    this.#folds = folds;
    this.#path = path;
  }

  /** Fulfilled when the answer for the present text is here. Who asks the same as another shares the answer. */
  refresh(): Promise<void> {
    const asked = this.#asked;
    return asked && sameQuestion(asked.question, this.#question()) ? asked.answer : this.#askNow();
  }

  /** The rules of the team are these now (null: there are none): asks anew if they were others. */
  obey(rules: string | null): Promise<void> {
    return this.answered && rules !== this.#rules ? this.#askNow() : Promise.resolve();
  }

  /** False before the first answer. */
  get answered(): boolean {
    return this.#facts[0]() !== undefined;
  }

  get notation(): Notation {
    return this.#facts[0]()?.notation ?? "json";
  }

  /** Of states that declare none. */
  get queryLanguage(): QueryLanguage {
    return this.#facts[0]()?.queryLanguage ?? "JSONPath";
  }

  /** False if an error would keep the workflow from running. */
  get runnable(): boolean {
    return this.#facts[0]()?.runnable ?? true;
  }

  /** True if the picture shown is older than the text because the text is broken. */
  get broken(): boolean {
    return this.#facts[0]()?.broken ?? false;
  }

  state(path: StatePath): OutlineState | undefined {
    const at = this.#byPath[0]().get(path);
    return at === undefined ? undefined : this.outline()[at];
  }

  /** Where a state is in the text of the revision `of`. */
  place(path: StatePath): Place | undefined {
    const [from, to] = this.#places[0]()[this.#byPath[0]().get(path) ?? -1] ?? [];
    return from === undefined || to === undefined ? undefined : { from, to };
  }

  /** Where a state is in the text, without the states inside of it. */
  ownPlaces(path: StatePath): Place[] {
    const [whole, places] = [this.place(path), this.#places[0]()];
    if (!whole) return [];
    const own: Place[] = [];
    let { from } = whole;
    // They are in the order of the text: those inside come right behind, each before what is inside of it.
    for (let at = (this.#byPath[0]().get(path) ?? 0) + 1; at < places.length; at += 1) {
      const [start, end] = places[at] ?? [whole.to, whole.to];
      if (start >= whole.to) break;
      if (start < from) continue;
      own.push({ from, to: start });
      from = end;
    }
    return [...own, { from, to: whole.to }];
  }

  /** Innermost state around a text position. */
  stateAt(position: number): OutlineState | undefined {
    let [best, least] = [-1, Infinity];
    this.#places[0]().forEach(([from, to], at) => {
      if (from <= position && position <= to && to - from < least) [best, least] = [at, to - from];
    });
    return this.outline()[best];
  }

  count(severity: "error" | "warning" | "info"): number {
    return this.problems().filter((problem) => problem.severity === severity).length;
  }

  #question(): Question {
    return { revision: this.#buffer.revision(), folded: this.#folds.all(), notes: notesShown(), path: this.#path() };
  }

  async #ask({ revision, folded, notes, path }: Question): Promise<void> {
    try {
      const file = path === null ? {} : { path };
      const request = { text: this.#buffer.text, folded: [...folded], notes, ...this.#here, ...file };
      const answer = await this.#client.call("view_workflow", request);
      // At once, so that whoever looks at several of them is woken once.
      batch(() => this.#take(answer, revision));
      this.#goOn(answer, revision);
    } catch (reason) {
      this.#asked = null;
      this.#refusal[1](Refusal.from(reason));
    }
  }

  /** Rules that have not been asked about every state yet go on, unless that never ends. */
  #goOn({ rules, rules_left: left }: WorkflowView, revision: number): void {
    this.#rules = rules;
    if (this.#rounds.revision !== revision) this.#rounds = { revision, count: 0 };
    this.#rounds.count += 1;
    if (left > 0 && this.#rounds.count < roundsMost && revision === this.#buffer.revision()) void this.#askNow();
  }

  #take(answer: WorkflowView, revision: number): void {
    const { notation, query_language: queryLanguage, runnable, picture, outline, states, scene } = answer;
    this.#refusal[1](null);
    this.#of[1](revision);
    this.#facts[1]({ notation, queryLanguage, runnable, broken: picture === null });
    this.#problems[1](answer.problems);
    this.#places[1](answer.places);
    if (outline) {
      this.#here.listed = states;
      this.#outline[1](outline);
      this.#byPath[1](new Map(outline.map(({ path }, at) => [path, at])));
    }
    if (!scene || picture === null) return;
    this.#here.shown = picture;
    this.#scene[1](scene);
  }
}

function sameProblems(one: readonly Problem[], other: readonly Problem[]): boolean {
  return one.length === other.length && one.every((problem, at) => sameProblem(problem, other[at]));
}

function sameProblem(one: Problem, other: Problem | undefined): boolean {
  return (
    one.from === other?.from &&
    one.to === other.to &&
    one.state === other.state &&
    one.code === other.code &&
    one.severity === other.severity &&
    one.message === other.message &&
    one.help === other.help
  );
}

function sameFacts(one: Facts | undefined, other: Facts | undefined): boolean {
  if (!one || !other) return one === other;
  return (
    one.notation === other.notation &&
    one.queryLanguage === other.queryLanguage &&
    one.runnable === other.runnable &&
    one.broken === other.broken
  );
}

function sameQuestion(one: Question, other: Question): boolean {
  return one.revision === other.revision && one.folded === other.folded && one.notes === other.notes && one.path === other.path;
}
