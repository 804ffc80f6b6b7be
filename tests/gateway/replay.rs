//! One case: its calls in order, each answer compared where AWS's is recorded.

use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use engine::{Timestamp, instant_text};
use regex::{Captures, Regex};
use serde_json::{Value, json};
use support::compare::Comparison;
use support::recording::Case;

use crate::mocks;
use crate::recorded_functions;
use crate::world::World;

/// How long a call is repeated that waits for something.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// The same in a case that is known to differ: what it waits for may never come.
pub const LITTLE_PATIENCE: Duration = Duration::from_secs(10);
/// Between two such calls.
const PAUSE: Duration = Duration::from_millis(10);
/// Sleeps of the recorded tests that matter are at least this long.
const SLEEP_MILLISECONDS_MIN: u64 = 1_000;
const SLEEP_MILLISECONDS_MAX: u64 = 12_000;
/// When the calls were logged. What a test computed from its own now lies far ahead and moves with today.
const LOGGED_AT: &str = "2026-11-23T09:01:44Z";
static FAR_AHEAD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"20[5-9]\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z").expect("a pattern"));
const ENDS: [&str; 4] = ["ExecutionSucceeded", "ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut"];

/// What came of a case.
#[derive(Debug)]
pub enum Outcome {
    Same,
    Different(Vec<String>),
    NotCompared(&'static str),
}

/// Replays a case, and removes what it left.
pub async fn run(world: &World, case: &Case, patience: Duration) -> Outcome {
    let mut replay = Replay {
        world,
        patience,
        case,
        answers: Vec::new(),
        comparison: Comparison::new(case),
        compared: 0,
        problems: Vec::new(),
    };
    let mut missing = None;
    for step in case.steps() {
        if replay.step(step).await {
            missing = Some("that use an operation which is not here yet");
            break;
        }
    }
    replay.compare_pairs();
    replay.compare_logs().await;
    replay.clean().await;
    match missing {
        Some(reason) => Outcome::NotCompared(reason),
        None if replay.compared == 0 && replay.problems.is_empty() => {
            Outcome::NotCompared("whose recording holds nothing to compare")
        }
        None if replay.problems.is_empty() => Outcome::Same,
        None => Outcome::Different(replay.problems),
    }
}

struct Replay<'w> {
    world: &'w World,
    patience: Duration,
    case: &'w Case,
    answers: Vec<Value>,
    comparison: Comparison,
    compared: usize,
    problems: Vec<String>,
}

