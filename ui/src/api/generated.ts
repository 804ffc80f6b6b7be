// Generated from the operations list in `src-tauri/crates/api`. Do not edit; `cargo verify` checks it.
// Text positions are UTF-16 offsets, as JavaScript strings and CodeMirror count them. Times are milliseconds since 1970.

/** What a door or the UI branches on. Everything else about an error is for people. */
export type Code = "not_found" | "invalid" | "conflict" | "refused" | "signed_out" | "limit_reached" | "unavailable" | "damaged" | "internal";

/** An operation that did not succeed. Called `Failure` in the UI. */
export type Failure = {
  /** What kind. */
  code: Code;
  /** What happened, for people. */
  message: string;
  /** What to do about it. */
  hint: string | null;
  /** When to try again. */
  retry_after_seconds: number | null;
};

/** Who is signed in at this door? */
export type DescribeSession = {};

/** Somebody who can sign in. */
export type Account = {
  /** Opaque id. */
  id: string;
  /** Name or e-mail address. */
  name: string;
};

/** `account` is null for a guest, who may design and run but not decide. */
export type Session = {
  /** Who is signed in. */
  account: Account | null;
  /** Nobody has an account here yet. */
  first_start: boolean;
};

/** Makes an account and signs it in. */
export type SignUp = {
  /** Account name. */
  name: string;
  /** As typed. */
  password: string;
};

/** Signs in at this door. */
export type SignIn = {
  /** Account name. */
  name: string;
  /** As typed. */
  password: string;
};

/** Ends the session of this door. A guest stays a guest. */
export type SignOut = {};

/** Where is the account of this caller signed in? */
export type ListSessions = {};

/** A way into the list of operations. */
export type Door = "desktop" | "browser" | "terminal";

/** Latest first. */
export type ListSessionsReply = {
  /** The sessions that still count. */
  sessions: Array<SessionRow>;
};

/** One place where an account is signed in. */
export type SessionRow = {
  /** For `revoke_session`. */
  id: string;
  /** Where. */
  door: Door;
  /** When it began. */
  created_at: number;
  /** When it was last used, give or take five minutes. */
  last_seen_at: number;
  /** It is the session that asks. */
  current: boolean;
};

/** Ends one session of the caller's account. */
export type RevokeSession = {
  /** From `list_sessions`. */
  id: string;
};

/** It is over. */
export type RevokeSessionReply = {};

/** Which workflows come with the app? */
export type ListSamples = {};

/** In the order in which to show them. */
export type ListSamplesReply = {
  /** All samples. */
  samples: Array<Sample>;
};

/** A workflow that comes with the app. */
export type Sample = {
  /** For `open_sample`. */
  id: string;
  /** What it is called. */
  title: string;
  /** What it shows, in one sentence. */
  summary: string;
  /** How many states it has, those inside containers included. */
  states: number;
  /** It waits for a person at least once. */
  needs_person: boolean;
};

/** Opens a sample as a document that is not saved anywhere; its handlers stay where they are. */
export type OpenSample = {
  /** From `list_samples`. */
  id: string;
};

/** A workflow as text, and what belongs to it. */
export type Document = {
  /** Null for a sample or a new workflow that has not been saved. */
  path: string | null;
  /** Name without its endings. */
  name: string;
  /** The whole text, byte for byte. */
  text: string;
  /** Hash of the bytes on disk, for noticing changes by others. Null if not on disk. */
  fingerprint: string | null;
  /** Folder in which local handlers are looked for. */
  handlers_folder: string | null;
  /** Input to offer in the start dialog (`<name>.input.json` beside the file). */
  input: string | null;
};

/** Which files were opened lately? */
export type ListRecents = {};

/** Latest first, at most thirty. */
export type ListRecentsReply = {
  /** The files. */
  recents: Array<Recent>;
};

/** A file that was opened. */
export type Recent = {
  /** Absolute. */
  path: string;
  /** Name without its endings. */
  name: string;
  /** When it was last opened or saved. */
  opened_at: number;
  /** It is still there. */
  exists: boolean;
};

/** Takes a file off the list; the file itself stays. */
export type ForgetRecent = {
  /** From `list_recents`. */
  path: string;
};

/** It is off the list. */
export type ForgetRecentReply = {};

/** Reads a workflow file and puts it on the list of recents. Broken text is opened like any other. */
export type OpenDocument = {
  /** Absolute. */
  path: string;
};

/**
 * Writes a workflow file in one step. `conflict` if the file on disk is not the one `fingerprint` names, unless
 * `overwrite`. What is written joins the local history, and so does what was there before.
 */
export type SaveDocument = {
  /** Absolute. */
  path: string;
  /** The whole text; written byte for byte. */
  text: string;
  /** From the reply that opened or last saved it; null for a file that should not be there yet. */
  fingerprint: string | null;
  /** Write even if the file is another one by now. */
  overwrite: boolean;
  /** Key of the draft that becomes this file: it is dropped, and its history goes on under the path. */
  draft: string | null;
};

/** Is the file on disk still the one that was opened or saved? */
export type CheckDocument = {
  /** Absolute. */
  path: string;
  /** From the reply that opened or last saved it. */
  fingerprint: string;
};

/** How the file is. */
export type CheckDocumentReply = {
  /** How the file is. */
  state: OnDiskState;
  /** Of what is on disk now; null if it is gone or cannot be read. */
  fingerprint: string | null;
  /** Of the rules of the team for it; null if there are none. */
  rules: string | null;
};

/** How the file is. */
export type OnDiskState = "same" | "changed" | "missing";

/**
 * Writes the text: a workflow has no private fields, so what is edited is what AWS takes. A file named as JSON gets
 * JSON, one named as YAML gets YAML; a text that is written so already stays as it is, byte for byte.
 */
export type ExportDefinition = {
  /** Absolute. */
  path: string;
  /** The whole text. */
  text: string;
  /** Replace a file of that name; otherwise it is a `conflict`. */
  overwrite: boolean;
};

/** What was written. */
export type ExportDefinitionReply = {
  /** Where. */
  path: string;
  /** How much. */
  bytes: number;
};

/** Writes a picture that the window has drawn. */
export type ExportPicture = {
  /** Absolute; the name ends in `.svg`, `.png` or `.mmd` (Mermaid). */
  path: string;
  /** What is written, as Base64. */
  content: string;
  /** Replace a file of that name; otherwise it is a `conflict`. */
  overwrite: boolean;
};

/** What was written. */
export type ExportPictureReply = {
  /** Where. */
  path: string;
  /** How much. */
  bytes: number;
};

/** What is in a folder? */
export type ListFolder = {
  /** Absolute; null for the person's home. */
  path: string | null;
};

/** Folders first, then files that may hold a workflow, each by name. Hidden ones are left out. */
export type Folder = {
  /** Absolute. */
  path: string;
  /** The folder around it; null at the top. */
  parent: string | null;
  /** What is in it. */
  entries: Array<FolderEntry>;
};

/** Something in a folder. */
export type FolderEntry = {
  /** As it is called. */
  name: string;
  /** Absolute. */
  path: string;
  /** What it is. */
  kind: FolderEntryKind;
  /** Size of a file. */
  bytes: number;
  /** When it was last changed; 0 if the system does not say. */
  modified_at: number;
};

