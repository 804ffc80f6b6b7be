//! Replays what AWS was asked through the loopback API and compares every answer with AWS's.
//!
//! The recordings live beside the project. Those that need no other service are replayed against an open host, over
//! plain HTTP, signed as an SDK signs. `exceptions.txt` lists the cases that differ, each with its reason; a
//! difference that is not listed fails the test, and so does an entry that differs no more. `CASES=text` replays only
//! the cases with this text in their names.

mod client;
mod clients;
mod constraints;
mod deletions;
mod doors;
mod functions;
mod logs;
mod machines;
mod map_runs;
mod mocks;
mod model;
mod recorded_functions;
mod redrive;
mod refusals;
mod replay;
mod s3;
mod set_clock;
mod test_states;
mod traces;
mod world;

use std::collections::BTreeMap;
use std::path::Path;

use support::recording::{self, Case};

use replay::Outcome;
use world::World;

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_those_that_aws_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/asl");
    let Some(cases) = recording::read(&folder) else {
        println!("skipped: no recordings beside the project");
        return;
    };
    let world = World::with_mocks(&mocks::of(&cases)).await;
    let exceptions = exceptions();
    let (mut passed, mut excused, mut different) = (0, Vec::new(), Vec::new());
    let mut skipped: BTreeMap<&str, usize> = BTreeMap::new();
    let wanted = std::env::var("CASES").unwrap_or_default();
    for case in cases.iter().filter(|case| case.name().contains(&wanted)) {
        let outcome = match needs(case) {
            Some(reason) => Outcome::NotCompared(reason),
            None if exceptions.contains_key(&case.name()) => {
                replay::run(&world, case, replay::LITTLE_PATIENCE).await
            }
            None => replay::run(&world, case, replay::PATIENCE).await,
        };
        match outcome {
            Outcome::NotCompared(reason) => *skipped.entry(reason).or_default() += 1,
            Outcome::Same => passed += 1,
            Outcome::Different(_) if exceptions.contains_key(&case.name()) => excused.push(case.name()),
            Outcome::Different(problems) => different.push((case.name(), problems)),
        }
    }
    for (name, problems) in &different {
        println!("different: {name}");
        problems.iter().take(4).for_each(|problem| println!("    {problem}"));
    }
    let compared = passed + excused.len() + different.len();
    println!("{passed} of {compared} cases are answered as recorded, {} excused", excused.len());
    for (reason, count) in &skipped {
        println!("not compared: {count} {reason}");
    }
    let is_stale = |name: &&String| !excused.contains(name) && name.contains(&wanted);
    let stale: Vec<&String> = exceptions.keys().filter(is_stale).collect();
    assert!(stale.is_empty(), "these exceptions differ no more, or are gone: {stale:#?}");
    assert!(different.is_empty(), "{} cases differ", different.len());
}

/// Services beside Step Functions that a recording may use.
const HERE: [&str; 3] = ["lambda", "logs", "s3"];

/// Why a case cannot be replayed here.
fn needs(case: &Case) -> Option<&'static str> {
    let texts = |name: &str| case.field("needs")[name].as_array().map(Vec::as_slice).unwrap_or_default();
    let services = texts("services");
    // Buckets and functions are here, and so is what is kept of a logging configuration; tasks that call S3 are not.
    let calls_s3 = texts("integrations").contains(&"aws-sdk:s3".into());
    if calls_s3 || services.iter().any(|service| !HERE.contains(&service.as_str().unwrap_or_default())) {
        return Some("that need another service");
    }
    if services.contains(&"lambda".into()) && !functions::python_is_here() {
        return Some("that need Python");
    }
    recorded_functions::races(case).then_some("in which a function races against a clock")
}

/// `name | reason`, one a line; `#` starts a comment.
fn exceptions() -> BTreeMap<String, String> {
    let lines =
        include_str!("exceptions.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut entries = BTreeMap::new();
    for line in lines {
        let (name, reason) = line.split_once(" | ").unwrap_or_else(|| panic!("`{line}` gives no reason"));
        let before = entries.insert(name.to_owned(), reason.to_owned());
        assert!(before.is_none(), "`{name}` is listed twice");
    }
    entries
}
