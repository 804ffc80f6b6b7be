//! `StartExecution`: the same name with the same input gives the running execution again.

use std::sync::Arc;

use runtime::Kept;
use serde_json::{Value, json};

use crate::deletion::check_active;
use crate::door::{Gateway, seconds};
use crate::executions::read_input;
use crate::members::{ARN, Members, NAME};
use crate::refusal::Refusal;
use crate::state_machines::Named;

/// The member that an HTTP header of a request wins over, see [`Gateway`].
pub(crate) const TRACE_HEADER: &str = "traceHeader";

pub(super) async fn answer(gateway: &Gateway, members: Members) -> Result<Value, Refusal> {
    start(gateway, members, None).await
}

/// In virtual time, if it is told how many milliseconds its clock is ahead. AWS's protocol has no word for that.
pub(crate) async fn start(
    gateway: &Gateway,
    mut members: Members,
    virtual_time: Option<i64>,
) -> Result<Value, Refusal> {
    let asked = Asked::read(&mut members);
    members.check()?;
    let tested = Tested::read(gateway, &asked.arn)?;
    let request = runtime::StartExecution { virtual_time, ..asked.request(gateway, &tested.named)? };
    let started = gateway.drivers.runtime.start_of(request, tested.kept()).await?;
    Ok(json!({ "executionArn": started.execution_arn, "startDate": seconds(started.started_at.0) }))
}

/// What both operations that start executions are asked.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) arn: String,
    name: Option<String>,
    input: Option<String>,
    trace_header: Option<String>,
}

impl Asked {
    pub(super) fn read(members: &mut Members) -> Self {
        Self {
            arn: members.required("stateMachineArn", ARN),
            name: members.text("name", NAME),
            input: members.text("input", 0..=262_144),
            trace_header: members.ascii(TRACE_HEADER, 0..=256),
        }
    }

    /// What the runtime is asked.
    pub(super) fn request(
        self,
        gateway: &Gateway,
        named: &Named,
    ) -> Result<runtime::StartExecution, Refusal> {
        let input = self.input.as_deref().map(read_input).transpose()?;
        Ok(runtime::StartExecution {
            definition: gateway.definition(named.definition())?,
            machine: named.machine.name.clone(),
            name: self.name,
            input,
            handlers_folder: Some(gateway.drivers.client_functions.folder()?.path),
            virtual_time: None,
            trace_header: self.trace_header,
        })
    }
}

/// A state machine, and the test case of the mock file that an ARN may name behind a `#`.
#[derive(Debug)]
pub(super) struct Tested {
    pub(super) named: Arc<Named>,
    case: Option<String>,
}

impl Tested {
    pub(super) fn read(gateway: &Gateway, arn: &str) -> Result<Self, Refusal> {
        let (arn, case) = arn.split_once('#').map_or((arn, None), |(arn, case)| (arn, Some(case)));
        let changes = *gateway.drivers.machines.borrow();
        let named = gateway.known_machines.named(arn, changes, || gateway.named(arn))?;
        check_active(&named.machine)?;
        let Some(case) = case else { return Ok(Self { named, case: None }) };
        let machine = &named.machine.name;
        if let Err(cases) = gateway.drivers.mocks.config().check_case(machine, case) {
            let hint = match cases.as_slice() {
                [] => "; start with `signalbox serve --mock-config FILE`".to_owned(),
                cases => format!("; it has: {}", cases.join(", ")),
            };
            return Err(Refusal::invalid_arn(format_args!(
                "The mock file has no test case '{case}' for the state machine '{machine}'{hint}"
            )));
        }
        Ok(Self { case: Some(case.to_owned()), named })
    }

    /// Under which names the execution knows its state machine.
    pub(super) fn kept(&self) -> Kept {
        let Named { machine, version, alias, logging } = &*self.named;
        Kept {
            arn: machine.arn.clone(),
            definition: self.named.definition().to_owned(),
            role_arn: self.named.role_arn().to_owned(),
            version_arn: version.as_ref().map(|version| version.arn.clone()),
            alias_arn: alias.as_ref().map(|alias| alias.arn.clone()),
            test_case: self.case.clone(),
            is_express: machine.kind == "EXPRESS",
            logging: logging.clone(),
        }
    }
}