/** What an entry is. */
export type FolderEntryKind = "folder" | "file";

/**
 * Unsaved text survives a crash: kept per document key until saved or dropped, with what a text without a file cannot
 * be found again from. An hour of work without a snapshot makes one.
 */
export type KeepDraft = {
  /** The document's path, or a key of the caller's for one that has none. */
  key: string;
  /** What to call it. */
  name: string;
  /** The whole text. */
  text: string;
  /** From the reply that opened or last saved the file the text was made from. */
  fingerprint: string | null;
  /** As in `Document`. */
  handlers_folder: string | null;
  /** As in `Document`. */
  input: string | null;
  /** False for a text that is as it was opened. */
  edited: boolean;
};

/** It is kept. */
export type KeepDraftReply = {};

/** Which unsaved text is kept? */
export type ListDrafts = {};

/** Unsaved text of one document. */
export type Draft = {
  /** Which document. */
  key: string;
  /** What to call it. */
  name: string;
  /** The whole text. */
  text: string;
  /** Of the file that the text was made from. */
  fingerprint: string | null;
  /** As in `Document`. */
  handlers_folder: string | null;
  /** As in `Document`. */
  input: string | null;
  /** False for a text that is as it was opened. */
  edited: boolean;
  /** When it was kept. */
  kept_at: number;
};

/** Latest first. */
export type ListDraftsReply = {
  /** All that is kept. */
  drafts: Array<Draft>;
};

/** Drops what was kept for a document. Nothing happens if nothing was. */
export type DropDraft = {
  /** Which document. */
  key: string;
};

/** Nothing is kept for it. */
export type DropDraftReply = {};

/** Remembers which documents are open in tabs, for the next start. */
export type KeepOpenDocuments = {
  /** Paths, or keys of drafts, in the order of the tabs. */
  keys: Array<string>;
  /** The one that is seen; null if another screen is. */
  shown: string | null;
};

/** They are remembered. */
export type KeepOpenDocumentsReply = {};

/** Which documents were open in tabs? */
export type ListOpenDocuments = {};

/** What `keep_open_documents` remembered last; nothing before. */
export type ListOpenDocumentsReply = {
  /** Paths, or keys of drafts, in the order of the tabs. */
  keys: Array<string>;
  /** The one that was seen. */
  shown: string | null;
};

/** Which texts did a document have? */
export type ListSnapshots = {
  /** The document's path, or the key of its draft if it has none. */
  document: string;
};

/** Latest first. */
export type ListSnapshotsReply = {
  /** All that are kept. */
  snapshots: Array<Snapshot>;
};

/** A text that a document had. */
export type Snapshot = {
  /** For `read_snapshot`. */
  id: number;
  /** Why it was taken. */
  reason: SnapshotReason;
  /** When. */
  taken_at: number;
  /** Length of the text. */
  bytes: number;
  /** Hash of the text, to compare with that of a file. */
  fingerprint: string;
};

/** Why a snapshot was taken. */
export type SnapshotReason = "saved" | "worked" | "replaced";

/** What was the text then? */
export type ReadSnapshot = {
  /** From `list_snapshots`. */
  id: number;
};

/** The text of a snapshot. */
export type ReadSnapshotReply = {
  /** The whole text, byte for byte. */
  text: string;
};

/** Keeps a text as a template. `conflict` if there is one of its kind and name, unless `replace`. */
export type KeepTemplate = {
  /** What it is of. */
  kind: TemplateKind;
  /** What to call it. */
  name: string;
  /** The whole text. */
  text: string;
  /** Put it in the place of the one of this name. */
  replace: boolean;
};

/** What a template is of. */
export type TemplateKind = "workflow" | "states";

/** It is kept. */
export type KeepTemplateReply = {
  /** Under this id. */
  id: number;
};

/** Which templates did people make? */
export type ListTemplates = {};

/** By name. */
export type ListTemplatesReply = {
  /** All of them. */
  templates: Array<Template>;
};

/** A template of one's own. */
export type Template = {
  /** For the operations on templates. */
  id: number;
  /** What it is of. */
  kind: TemplateKind;
  /** What the person calls it. */
  name: string;
  /** How many states it has, those inside containers included. */
  states: number;
  /** When it was made or replaced. */
  made_at: number;
  /** The whole text. */
  text: string;
};

/** Gives a template another name. `conflict` if another one of its kind has it. */
export type RenameTemplate = {
  /** From `list_templates`. */
  id: number;
  /** What to call it. */
  name: string;
};

/** It has the name. */
export type RenameTemplateReply = {};

/** Deletes a template. Nothing happens if there is none. */
export type DeleteTemplate = {
  /** From `list_templates`. */
  id: number;
};

/** It is gone. */
export type DeleteTemplateReply = {};

/** JSON pointer of a state object: `/States/Charge`, `/States/P/Branches/0/States/X`. */
export type StatePath = string;

/** What is in this text? Never runs any of it, and takes any text: what is wrong with it is in the reply. */
export type ViewWorkflow = {
  /** The whole text. */
  text: string;
  /** Containers to draw as one card. What is shown is the viewer's matter, so it is nowhere in the text. */
  folded?: Array<StatePath>;
  /** Whether cards are to have their comments on them. */
  notes?: boolean;
  /** The fingerprint of the picture that is shown, which is then not sent again: most keys change none. */
  shown?: string;
  /** The fingerprint of the outline that is listed, which is then not sent again: most keys change none of its words. */
  listed?: string;
  /** The file of the text, from which the rules of the team are looked for; none for a text without a file. */
  path?: string;
};

/** What a transition is. */
export type EdgeKind = "start" | "next" | "end" | "choice" | "default" | "catch" | "branch";

/** What a node is. */
export type NodeKind = "start" | "end" | "state" | "container" | "branch_end" | "slot";

/** How a definition is written down. */
export type Notation = "json" | "yaml";

/** A row of the outline. */
export type OutlineState = {
  /** Which state. */
  path: StatePath;
  /** Its name. */
  name: string;
  /** Its type. */
  type: StateType;
  /** What it is, in a few words. */
  subtitle: string;
  /** True if it is switched off. */
  off: boolean;
  /** Where it lives: "" for the top level, else the pointer of the branch or processor. */
  scope: string;
};

/**
 * JSON pointer of the field that holds a transition: `/StartAt`, `/States/A/Next`, `/States/A/End`,
 * `/States/C/Choices/0/Next`, `/States/C/Default`, `/States/T/Catch/0/Next`, `/States/P/Branches/1/StartAt`.
 */
export type Port = string;

/** Something that is wrong with a text. */
export type Problem = {
  /** Stable name; AWS's code where AWS has one. */
  code: string;
  /** How bad it is. */
  severity: Severity;
  /** What is wrong. */
  message: string;
  /** What to do about it. */
  help: string | null;
  /** Where it begins. */
  from: number;
  /** Where it ends. */
  to: number;
  /** The innermost state around it. */
  state: StatePath | null;
};

/** What the expressions of a workflow are written in. */
export type QueryLanguage = "JSONPath" | "JSONata";

/** A finished drawing; lengths are pixels at 100 %. */
export type Scene = {
  /** Of everything drawn. */
  width: number;
  /** Of everything drawn. */
  height: number;
  /** Containers come before what they contain. */
  nodes: Array<SceneNode>;
  /** In the order of the definition. */
  edges: Array<SceneEdge>;
};

