import { createMemo, createSignal, type Accessor } from "solid-js";
import { Client, Refusal } from "../api/client";
import type { Account, Approval, Document, Session } from "../api/generated";
import { Live, type Query } from "../api/live";
import { sentence } from "../parts/sentence";
import { Toasts } from "../parts/toast";
import type { Platform } from "../platform/platform";
import { Workflow } from "../workflow/workflow";
import { Drafts } from "./drafts";
import { starterText } from "./starter-text";

export type Route = "start" | "design" | "inbox" | "machines" | "clients";

/** The state of the whole interface: who is here, which workflow is open, which screen is shown. Knows no elements. */
export class App {
  readonly platform: Platform;
  readonly client: Client;
  readonly live: Live;
  readonly toasts = new Toasts();
  readonly drafts: Drafts;
  readonly session: Query<Session>;
  readonly approvals: Accessor<readonly Approval[]>;
  readonly route: Accessor<Route>;
  readonly go: (route: Route) => void;
  readonly workflow: Accessor<Workflow | null>;
  /** True while the sign-in form covers the window, with the reason if an action asked for it. */
  readonly gate: Accessor<{ reason: string | null } | null>;
  /** True if the person chose to go on without an account. */
  readonly guest: Accessor<boolean>;
  readonly #setGuest: (guest: boolean) => void;
  readonly #setWorkflow: (workflow: Workflow | null) => void;
  readonly #setGate: (gate: { reason: string | null } | null) => void;
  /** Run to open when the designer is shown next. */
  readonly wantedRun: Accessor<string | null>;
  readonly setWantedRun: (arn: string | null) => void;

  /** The state machine that is chosen on its screen; null for the first. */
  readonly chosenMachine: Accessor<string | null>;
  readonly setChosenMachine: (arn: string | null) => void;

  /** The run that was last shown with a workflow, for coming back from another screen. */
  readonly shownRuns = new WeakMap<Workflow, string>();

  constructor(platform: Platform) {
    this.platform = platform;
    this.client = new Client(platform);
    this.live = new Live(this.client);
    this.drafts = new Drafts(this.client);
    const [route, setRoute] = createSignal<Route>("start");
    const [workflow, setWorkflow] = createSignal<Workflow | null>(null);
    const [gate, setGate] = createSignal<{ reason: string | null } | null>(null);
    const [wantedRun, setWantedRun] = createSignal<string | null>(null);
    const [guest, setGuest] = createSignal(sessionStorage.getItem("guest") !== null);
    [this.chosenMachine, this.setChosenMachine] = createSignal<string | null>(null);
    this.guest = guest;
    this.#setGuest = setGuest;
    this.route = route;
    this.go = setRoute;
    this.workflow = workflow;
    this.#setWorkflow = setWorkflow;
    this.gate = gate;
    this.#setGate = setGate;
    this.wantedRun = wantedRun;
    this.setWantedRun = setWantedRun;
    this.session = this.live.query("describe_session", {});
    const approvals = this.live.query("list_approvals", {});
    this.approvals = createMemo(() => approvals.value()?.approvals ?? []);
  }

  account(): Account | null {
    return this.session.value()?.account ?? null;
  }

  /** Tells a person why something did not work: a sign-in form if that is what is missing, else a message. */
  readonly refused = (reason: unknown): void => {
    const refusal = Refusal.from(reason);
    if (refusal.code === "signed_out") this.askToSignIn(refusal.message);
    else this.toasts.show({ tone: "bad", title: sentence(refusal.message), text: refusal.hint });
  };

  askToSignIn(reason: string | null = null): void {
    this.#setGate({ reason });
  }

  /** Goes on without an account until the window is closed. */
  stayGuest(): void {
    sessionStorage.setItem("guest", "yes");
    this.#setGuest(true);
    this.#setGate(null);
  }

  /** After signing in or out. */
  async sessionChanged(): Promise<void> {
    await this.session.refresh();
    this.live.refreshAll();
    this.#setGate(null);
  }

  async signOut(): Promise<void> {
    await this.client.call("sign_out", {});
    await this.sessionChanged();
    this.#setGate({ reason: null });
  }

  show(document: Document, text?: string): void {
    const before = this.workflow();
    if (before?.dirty())
      this.toasts.show({
        tone: "plain",
        title: `${before.document().name} has unsaved changes`,
        text: "They are kept; the start screen offers them.",
      });
    before?.close();
    const opened = new Workflow(this.client, document, text);
    this.#setWorkflow(opened);
    this.setWantedRun(null);
    this.go("design");
  }

  close(): void {
    this.workflow()?.close();
    this.#setWorkflow(null);
    this.go("start");
  }

  showNew(): void {
    const taken = new Set(this.drafts.all().map(({ key }) => key));
    let name = "Untitled";
    for (let number = 2; taken.has(`new:${name}`); number += 1) name = `Untitled ${number}`;
    this.show({ path: null, name, text: starterText, fingerprint: null, handlers_folder: null, input: null });
  }

  async openPath(path: string): Promise<void> {
    this.show(await this.client.call("open_document", { path }));
  }

  async openSample(id: string): Promise<void> {
    this.show(await this.client.call("open_sample", { id }));
  }

  async openDraft(key: string): Promise<void> {
    const draft = this.drafts.all().find((each) => each.key === key);
    if (!draft) return;
    const isNew = key.startsWith("new:");
    const name = key.slice("new:".length);
    const document = isNew
      ? { path: null, name, text: "", fingerprint: null, handlers_folder: null, input: null }
      : await this.client.call("open_document", { path: key });
    this.show(document, draft.text);
  }

  /** Opens a text that lies in no file. */
  showText(name: string, text: string, input: string | null = null): void {
    this.show({ path: null, name, text, fingerprint: null, handlers_folder: null, input });
  }

  /** Opens the run of a request, with the definition it was started with if another workflow is open. */
  async showRun(arn: string): Promise<void> {
    const execution = await this.client.call("describe_execution", { execution_arn: arn });
    const open = this.workflow();
    // Of one name is not enough: a client may keep something else under the name of a file.
    const isOther =
      open?.document().name !== execution.workflow ||
      (open.document().path === null && open.buffer.text !== execution.definition);
    if (isOther) this.showText(execution.workflow, execution.definition, execution.input);
    this.setWantedRun(arn);
    this.go("design");
  }
}
