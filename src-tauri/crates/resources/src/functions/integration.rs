//! Functions as tasks: a plain function ARN, and `lambda:invoke`.

use std::path::Path;
use std::sync::Arc;

use engine::{Failure, Outcome, Pattern, Payload};
use runtime::{Begun, Desk, Integration, Later, Origin, Work};
use serde_json::json;
use store::Store;

use super::request::{Invocation, Request, is_lambda_invoke};
use super::{Call, ClientFunctions, FunctionName, Functions, HandlerFile, failure, find};
use crate::Chance;
use crate::sdk_answer::SdkAnswer;

/// Runs the handlers that a person allowed for exactly this text of a workflow, or for AWS clients.
#[derive(Clone, Debug)]
pub struct FunctionTasks {
    functions: Arc<Functions>,
    store: Store,
    clients: ClientFunctions,
    chance: Chance,
}

impl FunctionTasks {
    /// Handlers run by `functions`, grants read from `store`; `clients` says what executions of AWS clients may run.
    #[must_use]
    pub fn new(functions: Arc<Functions>, store: Store, clients: ClientFunctions, chance: Chance) -> Self {
        Self { functions, store, clients, chance }
    }

    async fn perform(&self, work: &Work) -> Result<Payload, Failure> {
        let request = Request::read(&work.task)?;
        let handler = self.allowed_handler(&work.origin, &request.function)?;
        if work.task.pattern == Pattern::Function {
            return Ok(Payload::trusted(self.run(work, &request, &handler).await?.into()));
        }
        match request.invocation {
            Invocation::RequestResponse => {
                let run = self.run(work, &request, &handler).await;
                let payload = run.map_err(failure::of_service_call)?;
                Ok(self.answer(200, Some(&payload)))
            }
            Invocation::Event => {
                let (tasks, work) = (self.clone(), work.clone());
                // Nobody waits for it, so nobody hears how it ends; its output is kept like any other.
                tokio::spawn(async move { tasks.run(&work, &request, &handler).await });
                Ok(self.answer(202, None))
            }
            Invocation::DryRun => Ok(self.answer(204, None)),
        }
    }

    async fn run(&self, work: &Work, request: &Request, handler: &HandlerFile) -> Result<String, Failure> {
        let call = Call {
            function: &request.function,
            handler,
            event: &request.event,
            execution_arn: &work.origin.execution_arn,
        };
        self.functions.invoke(call).await
    }

    /// The handler's file, if there is one and this definition may run it from this folder.
    fn allowed_handler(&self, origin: &Origin, function: &FunctionName) -> Result<HandlerFile, Failure> {
        let Some(folder) = &origin.handlers_folder else { return Err(failure::no_folder(function.as_str())) };
        // Looked for first: that there is nothing to run is the better thing to hear. Looking runs nothing.
        let handler = find(Path::new(folder), function).map_err(|missing| failure::no_handler(&missing))?;
        let allowed = self.is_allowed(&origin.definition, folder, function);
        match allowed.map_err(|error| failure::not_read(&error.to_string()))? {
            true => Ok(handler),
            false => Err(failure::not_granted(function.as_str())),
        }
    }

    fn is_allowed(
        &self,
        definition: &str,
        folder: &str,
        function: &FunctionName,
    ) -> Result<bool, store::Error> {
        let granted = self.store.read(|rows| rows.grants().names(definition, folder))?;
        Ok(granted.iter().any(|name| name == function.as_str()) || self.clients.allows(folder)?)
    }

    /// The answer of `lambda:invoke`, members in AWS's order.
    fn answer(&self, status: u16, payload: Option<&str>) -> Payload {
        let request_id = self.chance.uuid();
        let trace = format!("root=1-{};sampled=0", self.chance.id());
        let mut headers = vec![("X-Amz-Executed-Version", "$LATEST"), ("X-Amzn-Trace-Id", trace.as_str())];
        headers.push(("x-amzn-Remapped-Content-Length", "0"));
        let answer = SdkAnswer {
            request_id: &request_id,
            at: self.chance.now(),
            length: payload.map_or(0, str::len),
            status,
            headers: &headers,
        };
        let metadata = answer.members();
        let mut text = r#"{"ExecutedVersion":"$LATEST""#.to_owned();
        if let Some(payload) = payload {
            // As the handler wrote it: parsing it would round its numbers.
            text.push_str(&format!(r#","Payload":{payload}"#));
        }
        for (name, value) in metadata {
            text.push_str(&format!(",{}:{value}", json!(name)));
        }
        text.push_str(&format!(r#","StatusCode":{status}}}"#));
        Payload::trusted(text.into())
    }
}

impl Integration for FunctionTasks {
    fn answers(&self, resource: &str, pattern: Pattern) -> bool {
        pattern == Pattern::Function || is_lambda_invoke(resource)
    }

    fn begin(&self, work: Work, _desk: Desk) -> Later<Begun> {
        let tasks = self.clone();
        Box::pin(async move {
            match tasks.perform(&work).await {
                // With a token the function's own result only says that the token was taken.
                Ok(answer) if work.task.pattern == Pattern::WaitForTaskToken => Begun::Accepted(answer),
                Ok(answer) => Begun::Answered(Outcome::Succeeded(answer)),
                Err(failure) => Begun::Answered(Outcome::Failed(failure)),
            }
        })
    }

    /// The future of `begin` is dropped by the caller, and the process is killed with it.
    fn abandon(&self, _work: Work) -> Later<()> {
        Box::pin(async {})
    }
}