/** One transition. */
export type SceneEdge = {
  /** The field that holds it. */
  id: Port;
  /** What it is. */
  kind: EdgeKind;
  /** Node it leaves. */
  from: string;
  /** Node it enters. */
  to: string;
  /** Text on it. */
  label: { text: string, full: string, x: number, y: number, width: number, height: number } | null;
  /** Polyline x0,y0,x1,y1,…; the canvas rounds the corners. */
  points: Array<number>;
  /** True if the edge runs against the flow. */
  back: boolean;
};

/** One thing on the canvas. */
export type SceneNode = {
  /** State path; for start, end, `branch_end` and slot: `<scope>#start`, `<scope>#end`, `<port>#slot`. */
  id: string;
  /** What it is. */
  kind: NodeKind;
  /** Left side. */
  x: number;
  /** Upper side. */
  y: number;
  /** Of the box; for a container the whole frame. */
  width: number;
  /** Of the box; for a container the whole frame. */
  height: number;
  /** Header card of a container; null for others. */
  header: { x: number, y: number, width: number, height: number } | null;
  /** Container this node is drawn inside; null at the top level. */
  parent: StatePath | null;
  /** What the card says; null for what shows no state. */
  state: { name: string, type: StateType, subtitle: string;
  /** True for a container drawn as one card. */
  folded: boolean;
  /** True if it is switched off. */
  off: boolean;
  /** Its comment. */
  comment: string;
  /** Lines of it that are written on the card; none if notes are not looked at. */
  note: Array<string> } | null;
};

/** How bad a problem is. */
export type Severity = "error" | "warning" | "info";

/** The eight types of states. */
export type StateType = "Task" | "Pass" | "Choice" | "Wait" | "Succeed" | "Fail" | "Parallel" | "Map";

/** Everything the editor shows of a text. */
export type WorkflowView = {
  /** How the text is written. */
  notation: Notation;
  /** In text order. */
  problems: Array<Problem>;
  /**
   * The fingerprint of its picture. Null if the text holds no recognisable state machine: the canvas then keeps the
   * last good one.
   */
  picture: string | null;
  /** The picture; null if there is none, or if it is the one that is shown. */
  scene: Scene | null;
  /** The fingerprint of its outline. */
  states: string;
  /** All states at all levels, in text order; null if they are those that are listed. */
  outline: Array<OutlineState> | null;
  /** Where each of them begins and ends: key and value. */
  places: Array<[number, number]>;
  /** The workflow's `Comment`. */
  comment: string | null;
  /** Of states that declare none. */
  query_language: QueryLanguage;
  /** False if an error would keep it from running. */
  runnable: boolean;
  /** The fingerprint of the rules of the team; null if there are none. */
  rules: string | null;
  /** So many states were not looked at by those rules, because that took too long. The next question goes on with them. */
  rules_left: number;
};

/** A change of the workflow. */
export type Edit =
  | { kind: "insert_state", on: Port, name: string, body: Json }
  | { kind: "move_states", states: Array<StatePath>, on: Port }
  | { kind: "delete_states", states: Array<StatePath>, relink: boolean }
  | { kind: "duplicate_states", states: Array<StatePath> }
  | { kind: "rename_state", state: StatePath, name: string }
  | { kind: "rename_variable", name: string, scope: string, to: string }
  | { kind: "connect", port: Port, to: StatePath | null }
  | { kind: "change_type", state: StatePath, type: StateType, body: Json }
  | { kind: "set_field", at: string, value: Json }
  | { kind: "remove_field", at: string }
  | { kind: "move_field", from: string, to: string }
  | { kind: "add_branch", state: StatePath, at: number | null }
  | { kind: "remove_branch", branch: string }
  | { kind: "move_branch", branch: string, to: number }
  | { kind: "wrap_states", states: Array<StatePath>, into: Wrapping }
  | { kind: "unwrap_state", state: StatePath }
  | { kind: "extract_states", states: Array<StatePath>, arn: string, waits: boolean }
  | { kind: "inline_machine", state: StatePath, definition: string }
  | { kind: "use_jsonata", states: Array<StatePath> }
  | { kind: "switch_states", states: Array<StatePath>, on: boolean }
  | { kind: "paste_states", text: string, on: Port };

/** What does this edit do to this text? Nothing is kept: the caller applies the changes to its own text. */
export type EditWorkflow = {
  /** The whole text. */
  text: string;
  /** What to do. */
  edit: Edit;
};

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What states can be wrapped in. */
export type Wrapping = "parallel" | "map" | "try_catch";

/** What an edit does to the text. */
export type Edited = {
  /** All relative to the text before. */
  changes: Array<TextChange>;
  /** States to select afterwards. */
  select: Array<StatePath>;
  /** For the undo list: "Insert Charge card". */
  summary: string;
  /** What follows from it beside what was asked for. */
  effects: Array<Effect>;
  /** The text of the state machine that states became. */
  extracted: string | null;
};

/** Something that follows from an edit. */
export type Effect = {
  /** What kind of thing. */
  kind: EffectKind;
  /** For people: "rule 2 of `Check` leads to `Ship`". */
  text: string;
  /** The state it is about, in the text before. */
  state: StatePath | null;
};

/** What kind of thing follows from an edit. */
export type EffectKind = "relinked" | "lost" | "unreachable" | "note";

/** Replace the text between two positions. */
export type TextChange = { from: number, to: number, insert: string };

/**
 * Would these edits be possible, each for itself, and if not, why? For feedback while somebody drags: all places in
 * sight are asked about at once.
 */
export type MayEdit = {
  /** The whole text. */
  text: string;
  /** What somebody may be about to do. */
  edits: Array<Edit>;
};

/** One verdict for each edit, in order. */
export type MayEditReply = {
  /** Whether, and if not, why. */
  verdicts: Array<Verdict>;
};

/** Whether an edit is possible, and if not, why. */
export type Verdict = {
  /** It is possible. */
  allowed: boolean;
  /** Why not. */
  reason: string | null;
};

/**
 * What do these states look like as a workflow of their own? For the clipboard: any editor takes it, and so does
 * pasting on the canvas.
 */
export type CopyStates = {
  /** The whole text. */
  text: string;
  /** The states, all in one `States` object. */
  states: Array<StatePath>;
};

/** States as text. */
export type CopyStatesReply = {
  /** Amazon States Language. */
  text: string;
};

/** The same definition in JSON or YAML. Comments have no place in JSON and are lost on the way there. */
export type ConvertWorkflow = {
  /** The whole text. */
  text: string;
  /** What it is to become. */
  to: Notation;
};

/** The definition, written the other way. */
export type ConvertWorkflowReply = {
  /** The whole text. */
  text: string;
};

/** What can a task call? About 20,000 names, half a megabyte: ask once, and when there is time. */
export type ListIntegrations = {};

/** All services by name. */
export type ListIntegrationsReply = {
  /** The services. */
  services: Array<Service>;
};

/** An action of an optimised integration. */
export type OptimisedAction = {
  /** `arn:aws:states:::events:putEvents`. */
  resource: string;
  /** The operation of the service it is a form of: `putEvents`. */
  operation: string;
  /** `PutEvents`. */
  title: string;
  /** Ways of waiting besides the answer itself: `sync`, `sync:2`, `waitForTaskToken`. */
  patterns: Array<string>;
};