impl Replay<'_> {
    /// True if the operation does not exist yet.
    async fn step(&mut self, step: &Value) -> bool {
        let operation = step["op"].as_str().unwrap_or_default();
        if step["service"] == "lambda" && operation == "CreateFunction" {
            recorded_functions::write(self.world, &step["params"]);
        }
        if step["service"] == "s3" {
            self.keep(operation, &self.filled(&step["params"]));
        }
        if step["service"] != "stepfunctions" || step["error"] == "ParamValidationError" {
            // Refused by the SDK: no request was sent.
            self.answers.push(Value::Null);
            return false;
        }
        let pause = step["pause_before_ms"].as_u64().unwrap_or(0);
        if pause >= SLEEP_MILLISECONDS_MIN && step.get("poll_until").is_none() {
            tokio::time::sleep(Duration::from_millis(pause.min(SLEEP_MILLISECONDS_MAX))).await;
        }
        let parameters = self.filled(&step["params"]);
        let answer = self.asked(step, operation, &parameters).await;
        self.answers.push(answer.clone());
        if answer["Error"]["Code"] == "UnknownOperationException" {
            return true;
        }
        self.compare(step, operation, &answer);
        false
    }

    /// Makes the bucket or puts the object, as a person does: in the folder.
    fn keep(&self, operation: &str, parameters: &Value) {
        let member = |name: &str| parameters[name].as_str().unwrap_or_default();
        let bucket = format!("data/buckets/{}", member("Bucket"));
        match operation {
            "CreateBucket" => std::fs::create_dir_all(self.world.path().join(bucket)).expect("a folder"),
            "PutObject" => self.world.write(&format!("{bucket}/{}", member("Key")), member("Body")),
            _ => {}
        }
    }

    /// Asks, again and again if the recorded test did so.
    async fn asked(&self, step: &Value, operation: &str, parameters: &Value) -> Value {
        let since = Instant::now();
        loop {
            let answer = self.world.boto(operation, parameters).await;
            if self.is_final(step, &answer) || since.elapsed() > self.patience {
                return answer;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    fn is_final(&self, step: &Value, answer: &Value) -> bool {
        if answer.get("Error").is_some() {
            return step.get("poll_until").is_none() || step.get("error").is_some();
        }
        match step["poll_until"].as_str() {
            None => true,
            Some("terminal") => {
                let last = answer["events"].as_array().and_then(|events| events.last());
                last.is_some_and(|last| ENDS.iter().any(|end| last["type"] == *end))
            }
            Some("not_running") => answer["status"] != "RUNNING",
            Some(_) => {
                let keys = expected_keys(step);
                // What it is compared with later may bind placeholders, so this comparison is one of its own.
                keys.iter().all(|key| {
                    let mut comparison = self.comparison.clone();
                    comparison.answer(&self.case.field("expected")[key], answer, "").is_empty()
                })
            }
        }
    }

    fn compare(&mut self, step: &Value, operation: &str, answer: &Value) {
        let keys = expected_keys(step);
        let is_error = answer.get("Error").is_some();
        let derived = self.case.field("derived").as_object().cloned().unwrap_or_default();
        let mut is_told = !keys.is_empty();
        for (key, how) in &derived {
            let kind = how["kind"].as_str().unwrap_or_default();
            if how["from"] != step["n"] || !kind.starts_with("boto3 exception") {
                continue;
            }
            is_told = true;
            let (code, message) = (&answer["Error"]["Code"], &answer["Error"]["Message"]);
            let text = |value: &Value| value.as_str().unwrap_or("nothing").to_owned();
            let told = format!(
                "An error occurred ({}) when calling the {operation} operation: {}",
                text(code),
                text(message)
            );
            let ours = match kind.ends_with("exception text") {
                true => Value::from(told),
                false => json!({ "exception_typename": code, "exception_value": told }),
            };
            self.compare_key(key, &ours);
        }
        for key in keys {
            self.compare_key(&key, answer);
        }
        if !is_told && is_error == step.get("error").is_none() {
            let error = &answer["Error"];
            self.problems
                .push(format!("{operation}: we answer {error}, the recording run had {}", step["error"]));
        }
    }

    fn compare_key(&mut self, key: &str, ours: &Value) {
        self.compared += 1;
        let ignored = mocks::ignored(self.case);
        let recorded = mocks::without(&ignored, &self.case.field("expected")[key]);
        let ours = mocks::without(&ignored, ours);
        let found = self.comparison.answer(&recorded, &ours, &format!("$.{key}"));
        self.problems.extend(found);
    }

    /// Some tests keep pairs of an input and the output of its execution.
    fn compare_pairs(&mut self) {
        let derived = self.case.field("derived").as_object().cloned().unwrap_or_default();
        let is_pairs =
            |how: &Value| how["kind"].as_str().is_some_and(|kind| kind.starts_with("input and output"));
        if !derived.values().any(is_pairs) {
            return;
        }
        let (mut input, mut pairs) = (Value::Null, Vec::new());
        for (step, answer) in self.case.steps().iter().zip(&self.answers) {
            if step["op"] == "StartExecution" {
                input = self.filled(&step["params"]["input"]);
            } else if step["op"] == "GetExecutionHistory" {
                let last = answer["events"].as_array().and_then(|events| events.last());
                let output = last.map(|last| last["executionSucceededEventDetails"]["output"].clone());
                pairs.push(json!({ "input": input, "output": output }));
            }
        }
        self.compare_key("cases", &pairs.into());
    }

    /// Some tests keep what AWS wrote to the log group: all of it, or the end.
    async fn compare_logs(&mut self) {
        let derived = self.case.field("derived").as_object().cloned().unwrap_or_default();
        for (key, how) in &derived {
            match how["kind"].as_str().and_then(|kind| kind.strip_suffix("of the CloudWatch log stream")) {
                Some("messages ") => {
                    let records = self.ended_log().await;
                    self.compare_key(key, &records.into());
                }
                Some("last message ") => {
                    let last = self.ended_log().await.pop();
                    self.compare_key(key, &last.unwrap_or_default());
                }
                _ => {}
            }
        }
    }

    /// The records of the case's log group once there is one that ends an execution. The group is of this case alone.
    async fn ended_log(&self) -> Vec<Value> {
        let created = self.case.steps().iter().find(|step| step["op"] == "CreateLogGroup");
        let group = created.and_then(|step| step["params"]["logGroupName"].as_str()).unwrap_or_default();
        let file = format!("data/logs/{}.jsonl", group.replace('/', "%2F"));
        let since = Instant::now();
        loop {
            let text = std::fs::read_to_string(self.world.path().join(&file)).unwrap_or_default();
            let records: Vec<Value> =
                text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
            let is_over = records.last().is_some_and(|last| ENDS.iter().any(|end| last["type"] == *end));
            if is_over || since.elapsed() > self.patience {
                return records;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Later cases list what is there.
    async fn clean(&self) {
        let client = &self.world.client;
        for (step, answer) in self.case.steps().iter().zip(&self.answers) {
            match step["op"].as_str() {
                Some("CreateStateMachine") if answer["stateMachineArn"].is_string() => {
                    let arn = json!({ "stateMachineArn": answer["stateMachineArn"] });
                    client.call("DeleteStateMachine", &arn).await;
                }
                // A machine goes once nothing of it is open.
                Some("StartExecution") if answer["executionArn"].is_string() => {
                    client.call("StopExecution", &json!({ "executionArn": answer["executionArn"] })).await;
                }
                Some("CreateActivity") if answer["activityArn"].is_string() => {
                    client.call("DeleteActivity", &json!({ "activityArn": answer["activityArn"] })).await;
                }
                _ => {}
            }
        }
    }

    /// Parameters with their references to earlier answers (`${3.executionArn}`) filled in.
    fn filled(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.filled_text(text).into(),
            Value::Array(items) => items.iter().map(|item| self.filled(item)).collect(),
            Value::Object(members) => {
                let filled = members.iter().map(|(name, value)| (name.clone(), self.filled(value)));
                Value::Object(filled.collect())
            }
            other => other.clone(),
        }
    }

    fn filled_text(&self, text: &str) -> String {
        let mut parts = text.split("${");
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            match part.split_once('}').and_then(|(name, rest)| Some((self.referred(name)?, rest))) {
                Some((value, rest)) => filled.extend([value.as_str(), rest]),
                None => filled.extend(["${", part]),
            }
        }
        as_of_today(&filled)
    }

    fn referred(&self, reference: &str) -> Option<String> {
        let (number, path) = reference.split_once('.')?;
        let number: usize = number.parse().ok()?;
        let value = member(self.answers.get(number)?.clone(), path)
            .or_else(|| self.case.steps().get(number)?["recorded"].get(path).cloned())?;
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }
}

fn as_of_today(text: &str) -> String {
    let milliseconds =
        |text: &str| expressions::Instant::parse(text).expect("an RFC 3339 instant").milliseconds();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
    let passed = i64::try_from(now).expect("a time") - milliseconds(LOGGED_AT);
    let moved = |far: &Captures<'_>| instant_text(Timestamp(milliseconds(&far[0]) + passed));
    FAR_AHEAD.replace_all(text, moved).into_owned()
}

/// `a.b[0].#.c`, where `#` reads a text as JSON.
fn member(mut value: Value, path: &str) -> Option<Value> {
    for part in path.replace('[', ".[").split('.').filter(|part| !part.is_empty()) {
        let index = part.strip_prefix('[').and_then(|part| part.strip_suffix(']'));
        value = match index {
            Some(index) => value.get(index.parse::<usize>().ok()?)?.clone(),
            None if part == "#" => serde_json::from_str(value.as_str()?).ok()?,
            None => value.get(part)?.clone(),
        };
    }
    Some(value)
}

fn expected_keys(step: &Value) -> Vec<String> {
    let keys = step["expect"].as_array().into_iter().flatten();
    keys.filter_map(Value::as_str).map(str::to_owned).collect()
}
