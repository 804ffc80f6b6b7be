//! `DescribeStateMachineForExecution`: the definition an execution was started with.

use engine::Start;
use serde_json::Value;
use store::tables::executions::Execution;
use store::tables::state_machine_versions::Version;

use crate::creation;
use crate::door::{Gateway, seconds};
use crate::members::{ARN, Members};
use crate::refusal::Refusal;
use crate::state_machines::shown;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("executionArn", ARN);
    let is_metadata_only = members.is_metadata_only();
    members.check()?;
    let (row, start) = gateway.execution(&arn)?;
    let definition = gateway.drivers.runtime.definition_of(&row)?;
    let definition = definition.ok_or_else(|| Refusal::internal("the text of the definition is missing"))?;
    let settings = Settings::of(gateway, &row, &start)?;
    let definition = Some(definition.as_str()).filter(|_| !is_metadata_only);
    let mut answer = shown(definition, &start.role_arn, &settings.configuration);
    let mut put = |name: &str, value: Value| answer.insert(name.to_owned(), value);
    put("stateMachineArn", start.state_machine_arn.as_str().into());
    put("name", row.machine.as_str().into());
    if let Some(map_run) = gateway.map_run_of(&row)? {
        put("label", row.machine.rsplit('/').next().unwrap_or_default().into());
        put("mapRunArn", map_run.arn.into());
    }
    put("updateDate", seconds(settings.updated_at));
    if let Some(revision) = settings.revision {
        put("revisionId", revision.into());
    }
    Ok(answer.into())
}

/// What is still known of the machine, or of the version, that an execution was started with.
struct Settings {
    configuration: String,
    revision: Option<String>,
    updated_at: i64,
}

impl Settings {
    fn of(gateway: &Gateway, row: &Execution, start: &Start) -> Result<Self, Refusal> {
        // A child of a Map Run is of the machine around it, `machine/label`.
        let machine = start.state_machine_arn.split('/').next().unwrap_or_default();
        let (machine, version) = gateway.read(|tables| {
            let version = start.version_arn.as_deref().map(|arn| tables.state_machine_versions().by_arn(arn));
            Ok((tables.state_machines().by_arn(machine)?, version.transpose()?.flatten()))
        })?;
        if let Some(Version { configuration, revision, created_at, .. }) = version {
            return Ok(Self { configuration, revision, updated_at: created_at });
        }
        let Some(machine) = machine else {
            let configuration = creation::defaults().to_string();
            return Ok(Self { configuration, revision: None, updated_at: row.started_at });
        };
        // The definition may have been updated since: then the last that is known of this one is that it was run.
        let is_present = machine.definition == row.definition;
        Ok(Self {
            configuration: machine.configuration,
            revision: machine.revision.filter(|_| is_present),
            updated_at: if is_present { machine.updated_at } else { row.started_at },
        })
    }
}