/** A service. */
export type Service = {
  /** Its name in `arn:aws:states:::aws-sdk:`. */
  id: string;
  /** Short: `DynamoDB`. */
  name: string;
  /** As AWS calls it: `Amazon DynamoDB`. */
  full_name: string;
  /** Actions that Step Functions calls in a form of its own. */
  optimised: Array<OptimisedAction>;
  /** All operations that are called through the SDK: `getItem`. Those that have an optimised form too are among them. */
  actions: Array<string>;
};

/** What do the actions of this service do? */
export type ListActions = {
  /** Its id in `list_integrations`. */
  service: string;
};

/** An action in a sentence. */
export type ActionPurpose = {
  /** `getItem`. */
  action: string;
  /** What it does; empty if AWS does not say. */
  purpose: string;
};

/** All actions of the service. */
export type ListActionsReply = {
  /** Through the SDK, and those that only the optimised integration has. */
  actions: Array<ActionPurpose>;
};

/** What does this action ask, and what may come of it? */
export type DescribeAction = {
  /** A `Resource`, with or without a pattern: `arn:aws:states:::sqs:sendMessage.waitForTaskToken`. */
  resource: string;
};

/** An action. */
export type DescribeActionReply = {
  /** The `Resource` without a pattern. */
  resource: string;
  /** The service, for people. */
  service: string;
  /** The action, for people: `SendMessage`. */
  title: string;
  /** What it does; empty if AWS does not say. */
  purpose: string;
  /** Step Functions calls it in a form of its own. */
  optimised: boolean;
  /** The `Resource` of the other kind of integration for the same operation. */
  twin: string | null;
  /** Ways of waiting besides the answer itself: `sync`, `sync:2`, `waitForTaskToken`. */
  patterns: Array<string>;
  /** Pointer of the argument that hands out a task token. */
  token: string | null;
  /** The form of the request. */
  form: Form;
  /** Names of the errors it may end with, besides those of Step Functions. */
  errors: Array<string>;
  /** A state to begin with. */
  starter: Starter;
};

/** The shapes that a request reaches; they name each other by their number, and may contain themselves. */
export type Form = {
  /** Number of the structure of the whole request; null if nothing is asked. */
  root: number | null;
  /** All shapes. */
  shapes: Array<FormShape>;
};

/** A member of a structure. */
export type FormMember = {
  /** As it is written. */
  name: string;
  /** It must be there. */
  required: boolean;
  /** Number of its shape. */
  shape: number;
  /** What it is for. */
  help: string | null;
};

/** The form of a value. Bounds are characters, items or numbers, and inclusive. */
export type FormShape =
  | { kind: "structure",
/** The members. */
members: Array<FormMember> }
  | { kind: "list",
/** Number of the items' shape. */
of: number }
  | { kind: "map",
/** Number of the values' shape. */
of: number }
  | { kind: "text",
/** What it may be; empty for anything. */
words: Array<string>,
/** Fewest characters. */
min: number | null,
/** Most characters. */
max: number | null }
  | { kind: "number",
/** Without a fraction. */
whole: boolean,
/** The least. */
min: number | null,
/** The most. */
max: number | null }
  | { kind: "boolean" }
  | { kind: "timestamp" }
  | { kind: "json" };

/** A state that calls an action, without its transition, as the text of an object. */
export type Starter = {
  /** For a JSONPath workflow. */
  json_path: string;
  /** For a JSONata workflow. */
  jsonata: string;
};

/** Which groups of states are ready to be inserted? */
export type ListPatterns = {};

/** In the order in which to show them. */
export type ListPatternsReply = {
  /** The patterns. */
  patterns: Array<ReadyPattern>;
};

/** A group of states. */
export type ReadyPattern = {
  /** Stays the same from version to version. */
  id: string;
  /** What it is called. */
  title: string;
  /** What it does, in one sentence. */
  purpose: string;
  /** Other words under which people look for it. */
  words: Array<string>;
  /** Text for the edit `paste_states` in a JSONPath workflow. */
  json_path: string;
  /** The same for a JSONata workflow. */
  jsonata: string;
};

/** What do the fields of states and the names of errors mean? The same always: ask once. */
export type ListVocabulary = {};

/** Who reports an error. */
export type ErrorSource = "any" | "map" | "lambda";

/** What an error is. */
export type ErrorWord = {
  /** Its name. */
  name: string;
  /** What it is. */
  text: string;
  /** Who reports it. */
  of: ErrorSource;
};

/** What a field is. */
export type FieldWord = {
  /** The field around it; empty for a field of a state. */
  of: string;
  /** Its name. */
  name: string;
  /** What it is; names stand in backticks. */
  text: string;
  /** What holds without it. */
  default: string | null;
};

/** All words. */
export type ListVocabularyReply = {
  /** Of states and what is inside them. */
  fields: Array<FieldWord>;
  /** In the order in which they are offered. */
  errors: Array<ErrorWord>;
};

/** What can be written at this place of this text? The text may be broken. */
export type CompleteText = {
  /** The whole text. */
  text: string;
  /** Where. */
  at: number;
};

/** Something that can be written. */
export type Candidate = {
  /** What people look for and see. */
  label: string;
  /** What it is. */
  kind: CandidateKind;
  /** A few words beside the label; may be empty. */
  detail: string;
  /** A sentence or two; may be empty. */
  text: string;
  /** What is written. `#{name}` is a place to fill in; a tab at the beginning of a line is a step of indentation. */
  insert: string;
  /** Where what it replaces begins. */
  from: number;
  /** Where that ends. */
  to: number;
};

/** What a candidate is. */
export type CandidateKind = "field" | "snippet" | "word" | "state" | "resource" | "error" | "function" | "variable";

/** Everything that can be written at the place. */
export type CompleteTextReply = {
  /** Where the word that the labels are compared with begins. */
  word: number;
  /** Where a comma is missing if something is written here. */
  comma: number | null;
  /** Nothing where nothing can stand. */
  candidates: Array<Candidate>;
};

/** What stands at this place of this text? The text may be broken. */
export type ExplainText = {
  /** The whole text. */
  text: string;
  /** Where. */
  at: number;
};

/** What stands there. */
export type ExplainTextReply = {
  /** Null if there is nothing to tell. */
  explanation: Explanation | null;
};

/** An explanation. */
export type Explanation = {
  /** Where what is explained begins. */
  from: number;
  /** Where it ends. */
  to: number;
  /** Its name. */
  title: string;
  /** What kind of thing it is, or the arguments of a function; may be empty. */
  detail: string;
  /** A sentence or two; may be empty. */
  text: string;
  /** More. */
  facts: Array<Fact>;
};

/** More that is known of a thing. */
export type Fact = {
  /** `Range`, `Default`, `Language`, … */
  name: string;
  /** For people. */
  value: string;
};

/** Where is the name at this place of this text defined, and where used? */
export type FindReferences = {
  /** The whole text. */
  text: string;
  /** Where. */
  at: number;
};

/** A name and its places. */
export type FindReferencesReply = {
  /** The name; null if none stands there. */
  name: string | null;
  /** The state it belongs to; null for a variable. */
  state: StatePath | null;
  /** The branch or processor that a variable belongs to, empty for the whole workflow; null for a state. */
  scope: string | null;
  /** In text order. */
  references: Array<Reference>;
};

