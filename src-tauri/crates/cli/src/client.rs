//! The terminal's door: the same operations as everywhere, called in this process.

use std::sync::Arc;

use host::Host;
use host::api::{Caller, Door, Error, SessionToken};
use serde_json::Value;

/// Calls operations as whoever is signed in here.
#[derive(Debug)]
pub(crate) struct Client {
    pub host: Arc<Host>,
    caller: Caller,
}

impl Client {
    pub fn new(host: Arc<Host>, session: Option<SessionToken>) -> Self {
        Self { host, caller: Caller { door: Door::Terminal, session } }
    }

    pub async fn call(&mut self, operation: &str, request: Value) -> Result<Value, Error> {
        let reply = self.host.call(operation, &request.to_string(), &mut self.caller).await?;
        serde_json::from_str(&reply).map_err(|error| Error::internal(error.to_string()))
    }

    pub fn session(&self) -> Option<&SessionToken> {
        self.caller.session.as_ref()
    }
}

/// A member that is text; empty if it is missing or something else.
pub(crate) fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

/// A member that is a list; empty if it is missing or something else.
pub(crate) fn list<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    value.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A member that is a whole number; 0 if it is missing or something else.
pub(crate) fn number(value: &Value, member: &str) -> u64 {
    value.get(member).and_then(Value::as_u64).unwrap_or(0)
}
