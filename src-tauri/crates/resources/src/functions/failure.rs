//! How what goes wrong with a function reads in an execution: Lambda's error names and causes.

use std::time::Duration;

use engine::Failure;
use serde_json::{Value, json};

use super::NoHandler;

fn failure(error: &str, cause: String) -> Failure {
    Failure { error: Some(error.to_owned()), cause: Some(cause) }
}

/// `lambda:invoke` writes the cause anew, without blanks; a function that is the resource itself has it as it was.
pub(super) fn of_service_call(failure: Failure) -> Failure {
    let compact = |cause: String| match serde_json::from_str::<Value>(&cause) {
        Ok(value @ Value::Object(_)) => value.to_string(),
        _ => cause,
    };
    Failure { cause: failure.cause.map(compact), ..failure }
}

/// The handler threw: its error type is the error's name, Lambda's error JSON the cause, as AWS has it.
pub(super) fn threw(body: &str) -> Failure {
    let named = serde_json::from_str::<Value>(body)
        .ok()
        .and_then(|body| body.get("errorType").and_then(Value::as_str).map(str::to_owned))
        .filter(|name| !name.is_empty());
    match named {
        Some(name) => failure(&name, body.to_owned()),
        None => unknown(body),
    }
}

/// The process ended instead of answering.
pub(super) fn exited(request_id: &str, status: &str) -> Failure {
    let message = format!("RequestId: {request_id} Error: Runtime exited with error: {status}");
    unknown(&json!({ "errorMessage": message }).to_string())
}

/// The handler took longer than a function may.
pub(super) fn timed_out(request_id: &str, limit: Duration) -> Failure {
    let seconds = limit.as_secs_f64();
    let message = format!("RequestId: {request_id} Error: Task timed out after {seconds:.2} seconds");
    failure(
        "Sandbox.Timedout",
        json!({ "errorMessage": message, "errorType": "Sandbox.Timedout" }).to_string(),
    )
}

/// The answer is larger than Lambda's 6 MB.
pub(super) fn too_large() -> Failure {
    let name = "Function.ResponseSizeTooLarge";
    let message = "Response payload size exceeded maximum allowed payload size (6291556 bytes).";
    failure(name, json!({ "errorMessage": message, "errorType": name }).to_string())
}

/// There is no file to run.
pub(super) fn no_handler(missing: &NoHandler) -> Failure {
    failure("Lambda.ResourceNotFoundException", missing.to_string())
}

/// The interpreter could not be started.
pub(super) fn not_started(interpreter: &str, reason: &std::io::Error) -> Failure {
    let cause = format!("`{interpreter}` could not be started: {reason}; install it or put it on the PATH");
    failure("Lambda.InvalidRuntimeException", cause)
}

/// The answer is not JSON text.
pub(super) fn malformed(function: &str) -> Failure {
    failure("Runtime.MalformedResponse", format!("`{function}` answered something that is not JSON"))
}

/// The workflow's parameters do not say which function, or say it wrongly.
pub(super) fn invalid_request(message: &str) -> Failure {
    failure("Lambda.InvalidParameterValueException", message.to_owned())
}

/// The payload is a text that is not JSON.
pub(super) fn invalid_content(reason: &str) -> Failure {
    let cause = format!(
        "Could not parse request body into json: Could not parse payload into json: {reason}; a `Payload` that is a text is sent as it is"
    );
    failure("Lambda.InvalidRequestContentException", cause)
}

/// Nobody has allowed this definition to run this handler.
pub(super) fn not_granted(function: &str) -> Failure {
    let cause = format!(
        "nobody has allowed this workflow to run `{function}`; allow it when it is run in Signalbox, or allow the functions of AWS clients under `Connect AWS clients`"
    );
    failure("Lambda.AccessDeniedException", cause)
}

/// The workflow has no folder of handlers: it was never saved and is no sample.
pub(super) fn no_folder(function: &str) -> Failure {
    let cause = format!("no handler for `{function}`: the workflow has no folder of handlers; save it first");
    failure("Lambda.ResourceNotFoundException", cause)
}

/// The grants could not be looked up.
pub(super) fn not_read(reason: &str) -> Failure {
    failure(
        "Lambda.ServiceException",
        format!("whether the handler may run could not be looked up: {reason}"),
    )
}

fn unknown(payload: &str) -> Failure {
    let said = "The cause could not be determined because Lambda did not return an error type.";
    failure("Lambda.Unknown", format!("{said} Returned payload: {payload}"))
}