/** One place where a name stands. */
export type Reference = {
  /** Where it begins. */
  from: number;
  /** Where it ends. */
  to: number;
  /** True where the name is defined: the key of a state, the key in an `Assign`. */
  is_definition: boolean;
  /** The state around; null for `StartAt`. */
  state: StatePath | null;
  /** The field as AWS locates it: `/States/A/Next`. */
  location: string;
};

/** Which variables does this text have, who writes them, who reads them? */
export type ListVariables = {
  /** The whole text. */
  text: string;
};

/** All variables, by name. */
export type ListVariablesReply = {
  /** All variables, by name. */
  variables: Array<Variable>;
};

/** A variable. */
export type Variable = {
  /** Its name without the `$`. */
  name: string;
  /** The branch or processor it belongs to; empty for the whole workflow. */
  scope: string;
  /** Nobody if it is only read. */
  written: Array<VariableUse>;
  /** Nobody if it is only written. */
  read: Array<VariableUse>;
};

/** One place where a variable is written or read. */
export type VariableUse = {
  /** Which state does it. */
  state: StatePath;
  /** Where the key or value begins. */
  from: number;
  /** Where it ends. */
  to: number;
  /** The field as AWS locates it. */
  location: string;
};

/** What do the expressions of this field give? Nothing is run but the expressions; one that takes a second is given up. */
export type EvaluateExpressions = {
  /** The name of the field: `Parameters`, `Output`, `InputPath`. */
  field: string;
  /** What is typed. */
  text: string;
  /** The text is JSON or YAML that holds expressions; otherwise it is one expression or path itself. */
  is_json: boolean;
  /** The language of the state. */
  language: QueryLanguage;
  /** The state's `InputPath`, for fields that see what it selects. */
  input_path?: string;
  /** Input of the state. This and what follows are JSON texts: a page would round the numbers of a value. */
  input: string;
  /** Result of its work, for fields that see it. */
  result?: string;
  /** The error, for fields that see it. */
  error_output?: string;
  /** The context object. */
  context: string;
  /** An object of variables by name. */
  variables: string;
};

/** What the expressions give. */
export type EvaluateExpressionsReply = {
  /** In text order. */
  values: Array<ExpressionValue>;
};

/** What one expression gives. */
export type ExpressionValue = {
  /** Where it begins in what is typed. */
  from: number;
  /** Where it ends. */
  to: number;
  /** Its value as JSON text, cut if it is very long; null if it fails. */
  value: string | null;
  /** How long the value is as JSON, in bytes. */
  bytes: number;
  /** AWS's name of the error that a run would fail with; null if it does not, or if AWS would refuse the definition. */
  error: string | null;
  /** AWS's words for what is wrong. */
  cause: string | null;
  /** Where the part that fails begins; the beginning of the expression if nothing fails. */
  fault_from: number;
  /** Where that ends. */
  fault_to: number;
};

/** Which file holds the rules of the team for this workflow, and what is in it? */
export type OpenTeamRules = {
  /** The workflow's file. Absolute. */
  path: string;
};

/** A file of rules. */
export type TeamRulesFile = {
  /** Absolute. Beside the workflow if there is none yet. */
  path: string;
  /** Null if there is none yet. */
  text: string | null;
  /** Hash of the bytes on disk, for noticing changes by others. Null if there is none yet. */
  fingerprint: string | null;
};

/** What is wrong with these rules, and what do they find in this workflow? Nothing is kept of either. */
export type CheckTeamRules = {
  /** The file of the rules, for words to people. */
  path: string;
  /** The text of the rules. */
  rules: string;
  /** The text of the workflow. */
  text: string;
};

/** What the rules say. */
export type CheckTeamRulesReply = {
  /** What is wrong with the text of the rules. */
  problems: Array<Problem>;
  /** The rules that can be asked. */
  rules: Array<TeamRule>;
  /** Rules that have no answer for this workflow, and why. */
  unanswered: Array<string>;
};

/** A rule and what it finds. */
export type TeamRule = {
  /** Its name. */
  name: string;
  /** How many problems it finds. */
  found: number;
};

/** Writes a file of rules in one step. `conflict` if the file on disk is not the one `fingerprint` names. */
export type SaveTeamRules = {
  /** Absolute; from the reply that opened it. */
  path: string;
  /** The whole text. */
  text: string;
  /** From the reply that opened or last saved it; null for a file that should not be there yet. */
  fingerprint: string | null;
};

/** Which handlers would this text run, and are they allowed? Runs nothing. */
export type ListNeededGrants = {
  /** The whole text. */
  text: string;
  /** Folder in which handlers are looked for. */
  handlers_folder: string | null;
};

/** What has to be allowed. */
export type Grants = {
  /** A grant is for exactly this text. */
  definition_hash: string;
  /** Where handlers are looked for. */
  handlers_folder: string | null;
  /** Every function the text names. */
  needs: Array<HandlerNeed>;
  /** Everything that can run is allowed. */
  granted: boolean;
};

/** A function that a workflow names. */
export type HandlerNeed = {
  /** Function name as the workflow says it, without ARN and qualifier. */
  name: string;
  /** States that call it. */
  states: Array<string>;
  /** File that would run, relative to the handlers folder; null if none was found. */
  file: string | null;
  /** What runs it. */
  runtime: HandlerRuntime | null;
  /** What is missing and what to do about it. */
  problem: string | null;
};

/** What runs a handler. */
export type HandlerRuntime = "python" | "node";

/** Allows the named handlers in this folder for the text with this hash. A changed text needs a new grant. */
export type GrantFunctions = {
  /** From `list_needed_grants`. */
  definition_hash: string;
  /** From `list_needed_grants`. */
  handlers_folder: string;
  /** Functions that may run. */
  names: Array<string>;
};

/** They are allowed. */
export type GrantFunctionsReply = {};

/** Runs this text with this input. Refused until the handlers it would run are allowed. */
export type StartExecution = {
  /** The whole text. */
  text: string;
  /** Name of the workflow. */
  workflow: string;
  /** JSON. */
  input: string;
  /** Name of the execution; null for a random one. */
  name: string | null;
  /** Folder in which handlers are looked for. */
  handlers_folder: string | null;
  /** Whether its clock jumps over waits. */
  virtual_time: boolean;
};

/** A run that has begun. */
export type StartExecutionReply = {
  /** Names it everywhere. */
  execution_arn: string;
  /** When it began. */
  started_at: number;
};

/** Ends a run now, as aborted. */
export type StopExecution = {
  /** Which one. */
  execution_arn: string;
  /** Error name to record. */
  error: string | null;
  /** Why, for people. */
  cause: string | null;
};

/** It has ended. */
export type StopExecutionReply = {
  /** When. */
  stopped_at: number;
};

/** What would run again if this run were redriven? */
export type PreviewRedrive = {
  /** Which one. */
  execution_arn: string;
};

/** What would run again. Everything else keeps its result. */
export type PreviewRedriveReply = {
  /** Where it would go on, in the order in which it came there. */
  states: Array<RedrivenState>;
  /** Why it cannot be redriven, if it cannot. */
  problem: string | null;
};

