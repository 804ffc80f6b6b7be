import { createMemo, createSignal, type Accessor } from "solid-js";
import { Client, Refusal } from "../api/client";
import type { Account, Approval, Document, Draft, Session } from "../api/generated";
import { Live, type Query } from "../api/live";
import { readable } from "../parts/sentence";
import { Toasts } from "../parts/toast";
import type { Platform } from "../platform/platform";
import { Workflow } from "../workflow/workflow";
import { Drafts } from "./drafts";
import { OpenTabs } from "./open-tabs";
import { rememberTabs } from "./remembered-tabs";
import { starterText } from "./starter-text";
import { Tab } from "./tab";

export type Route = "start" | "design" | "inbox" | "machines" | "clients";

/** The state of the whole interface: who is here, which workflows are open, which screen is shown. Knows no elements. */
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
  readonly tabs = new OpenTabs();
  /** The workflow of the tab that is seen. */
  readonly workflow: Accessor<Workflow | null>;
  /** True while the sign-in form covers the window, with the reason if an action asked for it. */
  readonly gate: Accessor<{ reason: string | null } | null>;
  /** True if the person chose to go on without an account. */
  readonly guest: Accessor<boolean>;
  readonly #setGuest: (guest: boolean) => void;
  readonly #setGate: (gate: { reason: string | null } | null) => void;
  /** The state machine that is chosen on its screen; null for the first. */
  readonly chosenMachine: Accessor<string | null>;
  readonly setChosenMachine: (arn: string | null) => void;

  /** Paths of tabs that were closed, the last one last. */
  readonly #closed: string[] = [];

  constructor(platform: Platform) {
    this.platform = platform;
    this.client = new Client(platform);
    this.live = new Live(this.client);
    this.drafts = new Drafts(this.client);
    const [route, setRoute] = createSignal<Route>("start");
    const [gate, setGate] = createSignal<{ reason: string | null } | null>(null);
    const [guest, setGuest] = createSignal(sessionStorage.getItem("guest") !== null);
    [this.chosenMachine, this.setChosenMachine] = createSignal<string | null>(null);
    this.guest = guest;
    this.#setGuest = setGuest;
    this.route = route;
    this.go = setRoute;
    this.workflow = () => this.tabs.active()?.workflow ?? null;
    this.gate = gate;
    this.#setGate = setGate;
    this.session = this.live.query("describe_session", {});
    const approvals = this.live.query("list_approvals", {});
    this.approvals = createMemo(() => approvals.value()?.approvals ?? []);
    void this.drafts.refresh();
    void rememberTabs(this);
  }

  account(): Account | null {
    return this.session.value()?.account ?? null;
  }

  /** Tells a person why something did not work: a sign-in form if that is what is missing, else a message. */
  readonly refused = (reason: unknown): void => {
    const refusal = Refusal.from(reason);
    if (refusal.code === "signed_out") this.askToSignIn(refusal.message);
    // A screen or a bar of its own says it.
    else if (refusal.code !== "damaged")
      this.toasts.show({ tone: "bad", title: readable(refusal.message), text: refusal.hint && readable(refusal.hint) });
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

  /** Opens a workflow in a tab of its own, or shows the tab that has it already. */
  show(document: Document): void {
    const same = this.tabs.all().find(({ workflow }) => {
      const open = workflow.document();
      if (document.path !== null) return open.path === document.path;
      return open.path === null && open.name === document.name && workflow.buffer.text === document.text;
    });
    this.showTab(same ?? this.#open(new Workflow(this.client, document)));
  }

  showTab(tab: Tab): void {
    this.tabs.show(tab);
    this.go("design");
  }

  /** Shows the next or previous tab; from another screen, the one that was seen last. */
  walkTabs(step: 1 | -1): void {
    const tab = this.route() === "design" ? this.tabs.beside(step) : (this.tabs.active() ?? this.tabs.beside(step));
    if (tab) this.showTab(tab);
  }

  /** Closes a tab; asks first if its text would be lost. */
  async close(tab: Tab): Promise<void> {
    await tab.settled();
    if (!tab.workflow.dirty()) return this.discard(tab);
    this.showTab(tab);
    tab.ask("close");
  }

  /** Closes a tab, and what was not saved is gone. */
  discard(tab: Tab): void {
    const { path } = tab.workflow.document();
    if (path !== null) this.#closed.push(path);
    this.tabs.remove(tab);
    if (!this.tabs.active()) this.go("start");
  }

  /** Opens the file whose tab was closed last. False if there is none. */
  async reopenClosed(): Promise<boolean> {
    const path = this.#closed.pop();
    if (path !== undefined) await this.openPath(path);
    return path !== undefined;
  }

  showNew(): void {
    const taken = new Set([...this.drafts.all(), ...this.tabs.all()].map(({ name }) => name));
    let name = "Untitled";
    for (let number = 2; taken.has(name); number += 1) name = `Untitled ${number}`;
    this.showText(name, starterText);
  }

  async openPath(path: string): Promise<void> {
    this.show(await this.client.call("open_document", { path }));
  }

  async openSample(id: string): Promise<void> {
    this.show(await this.client.call("open_sample", { id }));
  }

  /** Opens what was not saved, in a tab. */
  async openDraft(key: string): Promise<void> {
    const tab = await this.reopen(key);
    if (tab) this.showTab(tab);
  }

  /** Opens a file or a draft by its key in a tab that is not shown yet. A draft goes on from the file that it was made from. */
  async reopen(key: string): Promise<Tab | null> {
    const draft = this.drafts.all().find((each) => each.key === key);
    const there = this.tabs.all().find(({ workflow }) => workflow.draftKey === key);
    if (there || (!draft && key.startsWith("new:"))) return there ?? null;
    const document = key.startsWith("new:") || !draft ? null : await this.#fileOf(draft);
    if (!draft) return this.#open(new Workflow(this.client, await this.client.call("open_document", { path: key })), "end");
    const { name, text, handlers_folder, input, edited } = draft;
    const kept = document ?? { path: null, name, text: edited ? "" : text, fingerprint: null, handlers_folder, input };
    const workflow = new Workflow(this.client, kept, text, key);
    // What was saved after all is no draft.
    if (document && !workflow.dirty()) void this.drafts.drop(key).catch(this.refused);
    return this.#open(workflow, "end", workflow.dirty() ? draft.kept_at : null);
  }

  /** The file of a draft, under the fingerprint that the draft knows: if others wrote it since, that is seen. */
  async #fileOf({ key, name, fingerprint, handlers_folder, input }: Draft): Promise<Document> {
    try {
      return { ...(await this.client.call("open_document", { path: key })), fingerprint: fingerprint ?? "" };
    } catch (reason) {
      if (Refusal.from(reason).code !== "not_found") throw reason;
      return { path: key, name, text: "", fingerprint: fingerprint ?? "", handlers_folder, input };
    }
  }

  #open(workflow: Workflow, place: "behind" | "end" = "behind", recovered: number | null = null): Tab {
    const { live, drafts, refused } = this;
    const tab = new Tab(workflow, { live, drafts, refused, tell: (toast) => this.toasts.show(toast) }, recovered);
    this.tabs.add(tab, place);
    return tab;
  }

  /** Puts a text that lies nowhere yet in a tab behind the one that is seen, which stays. */
  addText(name: string, text: string, handlersFolder: string | null): Tab {
    const document = { path: null, name, text: "", fingerprint: null, handlers_folder: handlersFolder, input: null };
    return this.#open(new Workflow(this.client, document, text));
  }

  /** Opens a text that lies in no file. */
  showText(name: string, text: string, input: string | null = null): void {
    this.show({ path: null, name, text, fingerprint: null, handlers_folder: null, input });
  }

  /** Opens the run of a request, with the definition it was started with if another workflow is open. */
  async showRun(arn: string): Promise<void> {
    const execution = await this.client.call("describe_execution", { execution_arn: arn });
    // Of one name is not enough: a client may keep something else under the name of a file.
    const fits = ({ workflow }: Tab) =>
      workflow.document().name === execution.workflow &&
      (workflow.document().path !== null || workflow.buffer.text === execution.definition);
    const active = this.tabs.active();
    const tab = active && fits(active) ? active : this.tabs.all().find(fits);
    if (tab) this.showTab(tab);
    else this.showText(execution.workflow, execution.definition, execution.input);
    this.tabs.active()?.bench.watch(arn);
  }
}
