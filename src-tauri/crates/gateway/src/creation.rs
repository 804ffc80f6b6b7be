//! Settings of state machines as requests give them and as they are kept: pure rules.

use serde_json::{Map, Value, json};

use crate::door::put;
use crate::members::Members;
use crate::refusal::Refusal;

/// Tags a resource may have.
pub(crate) const TAGS_MAX: usize = 50;

/// Settings that a request gives; what it does not mention stays as it is.
#[derive(Debug)]
pub(crate) struct Settings {
    logging: Option<Map<String, Value>>,
    tracing: Option<Map<String, Value>>,
    encryption: Option<Map<String, Value>>,
}

impl Settings {
    pub(crate) fn read(members: &mut Members) -> Self {
        Self {
            logging: members.object("loggingConfiguration"),
            tracing: members.object("tracingConfiguration"),
            encryption: members.object("encryptionConfiguration"),
        }
    }

    /// Activities have encryption alone.
    pub(crate) fn of_activity(members: &mut Members) -> Self {
        Self { logging: None, tracing: None, encryption: members.object("encryptionConfiguration") }
    }

    /// Whether the request mentions none.
    pub(crate) fn is_empty(&self) -> bool {
        self.logging.is_none() && self.tracing.is_none() && self.encryption.is_none()
    }

    /// The settings kept from now on, as JSON with the members AWS shows; `before` are those kept until now.
    pub(crate) fn over(self, before: Option<&str>) -> Result<String, Refusal> {
        let before =
            before.and_then(|text| serde_json::from_str::<Value>(text).ok()).unwrap_or_else(defaults);
        let mut after = before;
        if let Some(logging) = self.logging {
            put(&mut after, "loggingConfiguration", checked_logging(logging)?);
        }
        if let Some(tracing) = self.tracing {
            let enabled = tracing.get("enabled").and_then(Value::as_bool).unwrap_or(false);
            put(&mut after, "tracingConfiguration", json!({ "enabled": enabled }));
        }
        if let Some(encryption) = self.encryption {
            put(&mut after, "encryptionConfiguration", checked_encryption(encryption)?);
        }
        Ok(after.to_string())
    }
}

fn defaults() -> Value {
    json!({
        "loggingConfiguration": { "level": "OFF", "includeExecutionData": false },
        "tracingConfiguration": { "enabled": false },
        "encryptionConfiguration": { "type": "AWS_OWNED_KEY" },
    })
}

fn checked_logging(logging: Map<String, Value>) -> Result<Value, Refusal> {
    let level = logging.get("level").and_then(Value::as_str).unwrap_or("OFF");
    let include = logging.get("includeExecutionData").and_then(Value::as_bool).unwrap_or(false);
    let destinations = logging.get("destinations").and_then(Value::as_array);
    if !["ALL", "ERROR", "FATAL", "OFF"].contains(&level) {
        return Err(Refusal::validation(format!(
            "1 validation error detected: Value '{level}' at 'loggingConfiguration.level' failed to satisfy constraint: Member must satisfy enum value set: [ALL, ERROR, FATAL, OFF]"
        )));
    }
    let count = destinations.map_or(0, Vec::len);
    if count > 1 || (level != "OFF" && count != 1) {
        let message = "Invalid Logging Configuration: Must specify exactly one Log Destination.".to_owned();
        return Err(Refusal::new("InvalidLoggingConfiguration", message));
    }
    let mut kept = json!({ "level": level, "includeExecutionData": include });
    if let Some(destinations) = destinations {
        put(&mut kept, "destinations", destinations.clone());
    }
    Ok(kept)
}

fn checked_encryption(encryption: Map<String, Value>) -> Result<Value, Refusal> {
    match encryption.get("type").and_then(Value::as_str) {
        Some("AWS_OWNED_KEY") if encryption.get("kmsKeyId").is_none() => {
            Ok(json!({ "type": "AWS_OWNED_KEY" }))
        }
        _ => Err(Refusal::new(
            "InvalidEncryptionConfiguration",
            "Invalid Encryption Configuration: customer managed keys are not available in Signalbox",
        )),
    }
}

/// Reads `tags`.
pub(crate) fn tags(list: Option<Vec<Value>>) -> Result<Vec<(String, String)>, Refusal> {
    let mut tags = Vec::new();
    for tag in list.unwrap_or_default() {
        let text = |name: &str| tag.get(name).and_then(Value::as_str);
        let (key, value) = (text("key").unwrap_or_default(), text("value").unwrap_or_default());
        if !(1..=128).contains(&key.chars().count()) || value.chars().count() > 256 {
            return Err(Refusal::validation(
                "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have a key of 1 to 128 and a value of at most 256 characters",
            ));
        }
        tags.push((key.to_owned(), value.to_owned()));
    }
    Ok(tags)
}

/// Refuses more tags than a resource may have.
pub(crate) fn check_tag_count(resource: &str, count: usize) -> Result<(), Refusal> {
    match count <= TAGS_MAX {
        true => Ok(()),
        false => {
            let refusal = Refusal::new("TooManyTags", format!("Too many tags for '{resource}'"));
            Err(refusal.with("resourceName", resource))
        }
    }
}