/** A state that would run again. */
export type RedrivenState = {
  /** Its name. */
  name: string;
  /** In how many branches or iterations. */
  count: number;
};

/** Go on with a run that failed, timed out or was stopped. */
export type RedriveExecution = {
  /** Which one. */
  execution_arn: string;
};

/** It goes on. */
export type RedriveExecutionReply = {
  /** Since when. */
  redriven_at: number;
};

/** How is this run? */
export type DescribeExecution = {
  /** Which one. */
  execution_arn: string;
};

/** A run. */
export type Execution = {
  /** The text that runs. */
  definition: string;
  /** JSON. */
  input: string;
  /** JSON, if it succeeded. */
  output: string | null;
  /** Error name, if it did not. */
  error: string | null;
  /** Why, for people. */
  cause: string | null;
  /** What it waits for. */
  outstanding: Array<Outstanding>;
  /** Whether its clock jumps over waits. */
  virtual_time: boolean;
  /** How far its clock is ahead of the real one, in milliseconds; 0 in real time and after the end. */
  clock_ahead: number;
  /** Id of the last event there is. */
  last_event: number;
  /** Names it everywhere. */
  execution_arn: string;
  /** Its own name. */
  name: string;
  /** Name of the workflow. */
  workflow: string;
  /** How far it is. */
  status: ExecutionStatus;
  /** When it began. */
  started_at: number;
  /** When it ended. */
  stopped_at: number | null;
  /** How often it was redriven. */
  redrive_count: number;
};

/** AWS's words for how far an execution is. */
export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED" | "PENDING_REDRIVE";

/** Something a run waits for. */
export type Outstanding = {
  /** Name of the state. */
  state: string;
  /** What it waits for. */
  kind: OutstandingKind;
  /** Id of the event that opened this visit of the state. */
  entered_event: number;
  /** Which attempt, 0 for the first. */
  attempt: number;
  /** When it is due (waits, retries) or times out. */
  until: number | null;
};

/** What a state waits for. */
export type OutstandingKind = "task" | "callback" | "activity" | "wait" | "retry" | "map_run";

/** Which runs were there? */
export type ListExecutions = {
  /** Only of this workflow. */
  workflow: string | null;
  /** At most so many, up to 1000. */
  max: number;
};

/** An execution in a list. */
export type ExecutionSummary = {
  /** Names it everywhere. */
  execution_arn: string;
  /** Its own name. */
  name: string;
  /** Name of the workflow. */
  workflow: string;
  /** How far it is. */
  status: ExecutionStatus;
  /** When it began. */
  started_at: number;
  /** When it ended. */
  stopped_at: number | null;
  /** How often it was redriven. */
  redrive_count: number;
};

/** Latest first. */
export type ListExecutionsReply = {
  /** The runs. */
  executions: Array<ExecutionSummary>;
};

/** What happened in this run after the event with id `after`? */
export type GetExecutionHistory = {
  /** Which one. */
  execution_arn: string;
  /** Id of the last event that is known already; 0 for none. */
  after: number;
  /** At most so many, up to 5000. */
  max: number;
};

/** Events in order. */
export type History = {
  /** The events. */
  events: Array<HistoryEvent>;
  /** Id of the last event there is. */
  last_event: number;
  /** How far the run is. */
  status: ExecutionStatus;
  /** What it waits for. */
  outstanding: Array<Outstanding>;
  /** How far its clock is ahead of the real one, in milliseconds; 0 in real time and after the end. */
  clock_ahead: number;
};

/** AWS's `HistoryEvent`, member names as AWS has them; `timestamp` in milliseconds. */
export type HistoryEvent = { id: number; previousEventId: number; timestamp: number; type: string; [details: string]: Json };

/** How is this Map Run? */
export type DescribeMapRun = {
  /** Which one. */
  map_run_arn: string;
};

/** A Map Run. */
export type MapRun = {
  /** Names it everywhere. */
  map_run_arn: string;
  /** The run it belongs to. */
  execution_arn: string;
  /** How far it is. */
  status: ExecutionStatus;
  /** When it began. */
  started_at: number;
  /** When it ended. */
  stopped_at: number | null;
  /** Children at once, 0 for as many as there may be. */
  max_concurrency: number;
  /** Items that may fail. */
  tolerated_failure_count: number | null;
  /** Part of the items that may fail, in percent. */
  tolerated_failure_percentage: number | null;
  /** Whether its children are executions with a history. */
  has_histories: boolean;
  /** Items by status. */
  items: MapRunCounts;
  /** Children by status. */
  executions: MapRunCounts;
  /** How often it was redriven. */
  redrive_count: number;
};

/** How many are in which status. */
export type MapRunCounts = { pending: number, running: number, succeeded: number, failed: number, timed_out: number, aborted: number, pending_redrive: number };

/** Which children does this Map Run have? */
export type ListMapRunChildren = {
  /** Which Map Run. */
  map_run_arn: string;
  /** Only with this status, AWS's word. */
  status: string | null;
  /** From this number on; 0 for the first. */
  from: number;
  /** At most so many, up to 1000. */
  max: number;
};

/** In the order of the items. */
export type ListMapRunChildrenReply = {
  /** The children. */
  children: Array<MapRunChild>;
};

/** A child. */
export type MapRunChild = {
  /** Names it everywhere. */
  execution_arn: string;
  /** Its number, from 0. */
  number: number;
  /** How far it is. */
  status: ExecutionStatus;
  /** How many items it stands for. */
  items: number;
  /** When it began. */
  started_at: number;
  /** When it ended. */
  stopped_at: number | null;
  /** Error name, if it failed. */
  error: string | null;
  /** Why, for people. */
  cause: string | null;
  /** Whether its history can be opened. */
  has_history: boolean;
};

/** Which steps wait for a person, and what was decided lately? */
export type ListApprovals = {};

/** A request for a decision. */
export type Approval = {
  /** For `decide_approval`. */
  id: string;
  /** The run that waits. */
  execution_arn: string;
  /** Name of the workflow. */
  workflow: string;
  /** Name of the state that waits. */
  state: string;
  /** What is asked, in one sentence. */
  title: string;
  /** The text under it. */
  instructions: string | null;
  /** The data the step was given, as captured when the request was made. */
  evidence: Json;
  /** How far it is. */
  status: ApprovalStatus;
  /** When it was made. */
  requested_at: number;
  /** When the step times out. */
  due_at: number | null;
  /** Name of the person who decided. */
  decided_by: string | null;
  /** When. */
  decided_at: number | null;
  /** What the person wrote. */
  comment: string | null;
  /** Why a closed one was closed: timed out, execution stopped, answered by a worker. */
  closed_reason: string | null;
};

/** How far a request is. */
export type ApprovalStatus = "pending" | "approved" | "rejected" | "closed";

/** Open requests, oldest first; then those that are over, latest first. */
export type ListApprovalsReply = {
  /** The requests. */
  approvals: Array<Approval>;
};

/** Decides a request, once, in the name of whoever is signed in. Guests may not. */
export type DecideApproval = {
  /** From `list_approvals`. */
  id: string;
  /** Yes or no. */
  decision: DecisionWord;
  /** Why, for the record and for the run. */
  comment: string | null;
};

/** Yes or no. */
export type DecisionWord = "approve" | "reject";

/** Which state machines are kept? */
export type ListStateMachines = {};

