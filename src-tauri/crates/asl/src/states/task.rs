//! Task: asks somebody to do something.

use serde_json::Value;

use crate::lower::Fields;
use crate::{Field, Given};

/// The fields only Task has.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// `Resource`; required, absent only in a broken text.
    pub resource: Option<Field<String>>,
    /// `TimeoutSeconds`, 1…99,999,999, which is also the default.
    pub timeout_seconds: Option<Field<Given<i64>>>,
    /// `TimeoutSecondsPath` (JSONPath).
    pub timeout_seconds_path: Option<Field<String>>,
    /// `HeartbeatSeconds`, less than the timeout.
    pub heartbeat_seconds: Option<Field<Given<i64>>>,
    /// `HeartbeatSecondsPath` (JSONPath).
    pub heartbeat_seconds_path: Option<Field<String>>,
    /// `Credentials`.
    pub credentials: Option<Field<Credentials>>,
}

/// Which role the task runs with: an object with `RoleArn` or `RoleArn.$`, or a JSONata string.
#[derive(Clone, Debug, PartialEq)]
pub struct Credentials {
    /// The template as written.
    pub template: Value,
}

pub(crate) fn lower(fields: &mut Fields<'_, '_>) -> Task {
    fields.required(&["Resource"]);
    Task {
        resource: fields.string("Resource"),
        timeout_seconds: fields.given_integer("TimeoutSeconds"),
        timeout_seconds_path: fields.string("TimeoutSecondsPath"),
        heartbeat_seconds: fields.given_integer("HeartbeatSeconds"),
        heartbeat_seconds_path: fields.string("HeartbeatSecondsPath"),
        credentials: fields.value("Credentials").map(|field| {
            let place = field.with(());
            place.with(Credentials { template: field.value })
        }),
    }
}
