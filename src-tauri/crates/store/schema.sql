-- The present schema, written by a test of `store`. Do not edit.

CREATE TABLE accounts (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL UNIQUE,
        password TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        wrong_tries INTEGER NOT NULL DEFAULT 0,
        blocked_until INTEGER NOT NULL DEFAULT 0
    ) STRICT;

CREATE TABLE activities (
        arn TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        encryption TEXT NOT NULL,
        created_at INTEGER NOT NULL
    ) STRICT;

CREATE TABLE approval_audit (
        id INTEGER PRIMARY KEY,
        approval TEXT NOT NULL,
        at INTEGER NOT NULL,
        actor TEXT NOT NULL,
        deed TEXT NOT NULL,
        detail TEXT NOT NULL,
        previous_hash BLOB NOT NULL,
        hash BLOB NOT NULL
    ) STRICT;

CREATE TABLE approvals (
        id TEXT PRIMARY KEY,
        execution_arn TEXT NOT NULL,
        ticket INTEGER NOT NULL,
        token TEXT NOT NULL,
        workflow TEXT NOT NULL,
        state TEXT NOT NULL,
        title TEXT NOT NULL,
        instructions TEXT,
        evidence TEXT NOT NULL,
        on_reject TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'closed')),
        requested_at INTEGER NOT NULL,
        due_at INTEGER,
        decided_by TEXT,
        decided_at INTEGER,
        comment TEXT,
        closed_reason TEXT,
        UNIQUE (execution_arn, ticket)
    ) STRICT;

