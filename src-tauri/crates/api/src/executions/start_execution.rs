//! Starts a run.

use engine::Payload;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::functions::grants;
use crate::{Caller, Code, Drivers, Error, Operation, Tag, waiting};

/// Runs this text with this input. Refused until the handlers it would run are allowed.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StartExecution {
    /// The whole text.
    pub text: String,
    /// Name of the workflow.
    pub workflow: String,
    /// JSON.
    pub input: String,
    /// Name of the execution; null for a random one.
    pub name: Option<String>,
    /// Folder in which handlers are looked for.
    pub handlers_folder: Option<String>,
    /// Whether its clock jumps over waits.
    #[serde(default)]
    pub virtual_time: bool,
}

/// A run that has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StartExecutionReply {
    /// Names it everywhere.
    pub execution_arn: String,
    /// When it began.
    pub started_at: i64,
}

impl Operation for StartExecution {
    type Reply = StartExecutionReply;
    const NAME: &'static str = "start_execution";
    const TOUCHES: &'static [Tag] = &[];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<StartExecutionReply, Error> {
        let (inner, text, folder) = (drivers.clone(), self.text, self.handlers_folder.clone());
        let input = Payload::parse(&self.input)
            .map_err(|error| Error::new(Code::Invalid, format!("the input is not JSON: {}", error.reason)))?;
        let checked =
            waiting(move || check_grants(&inner, &text, folder).map(|()| ide::as_json(&text).into_owned()));
        let request = runtime::StartExecution {
            definition: checked.await??,
            machine: runtime::names::to_name(&self.workflow),
            name: self.name,
            input: Some(input),
            handlers_folder: self.handlers_folder,
            virtual_time: self.virtual_time.then_some(0),
            trace_header: None,
        };
        let started = drivers.runtime.start(request).await?;
        Ok(StartExecutionReply { execution_arn: started.execution_arn, started_at: started.started_at.0 })
    }
}

/// Refuses a text whose handlers in `folder` are not all allowed.
pub(crate) fn check_grants(drivers: &Drivers, text: &str, folder: Option<String>) -> Result<(), Error> {
    let grants = grants(drivers, text, folder)?;
    if grants.granted {
        return Ok(());
    }
    let names: Vec<String> = grants.needs.iter().map(|need| format!("`{}`", need.name)).collect();
    let message = format!("nobody has allowed this workflow to run {}", names.join(", "));
    Err(Error::new(Code::Refused, message).with_hint("look at the handlers, then allow them"))
}
