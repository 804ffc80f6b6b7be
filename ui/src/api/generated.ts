// Generated from the operations list in `src-tauri/crates/api`. Do not edit; `cargo verify` checks it.
// Text positions are UTF-16 offsets, as JavaScript strings and CodeMirror count them. Times are milliseconds since 1970.

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

// ── errors ───────────────────────────────────────────────────────────────────────────────────────────────────
export type Code =
  | "not_found" | "invalid" | "conflict" | "refused" | "signed_out" | "limit_reached" | "unavailable" | "internal";
export interface Failure { code: Code; message: string; hint: string | null; retry_after_seconds: number | null }

// ── people ───────────────────────────────────────────────────────────────────────────────────────────────────
export interface Account { id: string; name: string }
/** `account` is null for a guest, who may design and run but not decide. */
export interface Session { account: Account | null; first_start: boolean }
export interface SignUp { name: string; password: string }
export interface SignIn { name: string; password: string }
export interface SessionRow { id: string; door: "desktop" | "browser" | "terminal"; created_at: number; last_seen_at: number; current: boolean }

// ── documents ────────────────────────────────────────────────────────────────────────────────────────────────
export interface Sample { id: string; title: string; summary: string; states: number; needs_person: boolean }
export interface Recent { path: string; name: string; opened_at: number; exists: boolean }
export interface Document {
  /** Null for a sample or a new workflow that has not been saved. */
  path: string | null;
  name: string;
  text: string;
  /** Hash of the bytes on disk, for noticing changes by others. Null if not on disk. */
  fingerprint: string | null;
  /** Folder in which local handlers are looked for. */
  handlers_folder: string | null;
  /** Input to offer in the start dialog (`<name>.input.json` beside the file). */
  input: string | null;
}
export interface FolderEntry { name: string; path: string; kind: "folder" | "file"; bytes: number; modified_at: number }
export interface Folder { path: string; parent: string | null; entries: FolderEntry[] }

// ── the language ─────────────────────────────────────────────────────────────────────────────────────────────
/** JSON pointer of a state object: `/States/Charge`, `/States/P/Branches/0/States/X`. */
export type StatePath = string;
/** JSON pointer of the field that holds a transition: `/StartAt`, `/States/A/Next`, `/States/A/End`,
 *  `/States/C/Choices/0/Next`, `/States/C/Default`, `/States/T/Catch/0/Next`, `/States/P/Branches/1/StartAt`. */
export type Port = string;
export type StateType = "Task" | "Pass" | "Choice" | "Wait" | "Succeed" | "Fail" | "Parallel" | "Map";

export interface Problem {
  code: string; severity: "error" | "warning" | "info";
  message: string; help: string | null;
  from: number; to: number; state: StatePath | null;
}
export interface OutlineState {
  path: StatePath; name: string; type: StateType; subtitle: string;
  /** Span of the state's member (key and value) in the text. */
  from: number; to: number;
  /** States object this one lives in: "" for the top level, else the pointer of the branch or processor. */
  scope: string;
}
export type NodeKind = "start" | "end" | "state" | "container" | "branch_end" | "slot";
export interface SceneNode {
  /** State path; for start, end, branch_end and slot: `<scope>#start`, `<scope>#end`, `<port>#slot`. */
  id: string; kind: NodeKind;
  x: number; y: number; width: number; height: number;
  /** Header card of a container; null for others. The box above is then the whole frame. */
  header: { x: number; y: number; width: number; height: number } | null;
  /** Container this node is drawn inside; null at the top level. */
  parent: StatePath | null;
  state: { name: string; type: StateType; subtitle: string } | null;
}
export type EdgeKind = "start" | "next" | "end" | "choice" | "default" | "catch" | "branch";
export interface SceneEdge {
  id: Port; kind: EdgeKind; from: string; to: string;
  label: { text: string; full: string; x: number; y: number; width: number; height: number } | null;
  /** Polyline x0,y0,x1,y1,…; the canvas rounds the corners. */
  points: number[];
  /** True if the edge runs against the flow. */
  back: boolean;
}
export interface Scene { width: number; height: number; nodes: SceneNode[]; edges: SceneEdge[] }
export interface WorkflowView {
  problems: Problem[];
  /** Null if the text holds no recognisable state machine: the canvas then keeps the last good one. */
  scene: Scene | null;
  outline: OutlineState[];
  comment: string | null;
  query_language: "JSONPath" | "JSONata";
  /** False if an error would keep it from running. */
  runnable: boolean;
}
export interface TextChange { from: number; to: number; insert: string }
export type Edit =
  | { kind: "insert_state"; on: Port; name: string; body: Json }
  | { kind: "move_state"; state: StatePath; on: Port }
  | { kind: "delete_states"; states: StatePath[] }
  | { kind: "duplicate_states"; states: StatePath[] }
  | { kind: "rename_state"; state: StatePath; name: string }
  | { kind: "connect"; port: Port; to: StatePath | null }
  | { kind: "change_type"; state: StatePath; type: StateType; body: Json }
  | { kind: "set_field"; at: string; value: Json }
  | { kind: "remove_field"; at: string }
  | { kind: "add_branch"; state: StatePath };
