//! Calls of Step Functions from a workflow: nested executions (`states:startExecution`, `.sync`, `.sync:2`) and some of
//! `aws-sdk:sfn`. They go through the same operations as calls from outside.

use std::sync::Arc;

use api::{Code, Error, StepFunctions};
use engine::{Failure, Outcome, Pattern, Payload, Timestamp, instant_text};
use runtime::{Begun, Desk, Integration, Later, Work};
use serde_json::{Map, Value, json};
use store::tables::executions::Execution;
use tokio::sync::watch;

use crate::door::Gateway;
use crate::members::Members;
use crate::operations::{self, start_execution};
use crate::refusal::Refusal;

const OPTIMIZED: &str = "arn:aws:states:::states:startExecution";
const SDK: &str = "arn:aws:states:::aws-sdk:sfn:";
/// What a workflow may ask without anybody's permission: nothing that changes or removes what it did not make, and no
/// histories, which hold the task tokens of others.
const ALLOWED: [&str; 9] = [
    "describeExecution",
    "describeStateMachine",
    "getActivityTask",
    "listExecutions",
    "listStateMachines",
    "sendTaskFailure",
    "sendTaskHeartbeat",
    "sendTaskSuccess",
    "startExecution",
];
/// The answer of AWS without the ARN; its length is seen by the workflow. Counted with all decimals of the instant, so
/// that it does not depend on the moment.
const ANSWER_BYTES: usize = r#"{"executionArn":"","startDate":1.700000000123E9}"#.len();
/// Members whose value is JSON as a text.
const TEXTS: [&str; 3] = ["input", "output", "cause"];

/// The integration. It needs a gateway, which needs the runtime, which needs it: so it is connected later.
#[derive(Debug, Default)]
pub struct Calls {
    gateway: watch::Sender<Option<Arc<Gateway>>>,
}

impl Calls {
    /// Answers through this gateway from now on.
    pub fn connect(&self, gateway: Gateway) {
        self.gateway.send_replace(Some(Arc::new(gateway)));
    }

    /// Lets go of the gateway, and with it of the runtime.
    pub fn disconnect(&self) {
        self.gateway.send_replace(None);
    }
}

impl Integration for Calls {
    fn answers(&self, resource: &str, pattern: Pattern) -> bool {
        match pattern {
            Pattern::RequestResponse => {
                resource == OPTIMIZED
                    || resource.strip_prefix(SDK).is_some_and(|operation| ALLOWED.contains(&operation))
            }
            Pattern::Sync | Pattern::Sync2 => {
                resource.strip_prefix(OPTIMIZED).is_some_and(|rest| rest == ".sync" || rest == ".sync:2")
            }
            Pattern::Function | Pattern::Activity | Pattern::WaitForTaskToken => false,
        }
    }

    fn begin(&self, work: Work, desk: Desk) -> Later<Begun> {
        let mut connected = self.gateway.subscribe();
        Box::pin(async move {
            let gateway = match connected.wait_for(Option::is_some).await {
                Ok(gateway) => gateway.clone(),
                Err(_) => None,
            };
            let outcome = match gateway {
                Some(gateway) => perform(&gateway, &work, &desk).await,
                None => Err(Failure::new(Failure::INTERRUPTED, "the program is closing")),
            };
            Begun::Answered(match outcome {
                Ok(value) => Outcome::Succeeded(Payload::from_value(value)),
                Err(failure) => Outcome::Failed(failure),
            })
        })
    }

    /// The future of `begin` is dropped by the caller; a nested execution that it waits for is stopped then.
    fn abandon(&self, _work: Work) -> Later<()> {
        Box::pin(async {})
    }
}

impl StepFunctions for Calls {
    fn call(&self, operation: &'static str, members: Value) -> Later<Result<Value, Error>> {
        let gateway = self.gateway.borrow().clone();
        Box::pin(async move {
            let gateway = gateway.ok_or_else(|| Error::new(Code::Unavailable, "the program is closing"))?;
            let members = || Members::read(members.to_string().as_bytes());
            operations::perform(&gateway, operation, members).await.map_err(|refusal| told(&refusal))
        })
    }

    fn start(&self, members: Value, virtual_time: bool) -> Later<Result<Value, Error>> {
        let gateway = self.gateway.borrow().clone();
        Box::pin(async move {
            let gateway = gateway.ok_or_else(|| Error::new(Code::Unavailable, "the program is closing"))?;
            let members = Members::read(members.to_string().as_bytes()).map_err(|refusal| told(&refusal))?;
            let started = start_execution::start(&gateway, members, virtual_time.then_some(0));
            started.await.map_err(|refusal| told(&refusal))
        })
    }
}

