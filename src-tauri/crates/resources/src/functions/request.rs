//! What a Task state asks of Lambda: read from its `Resource` and its parameters.

use engine::{Failure, Pattern, Task};
use serde_json::Value;

use super::{FunctionName, failure};

/// How the answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Invocation {
    /// Wait for the function's result.
    RequestResponse,
    /// Start it and do not wait.
    Event,
    /// Only check that it could run.
    DryRun,
}

/// A call of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub function: FunctionName,
    /// The event, JSON.
    pub event: String,
    pub invocation: Invocation,
}

/// `arn:aws:states:::lambda:invoke`, in any partition, with or without `.waitForTaskToken`.
pub(super) fn is_lambda_invoke(resource: &str) -> bool {
    let mut parts = resource.splitn(6, ':');
    let start =
        (parts.next(), parts.next().is_some_and(|partition| partition.starts_with("aws")), parts.next());
    let rest = resource.split(":::").nth(1).unwrap_or_default();
    start == (Some("arn"), true, Some("states"))
        && matches!(rest, "lambda:invoke" | "lambda:invoke.waitForTaskToken")
}

impl Request {
    /// Reads a task whose resource is a function ARN or `lambda:invoke`.
    pub fn read(task: &Task) -> Result<Self, Failure> {
        if task.pattern == Pattern::Function {
            let event = task.parameters.text().to_owned();
            return Ok(Self {
                function: name(&task.resource)?,
                event,
                invocation: Invocation::RequestResponse,
            });
        }
        let parameters = task.parameters.value();
        let written = parameters.get("FunctionName").and_then(Value::as_str);
        let written =
            written.ok_or_else(|| failure::invalid_request("the parameters have no `FunctionName`"))?;
        let invocation = match parameters.get("InvocationType").and_then(Value::as_str) {
            None | Some("RequestResponse") => Invocation::RequestResponse,
            Some("Event") => Invocation::Event,
            Some("DryRun") => Invocation::DryRun,
            Some(other) => {
                return Err(failure::invalid_request(&format!("`{other}` is no `InvocationType`")));
            }
        };
        Ok(Self { function: name(written)?, event: event(parameters.get("Payload"))?, invocation })
    }
}

/// What the function gets. A text is the payload itself, as every client of Lambda sends it, and must be JSON.
fn event(payload: Option<&Value>) -> Result<String, Failure> {
    match payload {
        None | Some(Value::Null) => Ok("{}".to_owned()),
        Some(Value::String(text)) => match serde_json::from_str::<Value>(text) {
            Ok(_) => Ok(text.clone()),
            Err(error) => Err(failure::invalid_content(&error.to_string())),
        },
        Some(other) => Ok(other.to_string()),
    }
}

fn name(written: &str) -> Result<FunctionName, Failure> {
    FunctionName::parse(written)
        .ok_or_else(|| failure::invalid_request(&format!("`{written}` is not the name or ARN of a function")))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{event, is_lambda_invoke};

    #[test]
    fn a_text_is_the_payload_itself() {
        let read =
            |payload: Value| event(Some(&payload)).map_err(|failure| failure.error.unwrap_or_default());
        assert_eq!(event(None), Ok("{}".to_owned()));
        assert_eq!(read(Value::Null), Ok("{}".to_owned()));
        assert_eq!(read(json!({ "a": 0.0 })), Ok(r#"{"a":0.0}"#.to_owned()));
        assert_eq!(read(json!("[ 1 ]")), Ok("[ 1 ]".to_owned()));
        assert_eq!(read(json!("\"x\"")), Ok("\"x\"".to_owned()));
        assert_eq!(read(json!("x")), Err("Lambda.InvalidRequestContentException".to_owned()));
    }

    #[test]
    fn only_lambda_invoke_is_ours() {
        for resource in [
            "arn:aws:states:::lambda:invoke",
            "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "arn:aws-cn:states:::lambda:invoke",
        ] {
            assert!(is_lambda_invoke(resource), "{resource}");
        }
        for resource in [
            "arn:aws:states:::lambda:invoke.sync",
            "arn:aws:states:::sqs:sendMessage",
            "arn:aws:lambda:us-east-1:1:function:lambda:invoke",
            "lambda:invoke",
            "",
        ] {
            assert!(!is_lambda_invoke(resource), "{resource}");
        }
    }
}