export interface Edited {
  changes: TextChange[];
  /** States to select afterwards. */
  select: StatePath[];
  /** For the undo list: "Insert Charge card". */
  summary: string;
}

// ── handlers and grants ──────────────────────────────────────────────────────────────────────────────────────
export interface HandlerNeed {
  /** Function name as the workflow says it. */
  name: string; states: string[];
  /** File that would run, relative to the handlers folder; null if none was found. */
  file: string | null; runtime: "python" | "node" | null;
  /** What is missing and what to do about it. */
  problem: string | null;
}
export interface Grants { definition_hash: string; handlers_folder: string | null; needs: HandlerNeed[]; granted: boolean }

// ── executions ───────────────────────────────────────────────────────────────────────────────────────────────
export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
export interface ExecutionSummary {
  execution_arn: string; name: string; workflow: string; status: ExecutionStatus; started_at: number; stopped_at: number | null;
}
export interface Outstanding {
  state: string;
  kind: "task" | "callback" | "activity" | "wait" | "retry";
  /** Id of the event that opened this visit of the state. */
  entered_event: number;
  attempt: number;
  /** When it is due (waits, retries) or times out. */
  until: number | null;
}
export interface Execution extends ExecutionSummary {
  definition: string; input: string; output: string | null; error: string | null; cause: string | null;
  outstanding: Outstanding[]; last_event: number;
}
/** AWS's HistoryEvent, member names as AWS has them; `timestamp` in milliseconds. */
export interface HistoryEvent { id: number; previousEventId: number; timestamp: number; type: string; [details: string]: Json }
export interface History { events: HistoryEvent[]; last_event: number; status: ExecutionStatus }

// ── approvals ────────────────────────────────────────────────────────────────────────────────────────────────
export type ApprovalStatus = "pending" | "approved" | "rejected" | "closed";
export interface Approval {
  id: string; execution_arn: string; workflow: string; state: string;
  /** What is asked, in one sentence, and the text under it. */
  title: string; instructions: string | null;
  /** The data the step was given, as captured when the request was made. */
  evidence: Json;
  status: ApprovalStatus; requested_at: number; due_at: number | null;
  decided_by: string | null; decided_at: number | null; comment: string | null;
  /** Why a closed one was closed: timed out, execution stopped, answered by a worker. */
  closed_reason: string | null;
}

// ── operations ───────────────────────────────────────────────────────────────────────────────────────────────
export interface Operations {
  describe_session: [{}, Session];
  sign_up: [SignUp, Session];
  sign_in: [SignIn, Session];
  sign_out: [{}, Session];
  list_sessions: [{}, { sessions: SessionRow[] }];
  revoke_session: [{ id: string }, {}];

  list_samples: [{}, { samples: Sample[] }];
  open_sample: [{ id: string }, Document];
  list_recents: [{}, { recents: Recent[] }];
  forget_recent: [{ path: string }, {}];
  open_document: [{ path: string }, Document];
  /** `conflict` if the file on disk is not the one `fingerprint` names, unless `overwrite`. */
  save_document: [{ path: string; text: string; fingerprint: string | null; overwrite: boolean }, Document];
  check_document: [{ path: string; fingerprint: string }, { state: "same" | "changed" | "missing" }];
  export_definition: [{ path: string; text: string; overwrite: boolean }, { path: string; bytes: number }];
  list_folder: [{ path: string | null }, Folder];
  /** Unsaved text survives a crash: kept per document key until saved or dropped. */
  keep_draft: [{ key: string; text: string }, {}];
  list_drafts: [{}, { drafts: { key: string; text: string; kept_at: number }[] }];
  drop_draft: [{ key: string }, {}];

  view_workflow: [{ text: string }, WorkflowView];
  edit_workflow: [{ text: string; edit: Edit }, Edited];
  may_edit: [{ text: string; edit: Edit }, { allowed: boolean; reason: string | null }];

  list_needed_grants: [{ text: string; handlers_folder: string | null }, Grants];
  grant_handlers: [{ definition_hash: string; handlers_folder: string; names: string[] }, {}];

  start_execution: [
    { text: string; workflow: string; input: string; name: string | null; handlers_folder: string | null },
    { execution_arn: string; started_at: number },
  ];
  stop_execution: [{ execution_arn: string; error: string | null; cause: string | null }, { stopped_at: number }];
  describe_execution: [{ execution_arn: string }, Execution];
  list_executions: [{ workflow: string | null; max: number }, { executions: ExecutionSummary[] }];
  get_execution_history: [{ execution_arn: string; after: number; max: number }, History];

  list_approvals: [{}, { approvals: Approval[] }];
  decide_approval: [{ id: string; decision: "approve" | "reject"; comment: string | null }, Approval];
}
export type Operation = keyof Operations;

/** What the change stream says: something with this tag is new; ask again. */
export type Tag = "session" | "recents" | "executions" | "approvals" | "drafts";
export interface Change {
  tag: Tag;
  /** The execution ARN for `executions`, else null. */
  id: string | null;
}
