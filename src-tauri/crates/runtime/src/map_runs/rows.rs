//! What the rows of Map Runs repeat of the journal, and when.

use engine::map_run::{Children, ExecutionType, MapRun, Percentage, Settings};
use engine::{Event, Kind, Ticket, Timestamp};
use store::tables::map_runs as rows;

/// What must be written together with these events of an execution.
pub(crate) fn also(execution: i64, events: &[Event], before: Option<store::Also>) -> Option<store::Also> {
    let mut changes: Vec<Change> = Vec::new();
    for event in events {
        match &event.kind {
            Kind::MapRunStarted { ticket, run } => {
                changes.push(Change::Insert(row(execution, *ticket, run, event.at)));
            }
            Kind::MapRunRedriven { ticket, arn, count } => {
                changes.push(Change::Redrive(arn.clone(), *ticket, *count, event.at));
            }
            Kind::MapRunSucceeded { ticket, .. } => {
                changes.push(Change::Close(*ticket, "SUCCEEDED", event.at))
            }
            Kind::MapRunFailed { ticket, .. } => changes.push(Change::Close(*ticket, "FAILED", event.at)),
            _ => {}
        }
    }
    if changes.is_empty() {
        return before;
    }
    Some(Box::new(move |writing| {
        for change in changes {
            match change {
                Change::Insert(row) => writing.map_runs().insert(&row)?,
                Change::Redrive(arn, ticket, count, at) => {
                    writing.map_runs().redrive(&arn, ticket.0, count, at.0)?;
                }
                Change::Close(ticket, status, at) => {
                    writing.map_runs().close_of(execution, ticket.0, status, at.0)?;
                }
            }
        }
        before.map_or(Ok(()), |before| before(writing))
    }))
}

enum Change {
    Insert(rows::MapRun),
    Redrive(String, Ticket, u32, Timestamp),
    Close(Ticket, &'static str, Timestamp),
}

fn row(execution: i64, ticket: Ticket, run: &MapRun, at: Timestamp) -> rows::MapRun {
    rows::MapRun {
        id: 0,
        arn: run.arn.clone(),
        execution,
        ticket: ticket.0,
        state: run.state,
        seed: run.seed,
        is_express: run.execution_type == ExecutionType::Express,
        status: "RUNNING".to_owned(),
        started_at: at.0,
        stopped_at: None,
        concurrency_max: run.settings.concurrency_max,
        tolerated_count: run.settings.tolerated_count,
        tolerated_percentage: run.settings.tolerated_percentage.map(|percentage| percentage.0),
        counts: None,
        redrive_count: 0,
        redriven_at: None,
        children_redriven: 0,
    }
}

pub(crate) fn settings(row: &rows::MapRun) -> Settings {
    Settings {
        concurrency_max: row.concurrency_max,
        tolerated_count: row.tolerated_count,
        tolerated_percentage: row.tolerated_percentage.map(Percentage),
    }
}

pub(crate) fn children(row: &rows::MapRun) -> Children {
    let execution_type = if row.is_express { ExecutionType::Express } else { ExecutionType::Standard };
    Children { map_run_arn: row.arn.clone(), execution_type, seed: row.seed }
}
