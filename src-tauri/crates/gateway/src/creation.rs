//! Settings of state machines as requests give them and as they are kept: pure rules.

use serde_json::{Value, json};

use crate::door::{Gateway, put};
use crate::members::Members;
use crate::refusal::Refusal;

const LEVELS: [&str; 4] = ["ALL", "ERROR", "FATAL", "OFF"];
const KEYS: [&str; 2] = ["AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"];

/// Settings that a request gives; what it does not mention stays as it is.
#[derive(Debug)]
pub(crate) struct Settings {
    logging: Option<Logging>,
    tracing: Option<bool>,
    encryption: Option<Encryption>,
    /// What the ARNs of log groups begin with that could be written to.
    log_groups: String,
}

#[derive(Debug)]
struct Logging {
    level: Option<String>,
    includes_data: bool,
    /// None: absent; a destination without a log group is empty.
    destinations: Option<Vec<String>>,
}

#[derive(Debug)]
struct Encryption {
    kind: String,
    has_key: bool,
}

impl Settings {
    pub(crate) fn read(gateway: &Gateway, members: &mut Members) -> Self {
        Self {
            logging: members.structure("loggingConfiguration", logging),
            tracing: members
                .structure("tracingConfiguration", |inner| inner.flag("enabled").unwrap_or(false)),
            ..Self::of_activity(gateway, members)
        }
    }

    /// Activities have encryption alone.
    pub(crate) fn of_activity(gateway: &Gateway, members: &mut Members) -> Self {
        let encryption = members.structure("encryptionConfiguration", encryption);
        Self { logging: None, tracing: None, encryption, log_groups: gateway.log_groups() }
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
            put(&mut after, "loggingConfiguration", logging.checked(&self.log_groups)?);
        }
        if let Some(enabled) = self.tracing {
            put(&mut after, "tracingConfiguration", json!({ "enabled": enabled }));
        }
        if let Some(encryption) = self.encryption {
            put(&mut after, "encryptionConfiguration", encryption.checked()?);
        }
        Ok(after.to_string())
    }
}

/// The settings of a machine that nobody has given any.
pub(crate) fn defaults() -> Value {
    json!({
        "loggingConfiguration": { "level": "OFF", "includeExecutionData": false },
        "tracingConfiguration": { "enabled": false },
        "encryptionConfiguration": { "type": "AWS_OWNED_KEY" },
    })
}

fn logging(members: &mut Members) -> Logging {
    let group = |inner: &mut Members| inner.text("logGroupArn", 1..=256).unwrap_or_default();
    Logging {
        level: members.word("level", &LEVELS),
        includes_data: members.flag("includeExecutionData").unwrap_or(false),
        destinations: members.structures("destinations", |inner| {
            inner.structure("cloudWatchLogsLogGroup", group).unwrap_or_default()
        }),
    }
}

impl Logging {
    /// As it is kept. There is no CloudWatch Logs on this machine, so every log group that the account could have
    /// counts as there (step-functions-executions §8.7); its records go to a file (`resources/src/logs.rs`).
    fn checked(self, log_groups: &str) -> Result<Value, Refusal> {
        let level = self.level.as_deref().unwrap_or("OFF");
        let named = self.destinations.as_deref().unwrap_or_default();
        if named.len() > 1 || (level != "OFF" && named.len() != 1) {
            return Err(invalid_logging("Must specify exactly one Log Destination."));
        }
        if !named.iter().all(|arn| is_log_group(arn, log_groups)) {
            return Err(invalid_logging("Log Destination not found."));
        }
        let mut kept = json!({ "level": level, "includeExecutionData": self.includes_data });
        if let Some(destinations) = self.destinations {
            let group = |arn: String| json!({ "cloudWatchLogsLogGroup": { "logGroupArn": arn } });
            put(&mut kept, "destinations", destinations.into_iter().map(group).collect::<Vec<_>>());
        }
        Ok(kept)
    }
}

fn invalid_logging(why: &str) -> Refusal {
    Refusal::new("InvalidLoggingConfiguration", format!("Invalid Logging Configuration: {why}"))
}

/// `arn:aws:logs:region:account:log-group:NAME:*`
fn is_log_group(arn: &str, log_groups: &str) -> bool {
    let name = arn.strip_prefix(log_groups).and_then(|rest| rest.strip_suffix(":*"));
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-/.#".contains(letter);
    name.is_some_and(|name| !name.is_empty() && name.chars().all(is_plain))
}

fn encryption(members: &mut Members) -> Encryption {
    members.require("type");
    let key = members.text("kmsKeyId", 1..=2048);
    let period = members.number("kmsDataKeyReusePeriodSeconds", 60..=900);
    let kind = members.word("type", &KEYS).unwrap_or_default();
    Encryption { kind, has_key: key.is_some() || period.is_some() }
}

impl Encryption {
    fn checked(self) -> Result<Value, Refusal> {
        match self.kind.as_str() {
            "AWS_OWNED_KEY" if !self.has_key => Ok(json!({ "type": "AWS_OWNED_KEY" })),
            _ => Err(Refusal::new(
                "InvalidEncryptionConfiguration",
                "Invalid Encryption Configuration: customer managed keys are not available in Signalbox",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_log_group;

    #[test]
    fn log_groups_are_those_of_the_account() {
        let ours = "arn:aws:logs:us-east-1:111111111111:log-group:";
        let check = |arn: &str, expected| assert_eq!(is_log_group(arn, ours), expected, "{arn}");
        check("arn:aws:logs:us-east-1:111111111111:log-group:/aws/vendedlogs/states/a-1:*", true);
        check("arn:aws:logs:us-east-1:111111111111:log-group:/aws/vendedlogs/states/a-1", false);
        check("arn:aws:logs:us-east-1:222222222222:log-group:a:*", false);
        check("arn:aws:logs:us-east-1:111111111111:log-group::*", false);
        check("", false);
    }
}
