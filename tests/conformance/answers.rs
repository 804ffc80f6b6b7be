//! The answers of tasks, taken from AWS's own history.

use std::collections::BTreeSet;

use engine::simulator::Script;
use engine::{Failure, Outcome, Payload, Task};
use serde_json::Value;

/// Longer than any recorded task may run.
const NEVER_MILLISECONDS: i64 = i64::MAX / 4;

/// What became of each attempt of each task.
#[derive(Debug)]
pub struct Answers {
    attempts: Vec<Attempt>,
    /// States whose tasks are those of child executions, which have histories of their own.
    in_children: BTreeSet<String>,
    /// A task that AWS's history does not know.
    pub unanswered: Option<String>,
}

#[derive(Debug)]
struct Attempt {
    state: Option<String>,
    parameters: Value,
    script: Option<Script>,
}

/// Reads the attempts of a recorded history, in the order in which they were scheduled.
pub fn recorded(events: &[Value], machine: &asl::StateMachine) -> Answers {
    let scheduled = events.iter().enumerate().filter(|(_, event)| kind(event).ends_with("Scheduled"));
    let attempts = scheduled.map(|(at, event)| Attempt {
        state: state(events, event),
        parameters: details(event)
            .get("parameters")
            .or_else(|| details(event).get("input"))
            .cloned()
            .unwrap_or_default(),
        script: Some(script(events, at)),
    });
    Answers { attempts: attempts.collect(), in_children: in_children(machine), unanswered: None }
}

/// Names of the states inside distributed Maps, at any depth.
fn in_children(machine: &asl::StateMachine) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut inside = vec![false; machine.workflows().len()];
    for workflow in machine.workflows() {
        let around = workflow.owner.map(|owner| machine.state(owner.state));
        let is_distributed = around.is_some_and(|state| match &state.kind {
            asl::StateKind::Map(map) => {
                map.processor.as_ref().is_some_and(|processor| processor.mode == asl::Mode::Distributed)
            }
            _ => false,
        });
        let is_inside = is_distributed || around.is_some_and(|state| inside[state.workflow.index()]);
        inside[workflow.id.index()] = is_inside;
        if is_inside {
            found.extend(machine.states_of(workflow.id).map(|state| state.name.clone()));
        }
    }
    found
}

/// The functions that recorded children call return their event.
fn echo(task: &Task) -> Script {
    let output = match task.parameters.value().get("Payload") {
        Some(event) => Payload::from_value(serde_json::json!({ "Payload": event, "StatusCode": 200 })),
        None => task.parameters.clone(),
    };
    Script::Succeed { after_milliseconds: 1, output }
}

impl Answers {
    /// The next answer for this task: of the attempts of its state the one with the same parameters, else the
    /// first that is left.
    pub fn next(&mut self, task: &Task) -> Script {
        if self.in_children.contains(&*task.state) {
            return echo(task);
        }
        let fits = |attempt: &Attempt| {
            attempt.script.is_some() && attempt.state.as_ref().is_none_or(|state| **state == *task.state)
        };
        let same =
            |attempt: &&mut Attempt| fits(attempt) && is_same(&attempt.parameters, task.parameters.value());
        if let Some(script) = self.attempts.iter_mut().find(same).and_then(|attempt| attempt.script.take()) {
            return script;
        }
        if let Some(script) =
            self.attempts.iter_mut().find(|attempt| fits(attempt)).and_then(|attempt| attempt.script.take())
        {
            return script;
        }
        self.unanswered.get_or_insert_with(|| format!("`{}` with {:?}", task.state, task.parameters));
        Script::Silence
    }
}

fn is_same(recorded: &Value, ours: &Value) -> bool {
    recorded == ours
        || recorded.as_str().is_some_and(|text| serde_json::from_str(text).ok().as_ref() == Some(ours))
}

fn kind(event: &Value) -> &str {
    event["type"].as_str().unwrap_or_default()
}

fn details(event: &Value) -> &Value {
    static NOTHING: Value = Value::Null;
    let members = event.as_object().into_iter().flatten();
    members
        .into_iter()
        .find(|(name, _)| name.ends_with("EventDetails"))
        .map_or(&NOTHING, |(_, details)| details)
}

/// The state an event belongs to; unknown where the recording has given up the order.
fn state(events: &[Value], event: &Value) -> Option<String> {
    let mut event = event;
    loop {
        if let Some(entered) = event.get("stateEnteredEventDetails") {
            return entered["name"].as_str().map(str::to_owned);
        }
        let previous = event["previousEventId"].as_u64().filter(|id| *id > 0)?;
        event = events.iter().find(|event| event["id"].as_u64() == Some(previous))?;
    }
}