/// A refusal in AWS's words, for people.
fn told(refusal: &Refusal) -> Error {
    let code = match refusal.name {
        name if name.ends_with("DoesNotExist") || name == "ResourceNotFound" => Code::NotFound,
        name if name.ends_with("AlreadyExists") || name == "ConflictException" => Code::Conflict,
        "ServiceUnavailable" => Code::Unavailable,
        "InternalFailure" => Code::Internal,
        _ => Code::Invalid,
    };
    Error::new(code, refusal.message.clone())
}

async fn perform(gateway: &Arc<Gateway>, work: &Work, desk: &Desk) -> Result<Value, Failure> {
    let task = &work.task;
    let sdk_operation = task.resource.strip_prefix(SDK);
    let operation = upper(sdk_operation.unwrap_or("startExecution"));
    let request = lowered(task.parameters.value());
    let members = || Members::read(request.to_string().as_bytes());
    let request_id = gateway.drivers.chance.uuid();
    // A workflow's call may wait for work; boxed because operations start workflows, which call operations.
    let answer = match work.virtual_time.filter(|_| operation == "StartExecution") {
        Some(ahead) => match members() {
            Ok(members) => Box::pin(start_execution::start(gateway, members, Some(ahead))).await,
            Err(refusal) => Err(refusal),
        },
        None => Box::pin(operations::perform(gateway, &operation, members)).await,
    };
    let answer = answer.map_err(|refusal| failure(&refusal, sdk_operation.is_some(), &request_id))?;
    if sdk_operation.is_some() {
        return Ok(raised(&answer));
    }
    let started = optimized(gateway, &answer, &request_id);
    if task.pattern == Pattern::RequestResponse {
        return Ok(started);
    }
    let arn = answer.get("executionArn").and_then(Value::as_str).unwrap_or_default().to_owned();
    desk.submit(Payload::from_value(started));
    let mut child = Child { gateway: Arc::clone(gateway), arn, is_awaited: true };
    let row = gateway.end_of(&child.arn).await;
    child.is_awaited = false;
    let row = row.map_err(|refusal| failure(&refusal, false, &request_id))?;
    desk.clock_is(Timestamp(row.stopped_at.unwrap_or(row.started_at)));
    ended(&row, task.pattern == Pattern::Sync2, gateway)
}

/// A nested execution that somebody waits for; stopped when the waiting is given up.
struct Child {
    gateway: Arc<Gateway>,
    arn: String,
    is_awaited: bool,
}

impl Drop for Child {
    fn drop(&mut self) {
        if !self.is_awaited {
            return;
        }
        let (gateway, arn) = (Arc::clone(&self.gateway), std::mem::take(&mut self.arn));
        if let Ok(handle) = tokio::runtime::Handle::try_current() {
            handle.spawn(async move {
                // It may have ended by itself meanwhile.
                let _ = gateway.drivers.runtime.stop(&arn, Failure::default()).await;
            });
        }
    }
}

/// What the task gives when the nested execution is over.
fn ended(row: &Execution, is_parsed: bool, gateway: &Gateway) -> Result<Value, Failure> {
    let text = |text: &str| match is_parsed {
        true => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        false => Value::from(text),
    };
    let machine = gateway.drivers.runtime.beginning_of(&row.arn).map(|start| start.state_machine_arn.clone());
    let mut shown = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        shown.extend(value.map(|value| (name.to_owned(), value)));
    };
    put("Cause", row.cause.as_deref().map(Value::from));
    put("Error", row.error.as_deref().map(Value::from));
    put("ExecutionArn", Some(row.arn.as_str().into()));
    put("Input", Some(text(&row.input)));
    put("InputDetails", Some(json!({ "Included": true })));
    put("Name", Some(row.name.as_str().into()));
    put("Output", row.output.as_deref().map(text));
    put("OutputDetails", row.output.as_ref().map(|_| json!({ "Included": true })));
    put("StartDate", Some(row.started_at.into()));
    put("StateMachineArn", machine.ok().map(Value::from));
    put("Status", Some(row.status.as_str().into()));
    put("StopDate", row.stopped_at.map(Value::from));
    match row.status.as_str() {
        "SUCCEEDED" => Ok(shown.into()),
        _ => Err(Failure::new("States.TaskFailed", Value::from(shown).to_string())),
    }
}

