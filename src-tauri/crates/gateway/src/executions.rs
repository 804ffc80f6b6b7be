//! Executions as operations find and show them.

use std::sync::Arc;
use std::time::Duration;

use engine::{Payload, Start};
use runtime::NotRedrivable;
use serde_json::{Map, Value, json};
use store::tables::executions::Execution;
use store::tables::map_runs::MapRun;

use crate::arn::Arn;
use crate::door::{Gateway, seconds};
use crate::operations::start_execution::TRACE_HEADER;
use crate::refusal::Refusal;

/// Changes are announced; asking again is only for announcements that were missed.
const ASK_AGAIN: Duration = Duration::from_millis(500);

impl Gateway {
    /// The Standard execution of an ARN, and what it was started with.
    pub(crate) fn execution(&self, arn: &str) -> Result<(Execution, Arc<Start>), Refusal> {
        Arn::of_kind(arn, "execution")?;
        Ok(self.drivers.runtime.describe_whole(arn)?)
    }

    /// Whether an execution could be redriven, in AWS's words.
    pub(crate) fn redrive_status(
        &self,
        row: &Execution,
        start: &Start,
    ) -> Result<Map<String, Value>, Refusal> {
        let mut members = Map::new();
        let (word, reason) = match self.check_redrivable(row, start)? {
            Ok(()) => ("REDRIVABLE", None),
            Err(reason) => ("NOT_REDRIVABLE", Some(reason)),
        };
        members.insert("redriveStatus".to_owned(), word.into());
        if let Some(reason) = reason {
            members.insert("redriveStatusReason".to_owned(), reason.to_string().into());
        }
        Ok(members)
    }

    /// The rules of `runtime`, and that its state machine was not deleted. A workflow that runs from its text was never
    /// created under a name: its role says so.
    pub(crate) fn check_redrivable(
        &self,
        row: &Execution,
        start: &Start,
    ) -> Result<Result<(), NotRedrivable>, Refusal> {
        let checked = self.drivers.runtime.check_redrivable(row);
        if checked.is_err() || start.role_arn == runtime::names::role_arn() {
            return Ok(checked);
        }
        let machine = self.read(|tables| tables.state_machines().by_arn(&start.state_machine_arn))?;
        let is_kept = machine.is_some_and(|machine| !machine.is_deleting);
        Ok(if is_kept { Ok(()) } else { Err(NotRedrivable::Deleting) })
    }

    /// The Map Run that an execution is a child of.
    pub(crate) fn map_run_of(&self, row: &Execution) -> Result<Option<MapRun>, Refusal> {
        let Some(child) = row.child_of else { return Ok(None) };
        Ok(self.drivers.runtime.map_run_of_child(child.map_run)?)
    }

    /// An execution once it is over.
    pub(crate) async fn end_of(&self, arn: &str) -> Result<Execution, Refusal> {
        let mut changes = self.drivers.runtime.subscribe();
        loop {
            let row = self.drivers.runtime.describe(arn)?;
            if row.status != "RUNNING" {
                return Ok(row);
            }
            // Whichever comes first, the row is looked at again.
            let _ = tokio::time::timeout(ASK_AGAIN, changes.recv()).await;
        }
    }
}

/// The members that name an execution and say how it stands.
pub(crate) fn standing(row: &Execution, start: &Start) -> Map<String, Value> {
    let mut members = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            members.insert(name.to_owned(), value);
        }
    };
    put("executionArn", Some(row.arn.as_str().into()));
    put("stateMachineArn", Some(start.state_machine_arn.as_str().into()));
    put("stateMachineVersionArn", start.version_arn.as_deref().map(Value::from));
    put("stateMachineAliasArn", start.alias_arn.as_deref().map(Value::from));
    put("name", Some(row.name.as_str().into()));
    put("status", Some(row.status.as_str().into()));
    put("startDate", Some(seconds(row.started_at)));
    put("stopDate", row.stopped_at.map(seconds));
    members
}

/// Input, output, error and cause, unless only metadata are asked for.
pub(crate) fn outcome(row: &Execution, is_metadata_only: bool) -> Map<String, Value> {
    let texts = Texts {
        input: &row.input,
        output: row.output.as_deref(),
        error: row.error.as_deref(),
        cause: row.cause.as_deref(),
    };
    texts.shown(is_metadata_only)
}

/// What an execution was given, and what became of it.
pub(crate) struct Texts<'e> {
    pub(crate) input: &'e str,
    pub(crate) output: Option<&'e str>,
    pub(crate) error: Option<&'e str>,
    pub(crate) cause: Option<&'e str>,
}

impl Texts<'_> {
    /// The members that show it, unless only metadata are asked for.
    pub(crate) fn shown(&self, is_metadata_only: bool) -> Map<String, Value> {
        let mut members = Map::new();
        let included = !is_metadata_only;
        for (name, text) in [("input", Some(self.input)), ("output", self.output)] {
            let Some(text) = text else { continue };
            if included {
                members.insert(name.to_owned(), text.into());
            }
            members.insert(format!("{name}Details"), json!({ "included": included }));
        }
        for (name, text) in [("error", self.error), ("cause", self.cause)] {
            members.extend(text.map(|text| (name.to_owned(), text.into())));
        }
        members
    }
}

/// The trace header that it was started with.
pub(crate) fn trace(start: &Start) -> Option<(String, Value)> {
    start.trace_header.as_deref().map(|header| (TRACE_HEADER.to_owned(), header.into()))
}

/// How often it was redriven, and when last.
pub(crate) fn redrives(row: &Execution) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("redriveCount".to_owned(), row.redrives.count.into());
    if let Some(at) = row.redrives.last_at {
        members.insert("redriveDate".to_owned(), seconds(at));
    }
    members
}

/// An input; refused in the words of AWS's parser if it is not JSON.
pub(crate) fn read_input(text: &str) -> Result<Payload, Refusal> {
    Payload::parse(text).map_err(|error| match text.trim().is_empty() {
        true => Refusal::invalid_input("Invalid execution input."),
        false => Refusal::invalid_input(&json_complaint(text).unwrap_or(error.reason)),
    })
}

/// What AWS's parser says about a text that is not JSON.
pub(crate) fn json_complaint(text: &str) -> Option<String> {
    let found = ide::validate(&ide::Document::read(text), ide::MachineType::Standard);
    let first = found.into_iter().next()?;
    (first.code == "INVALID_JSON_DESCRIPTION").then_some(first.message)
}