/** In order of their names. */
export type ListStateMachinesReply = {
  /** The state machines. */
  state_machines: Array<MachineSummary>;
};

/** How a state machine runs. */
export type MachineKind = "STANDARD" | "EXPRESS";

/** A state machine in a list. */
export type MachineSummary = {
  /** Names it everywhere. */
  state_machine_arn: string;
  /** Its name. */
  name: string;
  /** How it runs. */
  kind: MachineKind;
  /** When it was created. */
  created_at: number;
  /** When it was last changed. */
  updated_at: number;
  /** Executions that run now. */
  running: number;
  /** Whether it is being deleted: it goes once nothing of it runs any more. */
  is_deleting: boolean;
};

/** What is this state machine? */
export type DescribeStateMachine = {
  /** Which one, without version or alias. */
  state_machine_arn: string;
};

/** An alias: a name for one version, or for two with weights. */
export type Alias = {
  /** Names it everywhere. */
  alias_arn: string;
  /** Its name. */
  name: string;
  /** What its author says about it. */
  description: string | null;
  /** The versions that it stands for. */
  routes: Array<Route>;
};

/** Where a part of an alias's executions goes. */
export type Route = {
  /** Which version. */
  version_arn: string;
  /** Its share in per cent. */
  weight: number;
};

/** A state machine that is kept. */
export type StateMachine = {
  /** The text of its definition. */
  definition: string;
  /** The role that it would have on AWS. */
  role_arn: string;
  /** What it logs: `ALL`, `ERROR`, `FATAL` or `OFF`. */
  log_level: string;
  /** The file that its log records go to; none if it logs nothing. */
  log_file: string | null;
  /** Newest first. */
  versions: Array<Version>;
  /** In order of their names. */
  aliases: Array<Alias>;
  /** Names it everywhere. */
  state_machine_arn: string;
  /** Its name. */
  name: string;
  /** How it runs. */
  kind: MachineKind;
  /** When it was created. */
  created_at: number;
  /** When it was last changed. */
  updated_at: number;
  /** Executions that run now. */
  running: number;
  /** Whether it is being deleted: it goes once nothing of it runs any more. */
  is_deleting: boolean;
};

/** A version: what a state machine was when it was published. */
export type Version = {
  /** Names it everywhere. */
  version_arn: string;
  /** 1, 2, 3 … */
  number: number;
  /** What its author says about it. */
  description: string | null;
  /** When it was published. */
  created_at: number;
};

/** Which executions of this state machine were there? */
export type ListMachineExecutions = {
  /** Which state machine, without version or alias. */
  state_machine_arn: string;
  /** Only those with this status, in AWS's words; all if null. */
  status: string | null;
  /** Where the page goes on: `next` of the page before. */
  before: number | null;
  /** At most so many, up to 1000. */
  max: number;
};

/** A page, latest first. */
export type MachineExecutions = {
  /** The executions. */
  executions: Array<ExecutionSummary>;
  /** Where the next page begins; null on the last. */
  next: number | null;
};

/** Keep this text under this name. What runs keeps the definition it was started with. */
export type KeepStateMachine = {
  /** 1 to 80 letters, digits, `-` and `_`. */
  name: string;
  /** The whole text. */
  text: string;
  /** How it runs. A state machine that exists cannot change it. */
  kind: MachineKind;
  /** Changes the state machine of this name; without it the name must be free. */
  replace: boolean;
};

/** It is kept. */
export type KeepStateMachineReply = {
  /** Names it everywhere. */
  state_machine_arn: string;
  /** True if it is new, false if it was changed. */
  created: boolean;
};

/** Start an execution. Refused until the functions it would run are allowed: those of AWS clients, or for this definition. */
export type StartStateMachine = {
  /** Which state machine, without version or alias. */
  state_machine_arn: string;
  /** JSON. */
  input: string;
  /** Name of the execution; null for a random one. */
  name: string | null;
  /** Whether its clock jumps over waits. */
  virtual_time: boolean;
};

/** It has begun. */
export type StartStateMachineReply = {
  /** Names it everywhere. */
  execution_arn: string;
};

/** Delete it. One that is gone already is no error, as on AWS. */
export type DeleteStateMachine = {
  /** Which one. */
  state_machine_arn: string;
};

/** It is gone. */
export type DeleteStateMachineReply = {};

/** Which activities are there, and what waits for a worker? */
export type ListActivities = {};

/** An activity. */
export type Activity = {
  /** Names it everywhere. */
  activity_arn: string;
  /** Its name. */
  name: string;
  /** When it was created; null for one that executions wait for and nobody has created. */
  created_at: number | null;
  /** Tasks that wait for a worker. */
  waiting: number;
  /** The first of them, oldest first. */
  tasks: Array<ActivityTask>;
};

/** A task that waits for a worker. */
export type ActivityTask = {
  /** Whose task it is. */
  execution_arn: string;
  /** Name of the execution. */
  execution: string;
  /** Name of the state machine. */
  state_machine: string;
};

/** In order of their names. */
export type ListActivitiesReply = {
  /** The activities. */
  activities: Array<Activity>;
};

/** Delete it. One that is gone already is no error, as on AWS. */
export type DeleteActivity = {
  /** Which one. */
  activity_arn: string;
};

/** It is gone. */
export type DeleteActivityReply = {};

/** Where are AWS clients answered, and as whom? */
export type DescribeClientAccess = {};

/** Everything about AWS clients but the secret. */
export type ClientAccess = {
  /** The endpoint that clients are given; null while the door is closed. */
  endpoint: string | null;
  /** Whether the door can be opened and closed here. */
  switchable: boolean;
  /** Why the door is not open, or not where it was last time. */
  problem: string | null;
  /** Names the key. */
  access_key: string;
  /** Account of everything that clients make. */
  account: string;
  /** Region of everything that clients make. */
  region: string;
  /** Whether new keys can be made here. */
  replaceable: boolean;
  /** What a Lambda task of their executions runs. */
  functions: ClientFolder;
};

/** The folder of the functions of AWS clients. */
export type ClientFolder = {
  /** Where functions are looked for. */
  path: string;
  /** Whether there is such a folder. */
  exists: boolean;
  /** Whether they may run. */
  allowed: boolean;
  /** Named on the command line, so it cannot be changed here. */
  named: boolean;
};

/** What is the secret? */
export type ShowClientSecret = {};

/** The secret access key. */
export type ShowClientSecretReply = {
  /** It opens AWS's door on this machine and nothing else. */
  secret: string;
};

/** Answer AWS clients, or no longer; also after the next start. */
export type SwitchClientDoor = {
  /** Open it. */
  on: boolean;
};

/** Make new keys. The old ones open nothing any more. */
export type ReplaceClientKeys = {};

/** Take functions from this folder, and let them run or not. Another folder needs another permission. */
export type ChooseClientFunctions = {
  /** Full path; null for `functions` in the data folder. */
  path: string | null;
  /** Whether functions in it may run. */
  allowed: boolean;
};

/** What is damaged? There is no such operation once nothing is. */
export type DescribeDamage = {};

/** A damaged database. */
export type Damage = {
  /** What was found, in the words of the database. */
  reason: string;
  /** The data folder. */
  folder: string;
  /** True if it opens, and only a part of it cannot be read. */
  openable: boolean;
  /** What is under way; null if nothing is. */
  progress: Progress | null;
};

