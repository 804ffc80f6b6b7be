//! Runs the recorded state machines through the interpreter and compares the histories with AWS's.
//!
//! The recordings live beside the project. Each case says which definition and input AWS was given; the answers of
//! its tasks are taken from AWS's own history, so no other service is needed. `exceptions.txt` lists the histories
//! that differ, each with its reason; a difference that is not listed fails the test, and so does an entry that
//! differs no more.

mod answers;
mod items;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use engine::simulator;
use engine::{Payload, Program, Start, Timestamp, history};
use serde_json::Value;

use support::compare::Comparison;
use support::recording::{self, Case, Run};

/// Enough for every recorded machine; a machine that runs away is reported as different.
const TURNS_MAX: usize = 5_000;
/// 2026-11-23T09:01:00Z, when the cases were recorded: what they wait for is near.
const STARTED: Timestamp = Timestamp(1_795_424_460_000);

#[test]
fn histories_are_those_that_aws_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/asl");
    let Some(cases) = recording::read(&folder) else {
        println!("skipped: no recordings beside the project");
        return;
    };
    let exceptions = exceptions();
    let mut summary = Summary::default();
    for case in &cases {
        summary.skip_all(case.skipped());
        for run in case.runs() {
            let name = run.name();
            let problems = differences(case, &run);
            summary.count(name, problems, &exceptions);
        }
    }
    summary.print();
    let stale: Vec<&String> = exceptions.keys().filter(|name| !summary.excused.contains_key(*name)).collect();
    assert!(stale.is_empty(), "these exceptions differ no more, or are gone: {stale:#?}");
    assert!(summary.different.is_empty(), "{} histories differ", summary.different.len());
}

/// What the run did, and what remains to be explained.
#[derive(Default)]
struct Summary {
    passed: usize,
    excused: BTreeMap<String, Vec<String>>,
    different: BTreeMap<String, Vec<String>>,
    skipped: BTreeMap<&'static str, usize>,
}

impl Summary {
    fn skip_all(&mut self, reasons: Vec<&'static str>) {
        for reason in reasons {
            *self.skipped.entry(reason).or_default() += 1;
        }
    }

    fn count(&mut self, name: String, problems: Vec<String>, exceptions: &BTreeMap<String, String>) {
        if problems.is_empty() {
            self.passed += 1;
        } else if exceptions.contains_key(&name) {
            self.excused.insert(name, problems);
        } else {
            self.different.insert(name, problems);
        }
    }

    fn print(&self) {
        for (name, problems) in &self.different {
            println!("different: {name}");
            for problem in problems.iter().take(4) {
                println!("    {problem}");
            }
        }
        let compared = self.passed + self.excused.len() + self.different.len();
        println!("{} of {compared} histories are as recorded, {} excused", self.passed, self.excused.len());
        for (reason, count) in &self.skipped {
            println!("not compared: {count} {reason}");
        }
    }
}

/// `name | reason`, one a line; `#` starts a comment.
fn exceptions() -> BTreeMap<String, String> {
    let lines =
        include_str!("exceptions.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let entries = lines.map(|line| {
        let (name, reason) = line.split_once(" | ").unwrap_or_else(|| panic!("`{line}` gives no reason"));
        (name.to_owned(), reason.to_owned())
    });
    let entries: Vec<(String, String)> = entries.collect();
    let names: BTreeSet<&String> = entries.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), entries.len(), "an exception is listed twice");
    entries.into_iter().collect()
}

/// How our history differs from AWS's.
fn differences(case: &Case, run: &Run<'_>) -> Vec<String> {
    let (machine, problems) = asl::parse(&run.definition);
    let Some(machine) = machine else { return vec![format!("no machine: {problems:?}")] };
    let program = match Program::compile(&machine) {
        Ok(program) => program,
        Err(problems) => {
            return problems.iter().map(|problem| format!("does not compile: {}", problem.message)).collect();
        }
    };
    let Ok(input) = Payload::parse(&run.input) else { return vec!["the input is not JSON".to_owned()] };
    let mut answers = answers::recorded(run.events, &machine);
    let outcome = simulator::run_reading(
        &program,
        start(run, input),
        STARTED,
        TURNS_MAX,
        &mut |task| answers.next(task),
        &mut |map_run| items::recorded(run.events, map_run),
    );
    let events: Vec<Value> = outcome
        .events
        .iter()
        .filter_map(|event| history::public(event, run.include_data))
        .map(without_time)
        .collect();
    let mut comparison = Comparison::new(case);
    let mut problems = comparison.events(run.events, &events);
    if outcome.turns >= TURNS_MAX {
        problems.push(format!("is not over after {TURNS_MAX} turns"));
    }
    if let Some(task) = answers.unanswered {
        problems.push(format!("AWS's history holds no answer for {task}"));
    }
    problems
}

fn start(run: &Run<'_>, input: Payload) -> Start {
    Start {
        execution_arn: run.execution_arn.clone(),
        name: run.execution_arn.rsplit(':').next().unwrap_or_default().to_owned(),
        state_machine_name: run.state_machine_arn.rsplit(':').next().unwrap_or_default().to_owned(),
        state_machine_arn: run.state_machine_arn.clone(),
        role_arn: run.role_arn.clone(),
        ..simulator::start(input)
    }
}

/// The recordings hold the word `timestamp` instead of times.
fn without_time(mut event: Value) -> Value {
    if let Some(time) = event.get_mut("timestamp") {
        *time = Value::from("timestamp");
    }
    event
}