CREATE TABLE definitions (hash TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;

CREATE TABLE drafts (key TEXT PRIMARY KEY, text TEXT NOT NULL, kept_at INTEGER NOT NULL, name TEXT NOT NULL DEFAULT '', fingerprint TEXT, handlers_folder TEXT, input TEXT, edited INTEGER NOT NULL DEFAULT 1, begun_at INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE executions (
        id INTEGER PRIMARY KEY,
        arn TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        machine TEXT NOT NULL,
        definition TEXT NOT NULL REFERENCES definitions (hash),
        handlers_folder TEXT,
        status TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        stopped_at INTEGER,
        input TEXT NOT NULL,
        output TEXT,
        error TEXT,
        cause TEXT,
        last_event INTEGER NOT NULL,
        resting INTEGER NOT NULL,
        due_at INTEGER
    , redrive_count INTEGER NOT NULL DEFAULT 0, redriven_at INTEGER, opened_for INTEGER NOT NULL DEFAULT 0, map_run INTEGER, child INTEGER, item_count INTEGER) STRICT;

CREATE TABLE grants (
        definition_hash TEXT NOT NULL,
        handlers_folder TEXT NOT NULL,
        name TEXT NOT NULL,
        granted_at INTEGER NOT NULL,
        PRIMARY KEY (definition_hash, handlers_folder, name)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
        id INTEGER PRIMARY KEY,
        execution INTEGER NOT NULL,
        last_event INTEGER NOT NULL,
        format INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT;

CREATE TABLE journal_index (
        execution INTEGER NOT NULL,
        first_row INTEGER NOT NULL,
        places BLOB NOT NULL,
        PRIMARY KEY (execution, first_row)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE journal_index_end (one INTEGER PRIMARY KEY CHECK (one = 1), last_row INTEGER NOT NULL) STRICT;

CREATE TABLE lease (one INTEGER PRIMARY KEY CHECK (one = 1), opening INTEGER NOT NULL) STRICT;

CREATE TABLE map_children (
        id INTEGER PRIMARY KEY,
        items INTEGER NOT NULL,
        status TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        stopped_at INTEGER NOT NULL,
        input TEXT NOT NULL,
        output TEXT,
        error TEXT,
        cause TEXT
    ) STRICT;

CREATE TABLE map_runs (
        id INTEGER PRIMARY KEY,
        arn TEXT NOT NULL UNIQUE,
        execution INTEGER NOT NULL,
        ticket INTEGER NOT NULL,
        state INTEGER NOT NULL,
        seed INTEGER NOT NULL,
        is_express INTEGER NOT NULL,
        status TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        stopped_at INTEGER,
        concurrency_max INTEGER NOT NULL,
        tolerated_count INTEGER,
        tolerated_percentage REAL,
        counts TEXT
    , redrive_count INTEGER NOT NULL DEFAULT 0, redriven_at INTEGER, children_redriven INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE migrations (date INTEGER PRIMARY KEY) STRICT;

CREATE TABLE recents (path TEXT PRIMARY KEY, name TEXT NOT NULL, opened_at INTEGER NOT NULL) STRICT;

CREATE TABLE redrive_tokens (
        execution INTEGER NOT NULL,
        redrive INTEGER NOT NULL,
        client_token TEXT NOT NULL,
        redriven_at INTEGER NOT NULL,
        PRIMARY KEY (execution, redrive)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        token_hash BLOB NOT NULL UNIQUE,
        account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        door TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        last_seen_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        reason TEXT NOT NULL,
        hash TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        taken_at INTEGER NOT NULL,
        text TEXT NOT NULL
    ) STRICT;

CREATE TABLE state_machine_aliases (
        id INTEGER PRIMARY KEY,
        arn TEXT NOT NULL UNIQUE,
        machine TEXT NOT NULL REFERENCES state_machines (arn) ON DELETE CASCADE,
        name TEXT NOT NULL,
        description TEXT,
        routes TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
    ) STRICT;

CREATE TABLE state_machine_versions (
        arn TEXT PRIMARY KEY,
        machine TEXT NOT NULL REFERENCES state_machines (arn) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        definition TEXT NOT NULL REFERENCES definitions (hash),
        role_arn TEXT NOT NULL,
        configuration TEXT NOT NULL,
        description TEXT,
        revision TEXT,
        created_at INTEGER NOT NULL,
        UNIQUE (machine, number)
    ) STRICT;

CREATE TABLE state_machines (
        arn TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        type TEXT NOT NULL,
        definition TEXT NOT NULL REFERENCES definitions (hash),
        role_arn TEXT NOT NULL,
        configuration TEXT NOT NULL,
        created_as TEXT NOT NULL,
        revision TEXT,
        last_version INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
    , is_deleting INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE tags (
        id INTEGER PRIMARY KEY,
        resource TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        UNIQUE (resource, key)
    ) STRICT;

CREATE TABLE templates (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        states INTEGER NOT NULL,
        made_at INTEGER NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (kind, name)
    ) STRICT;

CREATE INDEX approvals_pending ON approvals (requested_at) WHERE status = 'pending';

CREATE INDEX executions_of_machine ON executions (machine, id);

CREATE INDEX executions_of_map_run ON executions (map_run, child) WHERE map_run IS NOT NULL;

CREATE INDEX executions_of_their_own ON executions (id) WHERE map_run IS NULL;

CREATE INDEX executions_running ON executions (id) WHERE status = 'RUNNING';

CREATE INDEX map_runs_of_execution ON map_runs (execution, id);

CREATE INDEX map_runs_running ON map_runs (id) WHERE status = 'RUNNING';

CREATE INDEX snapshots_of_document ON snapshots (document, id);

CREATE INDEX state_machine_aliases_of_machine ON state_machine_aliases (machine, id);

-- sqlite_autoindex_accounts_1 of accounts

-- sqlite_autoindex_accounts_2 of accounts

-- sqlite_autoindex_activities_1 of activities

-- sqlite_autoindex_approvals_1 of approvals

-- sqlite_autoindex_approvals_2 of approvals

-- sqlite_autoindex_definitions_1 of definitions

-- sqlite_autoindex_drafts_1 of drafts

-- sqlite_autoindex_executions_1 of executions

-- sqlite_autoindex_map_runs_1 of map_runs

-- sqlite_autoindex_recents_1 of recents

-- sqlite_autoindex_sessions_1 of sessions

-- sqlite_autoindex_sessions_2 of sessions

-- sqlite_autoindex_state_machine_aliases_1 of state_machine_aliases

-- sqlite_autoindex_state_machine_versions_1 of state_machine_versions

-- sqlite_autoindex_state_machine_versions_2 of state_machine_versions

-- sqlite_autoindex_state_machines_1 of state_machines

-- sqlite_autoindex_tags_1 of tags

-- sqlite_autoindex_templates_1 of templates

CREATE TRIGGER approval_audit_is_never_changed BEFORE UPDATE ON approval_audit
        BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END;

CREATE TRIGGER approval_audit_is_never_shortened BEFORE DELETE ON approval_audit
        BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END;