/// The answer of `states:startExecution`, with what every AWS service adds to it.
fn optimized(gateway: &Gateway, answer: &Value, request_id: &str) -> Value {
    let at = Timestamp(gateway.now());
    let arn = answer.get("executionArn").and_then(Value::as_str).unwrap_or_default();
    let length = ANSWER_BYTES + arn.len();
    let headers = [
        ("Connection", "keep-alive".to_owned()),
        ("Content-Length", length.to_string()),
        ("Content-Type", "application/x-amz-json-1.0".to_owned()),
        ("Date", instant_text(at)),
        ("x-amzn-RequestId", request_id.to_owned()),
    ];
    let name = |name: &str| if name == "Connection" { "connection".to_owned() } else { name.to_owned() };
    let all: Map<String, Value> = headers.iter().map(|(key, value)| (name(key), json!([value]))).collect();
    let each: Map<String, Value> =
        headers.iter().map(|(key, value)| (name(key), value.as_str().into())).collect();
    json!({
        "ExecutionArn": arn,
        "SdkHttpMetadata": { "AllHttpHeaders": all, "HttpHeaders": each, "HttpStatusCode": 200 },
        "SdkResponseMetadata": { "RequestId": request_id },
        "StartDate": answer.get("startDate").map(instant),
    })
}

fn failure(refusal: &Refusal, is_sdk: bool, request_id: &str) -> Failure {
    let Refusal { name, message, status, .. } = refusal;
    let exception = name.strip_suffix("Exception").unwrap_or(name);
    match is_sdk {
        true => Failure::new(
            format!("Sfn.{exception}Exception"),
            format!(
                "{message} (Service: Sfn, Status Code: {status}, Request ID: {request_id}) (SDK Attempt Count: 1)"
            ),
        ),
        false => Failure::new(
            format!("StepFunctions.{exception}Exception"),
            format!(
                "{message} (Service: AWSStepFunctions; Status Code: {status}; Error Code: {name}; Request ID: {request_id}; Proxy: null)"
            ),
        ),
    }
}

/// A workflow's members (`StateMachineArn`) as the protocol's (`stateMachineArn`); JSON becomes text where the
/// protocol has it as text.
fn lowered(value: &Value) -> Value {
    let Value::Object(members) = value else { return value.clone() };
    let lower = |(name, value): (&String, &Value)| {
        let name = cased(name, |first| first.to_ascii_lowercase());
        let value = match value {
            Value::Null | Value::String(_) => value.clone(),
            other if TEXTS.contains(&name.as_str()) => other.to_string().into(),
            other => other.clone(),
        };
        (name, value)
    };
    Value::Object(members.iter().map(lower).collect())
}

/// The protocol's answer as a workflow sees it: names with capitals, instants as texts, nothing that is null.
fn raised(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, value)| !value.is_null());
            let raise = |(name, value): (&String, &Value)| {
                let value = if name.ends_with("Date") { instant(value) } else { raised(value) };
                (upper(name), value)
            };
            Value::Object(kept.map(raise).collect())
        }
        Value::Array(items) => items.iter().map(raised).collect(),
        other => other.clone(),
    }
}

/// Seconds since 1970 as a text.
#[allow(clippy::cast_possible_truncation, reason = "milliseconds of our time fit a double exactly")]
fn instant(seconds: &Value) -> Value {
    let milliseconds = seconds.as_f64().map(|seconds| (seconds * 1_000.0).round() as i64);
    milliseconds.map_or(Value::Null, |milliseconds| instant_text(Timestamp(milliseconds)).into())
}

fn upper(name: &str) -> String {
    cased(name, |first| first.to_ascii_uppercase())
}

fn cased(name: &str, change: impl Fn(char) -> char) -> String {
    let mut letters = name.chars();
    letters.next().map(change).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{lowered, raised};

    #[test]
    fn a_workflows_names_become_the_protocols_and_back() {
        let asked = json!({ "StateMachineArn": "a", "Input": { "k": [1] }, "Name": null });
        assert_eq!(lowered(&asked), json!({ "stateMachineArn": "a", "input": "{\"k\":[1]}", "name": null }));
        let answered = json!({ "taskToken": null, "startDate": 0.5, "tags": [{ "key": "a" }] });
        let seen = json!({ "StartDate": "1970-01-01T00:00:00.500Z", "Tags": [{ "Key": "a" }] });
        assert_eq!(raised(&answered), seen);
    }
}
