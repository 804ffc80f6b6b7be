import type {
  Activity,
  Approval,
  Change,
  ClientAccess,
  Document,
  Failure,
  FolderEntry,
  HistoryEvent,
  Operation,
  Operations,
  Session,
  StateMachine,
} from "../api/generated";
import type { Platform } from "../platform/platform";
import { editWorkflow, viewWorkflow } from "./fake-language";

type Answers = { [Name in Operation]?: (request: Operations[Name][0]) => Operations[Name][1] };

/** An in-memory back end for unit tests and for looking at screens without the real one. Never part of a build. */
export class FakePlatform implements Platform {
  session: Session = { account: null, first_start: true };
  approvals: Approval[] = [];
  samples: { id: string; title: string; document: Document }[] = [];
  files = new Map<string, string>();
  runs = new Map<
    string,
    {
      workflow: string;
      definition: string;
      input: string;
      virtual_time?: boolean;
      events: HistoryEvent[];
      status: "RUNNING" | "SUCCEEDED" | "FAILED";
      output: string | null;
    }
  >();
  drafts = new Map<string, Operations["keep_draft"][0]>();
  openDocuments: Operations["list_open_documents"][1] = { keys: [], shown: null };
  machines = new Map<string, StateMachine>();
  activities: Activity[] = [];
  access: ClientAccess = {
    endpoint: "http://127.0.0.1:7171",
    switchable: true,
    problem: null,
    access_key: "SBOXKEY",
    account: "111111111111",
    region: "us-east-1",
    replaceable: true,
    functions: { path: "/home/ada/functions", exists: true, allowed: false, named: false },
  };
  granted = false;
  /** Every call in order, for tests to look at. */
  readonly asked: { operation: Operation; request: unknown }[] = [];
  title = "";
  readonly #ears = new Set<(change: Change) => void>();
  /** Answers that a test puts in place of ours. */
  readonly answers: Answers;

  constructor(answers: Answers = {}) {
    this.answers = answers;
  }

