//! How the door says no: AWS's error names, texts and shapes (step-functions-api §9.6).

use serde_json::{Map, Value, json};

/// An error answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    /// AWS's name.
    pub(crate) name: &'static str,
    /// AWS's text.
    pub(crate) message: String,
    /// HTTP status.
    pub(crate) status: u16,
    /// Members of the error beside its message.
    members: Map<String, Value>,
}

impl Refusal {
    /// The caller's fault.
    pub(crate) fn new(name: &'static str, message: impl Into<String>) -> Self {
        Self { name, message: message.into(), status: 400, members: Map::new() }
    }

    pub(crate) fn validation(message: impl Into<String>) -> Self {
        Self::new("ValidationException", message)
    }

    /// A text that is not JSON, or not what the operation expects.
    pub(crate) fn unreadable(message: impl Into<String>) -> Self {
        Self::new("SerializationException", message)
    }

    pub(crate) fn invalid_arn(reason: impl std::fmt::Display) -> Self {
        Self::new("InvalidArn", format!("Invalid Arn: '{reason}'"))
    }

    pub(crate) fn invalid_name(name: &str) -> Self {
        Self::new("InvalidName", format!("Invalid Name: '{name}'"))
    }

    pub(crate) fn invalid_token() -> Self {
        Self::new("InvalidToken", "Invalid Token: 'Invalid token'")
    }

    pub(crate) fn no_state_machine(arn: &str) -> Self {
        Self::new("StateMachineDoesNotExist", format!("State Machine Does Not Exist: '{arn}'"))
    }

    pub(crate) fn deleting(arn: &str) -> Self {
        Self::new("StateMachineDeleting", format!("State Machine Deleting: '{arn}'"))
    }

    pub(crate) fn no_execution(arn: &str) -> Self {
        Self::new("ExecutionDoesNotExist", format!("Execution Does Not Exist: '{arn}'"))
    }

    pub(crate) fn no_activity(arn: &str) -> Self {
        Self::new("ActivityDoesNotExist", format!("Activity Does Not Exist: '{arn}'"))
    }

    /// The ARN of a Map state within a state machine, where that of a state machine must be.
    pub(crate) fn labeled(arn: &str) -> Self {
        let message = format!("Labeled ARNs are not supported here: '{arn}'");
        Self::validation(message).with("reason", "API_DOES_NOT_SUPPORT_LABELED_ARNS")
    }

    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self { status: 500, ..Self::new("InternalFailure", message) }
    }

    pub(crate) fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.members.insert(member.to_owned(), value.into());
        self
    }

    /// The body of the answer.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({ "__type": self.name, "message": self.message });
        if let Value::Object(members) = &mut body {
            members.extend(self.members.clone());
        }
        body
    }
}

impl From<store::Error> for Refusal {
    fn from(error: store::Error) -> Self {
        Self { status: 503, ..Self::new("ServiceUnavailable", error.to_string()) }
    }
}

impl From<runtime::Error> for Refusal {
    fn from(error: runtime::Error) -> Self {
        use runtime::Error as Inner;
        match error {
            Inner::InvalidName(name) => Self::invalid_name(&name),
            Inner::InvalidDefinition(problems) => Self::new(
                "InvalidDefinition",
                format!("Invalid State Machine Definition: '{}'", problems.join("; ")),
            ),
            Inner::InputTooLong { max, .. } => {
                Self::invalid_input(&format!("Input is longer than {max} bytes"))
            }
            Inner::ExecutionAlreadyExists(arn) => {
                Self::new("ExecutionAlreadyExists", format!("Execution Already Exists: '{arn}'"))
            }
            Inner::TooManyExecutions { max } => Self::new(
                "ExecutionLimitExceeded",
                format!("Execution Limit Exceeded: an account has at most {max} open executions"),
            ),
            Inner::ExecutionDoesNotExist(arn) => Self::no_execution(&arn),
            Inner::NotRedrivable(reason) => Self::new("ExecutionNotRedrivable", reason.to_string()),
            Inner::MapRunDoesNotExist(arn) => {
                Self::new("ResourceNotFound", format!("Resource not found: '{arn}'"))
                    .with("resourceName", arn)
            }
            Inner::MapRunEnded => Self::validation("The Map Run is completed and cannot be updated")
                .with("reason", "CANNOT_UPDATE_COMPLETED_MAP_RUN"),
            Inner::TooManyWorkers(arn) => {
                Self::new("ActivityWorkerLimitExceeded", format!("Activity Worker Limit Exceeded: '{arn}'"))
            }
            Inner::InvalidToken => Self::invalid_token(),
            Inner::TaskDoesNotExist => Self::new("TaskDoesNotExist", "Task does not exist"),
            Inner::TaskTimedOut | Inner::ExecutionEnded => {
                Self::new("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
            }
            Inner::Refused(inner) | Inner::Store(inner) => inner.into(),
            Inner::Unreadable { .. } | Inner::Closed => Self::internal(error.to_string()),
        }
    }
}

impl Refusal {
    pub(crate) fn invalid_input(reason: &str) -> Self {
        Self::new("InvalidExecutionInput", format!("Invalid State Machine Execution Input: '{reason}'"))
    }
}