/// The events of one attempt after it was scheduled.
fn followed(events: &[Value], at: usize) -> Vec<(usize, &Value)> {
    const STEPS: [&str; 8] = [
        "Started",
        "StartFailed",
        "Submitted",
        "SubmitFailed",
        "ScheduleFailed",
        "Succeeded",
        "Failed",
        "TimedOut",
    ];
    let family = kind(&events[at]).strip_suffix("Scheduled").unwrap_or_default();
    let is_step = |event: &Value| kind(event).strip_prefix(family).is_some_and(|step| STEPS.contains(&step));
    let mut followed = vec![(at, &events[at])];
    let mut last = at;
    while let Some(id) = events[last]["id"].as_u64() {
        let next = events
            .iter()
            .enumerate()
            .skip(last + 1)
            .find(|(_, event)| event["previousEventId"].as_u64() == Some(id) && is_step(event));
        let Some((next, event)) = next else { break };
        followed.push((next, event));
        last = next;
    }
    followed
}

/// Where the recording has given up ids and order, the attempts are paired with the ends in the order of the list.
fn paired(events: &[Value], at: usize) -> Vec<(usize, &Value)> {
    let family = kind(&events[at]).strip_suffix("Scheduled").unwrap_or_default();
    let of_family = |suffixes: &'static [&str]| {
        events.iter().enumerate().filter(move |(_, event)| {
            !event["id"].is_number()
                && kind(event).strip_prefix(family).is_some_and(|step| suffixes.contains(&step))
        })
    };
    let position = of_family(&["Scheduled"]).take_while(|(scheduled, _)| *scheduled < at).count();
    let started = of_family(&["Started"]).nth(position);
    started.into_iter().chain(of_family(&["Succeeded", "Failed", "TimedOut"]).nth(position)).collect()
}

fn script(events: &[Value], at: usize) -> Script {
    let then = script_of(events, at);
    let worker =
        followed(events, at).into_iter().find_map(|(_, event)| details(event)["workerName"].as_str());
    match worker {
        Some(worker) => Script::Take { worker: worker.to_owned(), then: Box::new(then) },
        None => then,
    }
}

fn script_of(events: &[Value], at: usize) -> Script {
    let followed = if events[at]["id"].is_number() { followed(events, at) } else { paired(events, at) };
    let find = |suffix: &str| followed.iter().find(|(_, event)| kind(event).ends_with(suffix)).copied();
    let outcome =
        find("Succeeded").map(|(end, event)| (end, Outcome::Succeeded(payload(&details(event)["output"]))));
    let outcome = outcome.or_else(|| {
        find("Failed").map(|(end, event)| (end, Outcome::Failed(failure(details(event), events))))
    });
    // The order of the answers is that of the recording.
    let after = |end: usize| i64::try_from(end.saturating_sub(at)).unwrap_or(i64::MAX);
    if let Some((_, event)) = find("Submitted") {
        let (after_milliseconds, outcome) = match outcome {
            Some((end, outcome)) => (after(end), outcome),
            None => (NEVER_MILLISECONDS, Outcome::Failed(Failure::default())),
        };
        return Script::Submit { submitted: payload(&details(event)["output"]), after_milliseconds, outcome };
    }
    match outcome {
        Some((end, Outcome::Succeeded(output))) => Script::Succeed { after_milliseconds: after(end), output },
        Some((end, Outcome::Failed(failure))) => Script::Fail { after_milliseconds: after(end), failure },
        None if followed.iter().any(|(_, event)| kind(event).ends_with("Started")) => Script::Silence,
        None => Script::Leave,
    }
}

/// AWS's texts that hold a JSON object were parsed in the recording.
fn payload(recorded: &Value) -> Payload {
    match recorded {
        Value::String(text) => Payload::parse(text).unwrap_or_else(|_| Payload::from_value(recorded.clone())),
        other => Payload::from_value(other.clone()),
    }
}

/// A cause that was parsed in the recording is written as it stands in the output of a Catcher, if there is one.
fn failure(details: &Value, events: &[Value]) -> Failure {
    let text = |name: &str| match &details[name] {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        parsed => Some(original(parsed, events).unwrap_or_else(|| parsed.to_string())),
    };
    Failure { error: text("error"), cause: text("cause") }
}

/// A text anywhere in the history that holds this object.
fn original(parsed: &Value, events: &[Value]) -> Option<String> {
    let mut left: Vec<&Value> = events.iter().collect();
    while let Some(value) = left.pop() {
        match value {
            Value::String(text) if serde_json::from_str(text).ok().as_ref() == Some(parsed) => {
                return Some(text.clone());
            }
            Value::Array(items) => left.extend(items),
            Value::Object(members) => left.extend(members.values()),
            _ => {}
        }
    }
    None
}