  async call<Name extends Operation>(operation: Name, request: Operations[Name][0]): Promise<Operations[Name][1]> {
    this.asked.push({ operation, request });
    const answer = (this.answers[operation] ?? this.#ours()[operation]) as
      ((request: Operations[Name][0]) => Operations[Name][1]) | undefined;
    if (!answer) throw refusal("unavailable", `the fake knows no \`${operation}\``);
    return answer(request);
  }

  watch(hear: (change: Change) => void, connected: (now: boolean) => void): () => void {
    this.#ears.add(hear);
    connected(true);
    return () => this.#ears.delete(hear);
  }

  setTitle(title: string): void {
    this.title = title;
  }

  say(change: Change): void {
    for (const ear of this.#ears) ear(change);
  }

  signIn(name: string): Session {
    this.session = { account: { id: name, name }, first_start: false };
    this.say({ tag: "session", id: null });
    return this.session;
  }

  #ours(): Answers {
    return { ...this.#people(), ...this.#documents(), ...this.#executions(), ...this.#machines(), ...this.#clients() };
  }

  #people(): Answers {
    return {
      describe_session: () => this.session,
      sign_up: ({ name }) => this.signIn(name),
      sign_in: ({ name, password }) => {
        if (password === "wrong") throw refusal("refused", "name or password is wrong", 2);
        return this.signIn(name);
      },
      sign_out: () => (this.session = { account: null, first_start: false }),
      list_sessions: () => ({
        sessions: [{ id: "1", door: "browser", created_at: 1_790_000_000_000, last_seen_at: 1_790_000_000_000, current: true }],
      }),
      list_approvals: () => ({ approvals: this.approvals }),
      decide_approval: ({ id, decision, comment }) => {
        const approval = this.approvals.find((each) => each.id === id);
        if (!approval) throw refusal("not_found", "no such request");
        if (!this.session.account) throw refusal("signed_out", "sign in to decide");
        const decided: Approval = {
          ...approval,
          status: decision === "approve" ? "approved" : "rejected",
          decided_by: this.session.account.name,
          decided_at: Date.now(),
          comment,
        };
        this.approvals = this.approvals.map((each) => (each.id === id ? decided : each));
        this.say({ tag: "approvals", id: null });
        return decided;
      },
    };
  }

  #documents(): Answers {
    return {
      list_samples: () => ({
        samples: this.samples.map(({ id, title }) => ({
          id,
          title,
          summary: "From a placed order to a parcel on its way. Large orders are approved by a person.",
          states: 14,
          needs_person: id.includes("o"),
        })),
      }),
      open_sample: ({ id }) => this.samples.find((sample) => sample.id === id)?.document ?? fail("no such sample"),
      list_recents: () => ({
        recents: [...this.files.keys()].map((path) => ({
          path,
          name: path.split("/").at(-1) ?? "",
          opened_at: 1_790_000_000_000,
          exists: !path.includes("old"),
        })),
      }),
      open_document: ({ path }) => this.#read(path),
      save_document: ({ path, text, draft }) => {
        this.files.set(path, text);
        for (const key of [path, draft]) this.drafts.delete(key ?? path);
        return this.#read(path);
      },
      check_document: ({ fingerprint }) => ({ state: "same", fingerprint, rules: null }),
      export_definition: ({ path, text }) => (this.files.set(path, text), { path, bytes: text.length }),
      list_folder: ({ path }) => ({ path: path ?? "/home/ada", parent: "/home", entries: this.#entries(path ?? "/home/ada") }),
      keep_draft: (draft) => (this.drafts.set(draft.key, draft), {}),
      list_drafts: () => ({ drafts: [...this.drafts.values()].map((draft) => ({ ...draft, kept_at: 1_790_000_000_000 })) }),
      keep_open_documents: (open) => ((this.openDocuments = open), {}),
      list_open_documents: () => this.openDocuments,
      list_templates: () => ({ templates: [] }),
      drop_draft: ({ key }) => (this.drafts.delete(key), {}),
      view_workflow: ({ text, listed }) => viewWorkflow(text, listed),
      edit_workflow: ({ text, edit }) => editWorkflow(text, edit),
      list_vocabulary: () => ({ fields: [], errors: [] }),
      may_edit: ({ edits }) => ({ verdicts: edits.map(() => ({ allowed: true, reason: null })) }),
    };
  }

  #executions(): Answers {
    const find = (arn: string) => this.runs.get(arn) ?? fail("no such execution");
    const summary = (arn: string) => {
      const run = find(arn);
      return {
        execution_arn: arn,
        name: arn,
        workflow: run.workflow,
        status: run.status,
        started_at: run.events[0]?.timestamp ?? 0,
        stopped_at: run.status === "RUNNING" ? null : (run.events.at(-1)?.timestamp ?? 0),
        redrive_count: 0,
      };
    };
    return {
      list_needed_grants: () => ({
        definition_hash: "h",
        handlers_folder: "/home/ada/orders/functions",
        granted: this.granted,
        needs: [
          {
            name: "check-order",
            states: ["Check order"],
            file: "check-order/lambda_function.py",
            runtime: "python",
            problem: null,
          },
        ],
      }),
      grant_functions: () => ((this.granted = true), {}),
      start_execution: ({ text, workflow, input, virtual_time }) => {
        const begun = { workflow, definition: text, input, virtual_time, events: [], output: null };
        this.runs.set("run-1", { ...begun, status: "RUNNING" });
        return { execution_arn: "run-1", started_at: 0 };
      },
      stop_execution: ({ execution_arn }) => ((find(execution_arn).status = "FAILED"), { stopped_at: 0 }),
      describe_execution: ({ execution_arn }) => {
        const run = find(execution_arn);
        return {
          ...summary(execution_arn),
          definition: run.definition,
          input: run.input,
          output: run.output,
          error: null,
          cause: null,
          outstanding: [],
          virtual_time: run.virtual_time ?? false,
          clock_ahead: 0,
          last_event: run.events.length,
        };
      },
      list_executions: () => ({ executions: [...this.runs.keys()].map(summary) }),
      get_execution_history: ({ execution_arn, after, max }) => {
        const run = find(execution_arn);
        return {
          events: run.events.filter(({ id }) => id > after).slice(0, max),
          last_event: run.events.length,
          status: run.status,
          outstanding: [],
          clock_ahead: 0,
        };
      },
    };
  }

  #machines(): Answers {
    return {
      list_state_machines: () => ({ state_machines: [...this.machines.values()] }),
      describe_state_machine: ({ state_machine_arn }) => this.machines.get(state_machine_arn) ?? fail("no such state machine"),
      list_machine_executions: ({ status }) => ({
        executions: [...this.runs]
          .filter(([, run]) => status === null || run.status === status)
          .map(([arn, run]) => ({
            execution_arn: arn,
            name: arn,
            workflow: run.workflow,
            status: run.status,
            started_at: 0,
            stopped_at: 10,
            redrive_count: 0,
          })),
        next: null,
      }),
      keep_state_machine: ({ name, text, kind }) => {
        const state_machine_arn = `arn:aws:states:us-east-1:111111111111:stateMachine:${name}`;
        const created = !this.machines.has(state_machine_arn);
        const about = { state_machine_arn, name, kind, created_at: 0, updated_at: 0, running: 0, is_deleting: false };
        const rest = { definition: text, role_arn: "", log_level: "OFF", log_file: null, versions: [], aliases: [] };
        this.machines.set(state_machine_arn, { ...about, ...rest });
        this.say({ tag: "machines", id: null });
        return { state_machine_arn, created };
      },
      start_state_machine: ({ state_machine_arn }) => ({ execution_arn: `${state_machine_arn}:1` }),
      delete_state_machine: ({ state_machine_arn }) => {
        this.machines.delete(state_machine_arn);
        this.say({ tag: "machines", id: null });
        return {};
      },
      list_activities: () => ({ activities: this.activities }),
    };
  }

