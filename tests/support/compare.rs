//! Compares a history with a recorded one that holds placeholders, by the rules in the recordings' README.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use serde_json::Value;

use crate::recording::Case;

/// Placeholders that may stand for another text each time.
const FREE: [&str; 3] = ["<region>", "arn:<partition>:", "date"];
/// Context objects got `RedriveCount` on this day, as `yyyymmdd`.
const REDRIVES: u32 = 20_231_115;
/// And answers got `encryptionConfiguration` on this one.
const ENCRYPTION: u32 = 20_240_725;
/// Members that answers got together with redriving.
const OF_REDRIVES: [&str; 5] =
    ["RedriveCount", "redriveCount", "redriveStatus", "redriveStatusReason", "redriveDate"];

/// The comparison of one case: a placeholder stands for the same text throughout.
#[derive(Clone, Debug)]
pub struct Comparison {
    whole: BTreeSet<String>,
    token: Option<Regex>,
    bound: BTreeMap<String, String>,
    is_parallel: bool,
    is_output_parsed: bool,
    recorded: u32,
    problems: Vec<String>,
}

impl Comparison {
    /// For one case.
    pub fn new(case: &Case) -> Self {
        let texts = |name: &str| -> Vec<String> {
            let listed = case.field("placeholders")[name].as_array().cloned().unwrap_or_default();
            listed.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let mut tokens: Vec<String> = texts("substring");
        tokens.sort_by_key(|token| std::cmp::Reverse(token.len()));
        let mut patterns: Vec<String> = tokens.iter().map(|token| regex::escape(token)).collect();
        let numbered: Vec<String> = texts("numbered").iter().map(|name| regex::escape(name)).collect();
        if !numbered.is_empty() {
            patterns.push(format!("<(?:{}):[0-9]+>", numbered.join("|")));
        }
        // Parts of the ARNs of Map Runs stand in recordings that do not list them.
        patterns.push("<MapRunArnPart[0-9]+_[0-9]+idx>".to_owned());
        let normalised: Vec<&str> =
            case.field("normalise").as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        Self {
            whole: texts("whole").into_iter().collect(),
            token: (!patterns.is_empty()).then(|| Regex::new(&patterns.join("|")).unwrap()),
            bound: BTreeMap::new(),
            is_parallel: normalised.contains(&"parallel-events"),
            is_output_parsed: normalised.contains(&"output-json"),
            recorded: case.recorded(),
            problems: Vec::new(),
        }
    }

    /// How our answer to a call differs from AWS's.
    pub fn answer(&mut self, recorded: &Value, ours: &Value, place: &str) -> Vec<String> {
        self.value(recorded, ours, place);
        std::mem::take(&mut self.problems)
    }

    /// Whether a member came to AWS's answers after the recording.
    fn is_younger(&self, name: &str) -> bool {
        (self.recorded < REDRIVES && OF_REDRIVES.contains(&name))
            || (self.recorded < ENCRYPTION && name == "encryptionConfiguration")
    }

    /// How `ours` differs from `recorded`.
    pub fn events(&mut self, recorded: &[Value], ours: &[Value]) -> Vec<String> {
        let normalised;
        let ours = if self.is_parallel {
            normalised = without_order(ours);
            &normalised
        } else {
            ours
        };
        if self.is_parallel && recorded.len() == ours.len() {
            self.unordered(recorded, ours);
        } else {
            for (recorded, ours) in recorded.iter().zip(ours) {
                let place = format!("{} {}", recorded["id"], recorded["type"].as_str().unwrap_or_default());
                self.value(recorded, ours, &place);
            }
        }
        if recorded.len() != ours.len() {
            let kinds = |events: &[Value]| -> Vec<String> {
                events
                    .iter()
                    .skip(recorded.len().min(ours.len()))
                    .map(|event| event["type"].to_string())
                    .collect()
            };
            let extra = kinds(recorded).join(" ") + &kinds(ours).join(" ");
            self.problems.push(format!("{} events instead of {}: {extra}", ours.len(), recorded.len()));
        }
        std::mem::take(&mut self.problems)
    }

    /// Runs of events whose id is `[0]` may come in any order.
    fn unordered(&mut self, recorded: &[Value], ours: &[Value]) {
        let mut left: Vec<&Value> = ours.iter().collect();
        for (at, event) in recorded.iter().enumerate() {
            if event["id"].is_number() {
                self.value(event, &ours[at], &format!("{}", event["id"]));
                left.retain(|other| !std::ptr::eq(*other, &ours[at]));
                continue;
            }
            let found = left.iter().position(|other| {
                let (bound, before) = (self.bound.clone(), self.problems.len());
                self.value(event, other, "");
                let is_same = self.problems.len() == before;
                self.problems.truncate(before);
                if !is_same {
                    self.bound = bound;
                }
                is_same
            });
            match found {
                Some(position) => {
                    left.remove(position);
                }
                None => self.problems.push(format!("no event like {event}")),
            }
        }
    }

    fn value(&mut self, recorded: &Value, ours: &Value, place: &str) {
        match recorded {
            Value::String(text) if self.whole.contains(text) => {}
            Value::Object(_) | Value::Array(_) => {
                let parsed = ours.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
                let ours = parsed.as_ref().unwrap_or(ours);
                match (recorded, ours) {
                    (Value::Object(recorded), Value::Object(ours)) => self.members(recorded, ours, place),
                    (Value::Array(recorded), Value::Array(ours)) => self.items(recorded, ours, place),
                    _ => self.differs(recorded, ours, place),
                }
            }
            _ => self.scalar(recorded, ours, place),
        }
    }

    fn scalar(&mut self, recorded: &Value, ours: &Value, place: &str) {
        let parsed = match ours {
            Value::String(text) if self.is_output_parsed && place.ends_with(".output") => {
                serde_json::from_str::<Value>(text).ok()
            }
            _ => None,
        };
        let ours = parsed.as_ref().unwrap_or(ours);
        let is_same = match (recorded, ours) {
            (Value::String(recorded), Value::String(ours)) => self.text(recorded, ours),
            _ => recorded == ours,
        };
        if !is_same {
            self.differs(recorded, ours, place);
        }
    }

    fn members(
        &mut self,
        recorded: &serde_json::Map<String, Value>,
        ours: &serde_json::Map<String, Value>,
        place: &str,
    ) {
        for (name, member) in recorded {
            match ours.get(name) {
                // Of the answer's head only the status counts.
                Some(other) if name == "ResponseMetadata" => {
                    let code = "HTTPStatusCode";
                    self.value(&member[code], &other[code], &format!("{place}.{code}"));
                }
                Some(other) if place.ends_with(".variableReferences") => {
                    self.value(&sorted(member), &sorted(other), &format!("{place}.{name}"));
                }
                Some(other) if name == "events" && self.is_parallel => {
                    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
                    let found = self.events(&list(member), &list(other));
                    self.problems.extend(found);
                }
                Some(other) => self.value(member, other, &format!("{place}.{name}")),
                None => self.problems.push(format!("{place}.{name}: missing, AWS has {}", cut(member))),
            }
        }
        for (name, member) in ours {
            let is_younger = self.is_younger(name);
            if !recorded.contains_key(name) && !is_younger && name != "ResponseMetadata" {
                self.problems.push(format!("{place}.{name}: AWS has none, we have {}", cut(member)));
            }
        }
    }

    fn items(&mut self, recorded: &[Value], ours: &[Value], place: &str) {
        if recorded.len() != ours.len() {
            self.problems.push(format!("{place}: {} items instead of {}", ours.len(), recorded.len()));
        }
        for (at, (recorded, ours)) in recorded.iter().zip(ours).enumerate() {
            self.value(recorded, ours, &format!("{place}[{at}]"));
        }
    }

    fn differs(&mut self, recorded: &Value, ours: &Value, place: &str) {
        self.problems.push(format!("{place}: AWS has {}, we have {}", cut(recorded), cut(ours)));
    }

    /// Texts are equal up to what placeholders stand for.
    fn text(&mut self, recorded: &str, ours: &str) -> bool {
        if recorded == ours {
            return true;
        }
        let Some(token) = &self.token else { return false };
        let mut pattern = String::from("(?s)^");
        let mut names = Vec::new();
        let mut at = 0;
        for found in token.find_iter(recorded) {
            pattern.push_str(&regex::escape(&recorded[at..found.start()]));
            let name = found.as_str();
            match self.bound.get(name) {
                Some(bound) if !FREE.contains(&name) => {
                    pattern.push_str(&format!("({}|{})", regex::escape(bound), regex::escape(name)));
                }
                _ => pattern.push_str("(.+?)"),
            }
            names.push(name.to_owned());
            at = found.end();
        }
        pattern.push_str(&regex::escape(&recorded[at..]));
        pattern.push('$');
        let Some(groups) = Regex::new(&pattern).unwrap().captures(ours) else { return false };
        for (position, name) in names.iter().enumerate() {
            let text = &groups[position + 1];
            if !FREE.contains(&name.as_str()) && text != name {
                self.bound.entry(name.clone()).or_insert_with(|| text.to_owned());
            }
        }
        !names.is_empty()
    }
}

/// Sets of names are lists in any order.
fn sorted(list: &Value) -> Value {
    let mut items = list.as_array().cloned().unwrap_or_default();
    items.sort_by_key(Value::to_string);
    Value::from(items)
}

fn cut(value: &Value) -> String {
    value.to_string().chars().take(200).collect()
}

/// What the recordings of some Parallel states went through: between the start and a closing event ids are `[0]` and
/// the order is given up; every closing event puts the block back from the start on, so that of two closing events
/// in a row the first one is gone.
fn without_order(events: &[Value]) -> Vec<Value> {
    const CLOSING: [&str; 4] =
        ["ParallelStateSucceeded", "ParallelStateAborted", "ParallelStateExited", "ParallelStateFailed"];
    let mut result: Vec<Value> = events.to_vec();
    let mut block: Vec<Value> = Vec::new();
    let mut start = 0;
    let mut is_inside = false;
    let mut at = 0;
    while at < result.len() {
        let kind = result[at]["type"].as_str().unwrap_or_default();
        if CLOSING.contains(&kind) {
            result.splice(start..at, block.iter().cloned());
            is_inside = false;
        } else if kind == "ParallelStateStarted" {
            is_inside = true;
            block.clear();
            start = at + 1;
        } else if is_inside {
            result[at]["id"] = serde_json::json!([0]);
            result[at]["previousEventId"] = Value::from(0);
            block.push(result[at].clone());
        }
        at += 1;
    }
    result
}
