//! The tables: one file each, holding its migrations, its row and its read and write handles.

use crate::migrations::Migration;

pub mod accounts;
pub mod activities;
pub mod approval_audit;
pub mod approvals;
pub mod definitions;
pub mod drafts;
pub mod executions;
pub mod grants;
pub mod journal;
pub(crate) mod journal_index;
pub(crate) mod lease;
pub mod map_children;
pub mod map_runs;
pub mod recents;
pub mod redrive_tokens;
pub mod sessions;
pub mod settings;
pub mod snapshots;
pub mod state_machine_aliases;
pub mod state_machine_versions;
pub mod state_machines;
pub mod tags;
pub mod templates;

/// Every table's steps. A table that is missing here does not exist.
pub(crate) const MIGRATIONS: &[&[Migration]] = &[
    accounts::MIGRATIONS,
    activities::MIGRATIONS,
    approval_audit::MIGRATIONS,
    approvals::MIGRATIONS,
    definitions::MIGRATIONS,
    drafts::MIGRATIONS,
    executions::MIGRATIONS,
    grants::MIGRATIONS,
    journal::MIGRATIONS,
    journal_index::MIGRATIONS,
    lease::MIGRATIONS,
    map_children::MIGRATIONS,
    map_runs::MIGRATIONS,
    recents::MIGRATIONS,
    redrive_tokens::MIGRATIONS,
    sessions::MIGRATIONS,
    settings::MIGRATIONS,
    snapshots::MIGRATIONS,
    state_machine_aliases::MIGRATIONS,
    state_machine_versions::MIGRATIONS,
    state_machines::MIGRATIONS,
    tags::MIGRATIONS,
    templates::MIGRATIONS,
];