/** How far a recovery or an export is. */
export type Progress = {
  /** Rows of the database that were read. */
  rows: number;
  /** About which part of everything has been looked at, from 0 to 1. */
  share: number;
};

/** Recovers what can be read. Answers when it is done; `describe_damage` tells how far it is meanwhile. */
export type RecoverDatabase = {};

/** What became of a table of the database. */
export type KeptTable = {
  /** Its name. */
  name: string;
  /** Rows that were kept. */
  rows: number;
  /** False if a part of it could not be read. */
  whole: boolean;
};

/** What a recovery came to. */
export type Recovered = {
  /** The folder with the damaged files. */
  kept_in: string;
  /** All tables, by name. */
  tables: Array<KeptTable>;
};

/** Begins with an empty database. */
export type BeginAnew = {};

/** Where the damaged database is. */
export type BeginAnewReply = {
  /** The folder with the damaged files. */
  kept_in: string;
};

/** Goes on without recovering anything. What is damaged is refused when it is asked for. */
export type OpenAnyway = {};

/** Nothing. */
export type OpenAnywayReply = {};

/** Writes all executions that can be read, with their histories, to a file. */
export type ExportExecutions = {
  /** Absolute; ends in `.json`. */
  path: string;
  /** Replace a file of that name; otherwise it is a `conflict`. */
  overwrite: boolean;
};

/** What an export came to. */
export type Exported = {
  /** Executions that were written with their history. */
  executions: number;
  /** Executions whose history cannot be read; they are written without it. */
  unreadable: number;
};

/** Stops what is under way. It ends with a `conflict`, and everything is as it was. */
export type StopRecovery = {};

/** Nothing. */
export type StopRecoveryReply = {};

/** Opens the data folder in the file manager of the machine. */
export type ShowDataFolder = {};

/** Nothing. */
export type ShowDataFolderReply = {};

/** One thing that is new. */
export type Change = {
  /** What kind. */
  tag: Tag;
  /** The execution ARN for `executions`, else null. */
  id: string | null;
};

/** What the change stream names: something with this tag is new; ask again. */
export type Tag = "session" | "recents" | "executions" | "approvals" | "drafts" | "snapshots" | "templates" | "machines" | "clients";

/** Every operation with its request and its reply. */
export interface Operations {
  describe_session: [DescribeSession, Session];
  sign_up: [SignUp, Session];
  sign_in: [SignIn, Session];
  sign_out: [SignOut, Session];
  list_sessions: [ListSessions, ListSessionsReply];
  revoke_session: [RevokeSession, RevokeSessionReply];
  list_samples: [ListSamples, ListSamplesReply];
  open_sample: [OpenSample, Document];
  list_recents: [ListRecents, ListRecentsReply];
  forget_recent: [ForgetRecent, ForgetRecentReply];
  open_document: [OpenDocument, Document];
  save_document: [SaveDocument, Document];
  check_document: [CheckDocument, CheckDocumentReply];
  export_definition: [ExportDefinition, ExportDefinitionReply];
  export_picture: [ExportPicture, ExportPictureReply];
  list_folder: [ListFolder, Folder];
  keep_draft: [KeepDraft, KeepDraftReply];
  list_drafts: [ListDrafts, ListDraftsReply];
  drop_draft: [DropDraft, DropDraftReply];
  keep_open_documents: [KeepOpenDocuments, KeepOpenDocumentsReply];
  list_open_documents: [ListOpenDocuments, ListOpenDocumentsReply];
  list_snapshots: [ListSnapshots, ListSnapshotsReply];
  read_snapshot: [ReadSnapshot, ReadSnapshotReply];
  keep_template: [KeepTemplate, KeepTemplateReply];
  list_templates: [ListTemplates, ListTemplatesReply];
  rename_template: [RenameTemplate, RenameTemplateReply];
  delete_template: [DeleteTemplate, DeleteTemplateReply];
  view_workflow: [ViewWorkflow, WorkflowView];
  edit_workflow: [EditWorkflow, Edited];
  may_edit: [MayEdit, MayEditReply];
  copy_states: [CopyStates, CopyStatesReply];
  convert_workflow: [ConvertWorkflow, ConvertWorkflowReply];
  list_integrations: [ListIntegrations, ListIntegrationsReply];
  list_actions: [ListActions, ListActionsReply];
  describe_action: [DescribeAction, DescribeActionReply];
  list_patterns: [ListPatterns, ListPatternsReply];
  list_vocabulary: [ListVocabulary, ListVocabularyReply];
  complete_text: [CompleteText, CompleteTextReply];
  explain_text: [ExplainText, ExplainTextReply];
  find_references: [FindReferences, FindReferencesReply];
  list_variables: [ListVariables, ListVariablesReply];
  evaluate_expressions: [EvaluateExpressions, EvaluateExpressionsReply];
  open_team_rules: [OpenTeamRules, TeamRulesFile];
  check_team_rules: [CheckTeamRules, CheckTeamRulesReply];
  save_team_rules: [SaveTeamRules, TeamRulesFile];
  list_needed_grants: [ListNeededGrants, Grants];
  grant_functions: [GrantFunctions, GrantFunctionsReply];
  start_execution: [StartExecution, StartExecutionReply];
  stop_execution: [StopExecution, StopExecutionReply];
  preview_redrive: [PreviewRedrive, PreviewRedriveReply];
  redrive_execution: [RedriveExecution, RedriveExecutionReply];
  describe_execution: [DescribeExecution, Execution];
  list_executions: [ListExecutions, ListExecutionsReply];
  get_execution_history: [GetExecutionHistory, History];
  describe_map_run: [DescribeMapRun, MapRun];
  list_map_run_children: [ListMapRunChildren, ListMapRunChildrenReply];
  list_approvals: [ListApprovals, ListApprovalsReply];
  decide_approval: [DecideApproval, Approval];
  list_state_machines: [ListStateMachines, ListStateMachinesReply];
  describe_state_machine: [DescribeStateMachine, StateMachine];
  list_machine_executions: [ListMachineExecutions, MachineExecutions];
  keep_state_machine: [KeepStateMachine, KeepStateMachineReply];
  start_state_machine: [StartStateMachine, StartStateMachineReply];
  delete_state_machine: [DeleteStateMachine, DeleteStateMachineReply];
  list_activities: [ListActivities, ListActivitiesReply];
  delete_activity: [DeleteActivity, DeleteActivityReply];
  describe_client_access: [DescribeClientAccess, ClientAccess];
  show_client_secret: [ShowClientSecret, ShowClientSecretReply];
  switch_client_door: [SwitchClientDoor, ClientAccess];
  replace_client_keys: [ReplaceClientKeys, ClientAccess];
  choose_client_functions: [ChooseClientFunctions, ClientAccess];
  describe_damage: [DescribeDamage, Damage];
  recover_database: [RecoverDatabase, Recovered];
  begin_anew: [BeginAnew, BeginAnewReply];
  open_anyway: [OpenAnyway, OpenAnywayReply];
  export_executions: [ExportExecutions, Exported];
  stop_recovery: [StopRecovery, StopRecoveryReply];
  show_data_folder: [ShowDataFolder, ShowDataFolderReply];
}
export type Operation = keyof Operations;