  #clients(): Answers {
    const changed = (change: Partial<ClientAccess>) => {
      this.access = { ...this.access, ...change };
      this.say({ tag: "clients", id: null });
      return this.access;
    };
    return {
      describe_client_access: () => this.access,
      show_client_secret: () => ({ secret: `secret of ${this.access.access_key}` }),
      switch_client_door: ({ on }) => changed({ endpoint: on ? "http://127.0.0.1:7171" : null }),
      replace_client_keys: () => changed({ access_key: "SBOXNEW" }),
      choose_client_functions: ({ path, allowed }) =>
        changed({ functions: { path: path ?? "/home/ada/functions", exists: true, allowed, named: false } }),
    };
  }

  #read(path: string): Document {
    const text = this.files.get(path);
    if (text === undefined) throw refusal("not_found", `there is no file \`${path}\``);
    return { path, name: path.split("/").at(-1) ?? path, text, fingerprint: "f", handlers_folder: null, input: null };
  }

  #entries(folder: string): FolderEntry[] {
    const files = [...this.files]
      .filter(([path]) => path.startsWith(`${folder}/`))
      .map(([path, text]): FolderEntry => ({
        name: path.split("/").at(-1) ?? "",
        path,
        kind: "file",
        bytes: text.length,
        modified_at: 1_790_000_000_000,
      }));
    return [
      { name: "Documents", path: `${folder}/Documents`, kind: "folder", bytes: 0, modified_at: 1_790_000_000_000 },
      ...files,
    ];
  }
}

export function refusal(code: Failure["code"], message: string, retry: number | null = null): Failure {
  return { code, message, hint: null, retry_after_seconds: retry };
}

function fail(message: string): never {
  throw refusal("not_found", message);
}
