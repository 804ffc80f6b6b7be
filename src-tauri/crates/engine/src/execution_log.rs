//! What AWS writes to CloudWatch Logs of an execution: which event at which level, and in which form
//! (step-functions-executions §8.7).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::details::{Said, described};
use crate::{Event, Kind, StateType};

/// Most bytes of an input or output in a record, escaped as in JSON; the rest is cut off (AWS, "CloudWatch Logs
/// payloads").
pub const PAYLOAD_BYTES_MAX: usize = 248 * 1024;

/// Which events are logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    /// Every event of the history.
    All,
    /// Those of something that failed, timed out or was cut off.
    Error,
    /// Those of an execution that did not succeed.
    Fatal,
}

/// The `loggingConfiguration` of a state machine that logs. There is none at level `OFF`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logging {
    /// `level`.
    pub level: Level,
    /// `includeExecutionData`: whether records have inputs, outputs, parameters and variables.
    pub include_execution_data: bool,
    /// `logGroupArn` of its one destination.
    pub log_group_arn: String,
}

impl Logging {
    /// What a state machine's settings say (`loggingConfiguration`, its destination first); `None` if nothing is logged.
    #[must_use]
    pub fn of(settings: &Value) -> Option<Self> {
        let logging = settings.get("loggingConfiguration")?;
        let group = logging.pointer("/destinations/0/cloudWatchLogsLogGroup/logGroupArn")?;
        Some(Self {
            // `OFF` is no level.
            level: serde_json::from_value(logging.get("level")?.clone()).ok()?,
            include_execution_data: logging.get("includeExecutionData")?.as_bool()?,
            log_group_arn: group.as_str()?.to_owned(),
        })
    }
}

impl Level {
    /// AWS's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::Error => "ERROR",
            Self::Fatal => "FATAL",
        }
    }

    /// Whether an event of this kind is logged.
    #[must_use]
    pub fn takes(self, kind: &Kind) -> bool {
        match self {
            Self::All => kind.is_public(),
            Self::Error => is_error(kind),
            Self::Fatal => is_fatal(kind),
        }
    }
}

fn is_fatal(kind: &Kind) -> bool {
    matches!(kind, Kind::ExecutionFailed(_) | Kind::ExecutionTimedOut(_) | Kind::ExecutionAborted(_))
}

fn is_error(kind: &Kind) -> bool {
    is_fatal(kind)
        || matches!(
            kind,
            Kind::StateEntered { state_type: StateType::Fail, .. }
                | Kind::TaskFailed { .. }
                | Kind::TaskTimedOut { .. }
                | Kind::StateAborted { .. }
                | Kind::ParallelFailed
                | Kind::MapFailed
                | Kind::MapIterationFailed { .. }
                | Kind::MapIterationAborted { .. }
                | Kind::MapRunFailed { .. }
                | Kind::MapRunAborted
                | Kind::EvaluationFailed { .. }
        )
}

/// Whose events are written.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'e> {
    /// ARN of the execution.
    pub execution_arn: &'e str,
    /// How often it had been redriven.
    pub redrive_count: u32,
    /// Whether inputs and outputs are written.
    pub include_execution_data: bool,
}

/// Appends the record of an event: one JSON object and a line break. Numbers are texts, as in AWS's. Private kinds have
/// no record.
pub fn write_record(event: &Event, subject: Subject<'_>, line: &mut Vec<u8>) {
    let Some((name, details)) = described(event, subject.include_execution_data) else { return };
    put_number(line, b"{\"id\":", event.id);
    put(line, b",\"type\":\"");
    put(line, name.0.as_bytes());
    put(line, name.1.as_bytes());
    put(line, b"\",\"details\":{");
    let mut members = details.into_iter().flat_map(|details| details.members);
    if let Some((name, said)) = members.next() {
        write_member(line, name, said);
    }
    for (name, said) in members {
        line.push(b',');
        write_member(line, name, said);
    }
    put_number(line, b"},\"previous_event_id\":", event.previous);
    put(line, b",\"event_timestamp\":\"");
    put_json(line, &event.at.0);
    put(line, b"\",\"execution_arn\":");
    put_text(line, subject.execution_arn);
    put_number(line, b",\"redrive_count\":", u64::from(subject.redrive_count));
    put(line, b"}\n");
}

fn write_member(line: &mut Vec<u8>, name: &str, said: Said<'_>) {
    put_name(line, name, "");
    match said {
        Said::Text(text) => put_text(line, text),
        Said::Number(number) => put_number(line, b"", number),
        Said::Payload(payload) => {
            let is_cut = put_payload(line, payload.text());
            line.push(b',');
            put_truncated(line, name, is_cut);
        }
        Said::Variables(variables) => {
            line.push(b'{');
            let mut is_cut = false;
            for (index, (variable, value)) in variables.iter().enumerate() {
                if index > 0 {
                    line.push(b',');
                }
                put_text(line, variable);
                line.push(b':');
                is_cut |= put_payload(line, value.text());
            }
            put(line, b"},");
            put_truncated(line, name, is_cut);
        }
        Said::Role(role) => {
            put(line, b"{\"roleArn\":");
            put_text(line, role);
            line.push(b'}');
        }
    }
}

fn put(line: &mut Vec<u8>, bytes: &[u8]) {
    line.extend_from_slice(bytes);
}

/// A name of ours, which needs no escaping.
fn put_name(line: &mut Vec<u8>, name: &str, rest: &str) {
    line.push(b'"');
    put(line, name.as_bytes());
    put(line, rest.as_bytes());
    put(line, b"\":");
}

fn put_truncated(line: &mut Vec<u8>, name: &str, is_cut: bool) {
    put_name(line, name, "Details");
    put(line, if is_cut { b"{\"truncated\":true}" } else { b"{\"truncated\":false}" });
}

/// A number as a text, behind what comes before it.
fn put_number(line: &mut Vec<u8>, before: &[u8], number: u64) {
    put(line, before);
    line.push(b'"');
    put_json(line, &number);
    line.push(b'"');
}

fn put_text(line: &mut Vec<u8>, text: &str) {
    put_json(line, text);
}

fn put_json<T: Serialize + ?Sized>(line: &mut Vec<u8>, value: &T) {
    // Texts and numbers are always JSON, and memory takes everything.
    let _ = serde_json::to_writer(line, value);
}

/// A text that is cut when it is too long; whether it was.
fn put_payload(line: &mut Vec<u8>, text: &str) -> bool {
    let begin = line.len();
    put_text(line, text);
    // The quotation marks do not count.
    if line.len().saturating_sub(begin + 2) <= PAYLOAD_BYTES_MAX {
        return false;
    }
    line.truncate(begin);
    put_text(line, beginning(text));
    true
}

/// As much of a text as is allowed once it is escaped.
fn beginning(text: &str) -> &str {
    let mut bytes = 0;
    let escaped = |letter: char| match letter {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        '\0'..='\u{1f}' => 6,
        other => other.len_utf8(),
    };
    let end = text.char_indices().find(|(_, letter)| {
        bytes += escaped(*letter);
        bytes > PAYLOAD_BYTES_MAX
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests;
