//! How the tests of this crate read: a definition, an input, a script, and the history that must come out.

use serde_json::Value;

use crate::simulator::{self, Run, Script};
use crate::{Event, Execution, Failure, Outcome, Payload, Program, Task, Timestamp, history};

/// Compiles a definition that must be good.
pub(crate) fn program(definition: &str) -> Program {
    let (machine, problems) = asl::parse(definition);
    let machine = machine.unwrap_or_else(|| panic!("no machine: {problems:?}"));
    Program::compile(&machine).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Runs a definition in virtual time from the instant 0 and checks that its journal gives back the end state.
pub(crate) fn run(definition: &str, input: &str, script: impl FnMut(&Task) -> Script) -> Run {
    let start = simulator::start(Payload::parse(input).unwrap());
    let run = simulator::run(&program(definition), start, Timestamp(0), 100_000, script);
    let journal = serde_json::to_string(&run.events).unwrap();
    let events: Vec<crate::Event> = serde_json::from_str(&journal).unwrap();
    assert_eq!(Execution::replay(&events), run.execution, "the journal must give back the execution");
    run
}

/// Checks the history: one line an event, `id < previous Type` and what its details say.
pub(crate) fn check(definition: &str, input: &str, script: impl FnMut(&Task) -> Script, expected: &str) {
    let run = run(definition, input, script);
    let found = transcript(&run);
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(found, expected, "\nfound:\n{}\n", found.join("\n"));
}

/// Checks a machine of one state `S`, whose fields are given, and which needs nobody.
pub(crate) fn check_state(fields: &str, input: &str, expected: &str) {
    check(&single(fields), input, |_| Script::Silence, expected);
}

/// A machine of one state.
pub(crate) fn single(fields: &str) -> String {
    format!(r#"{{"StartAt":"S","States":{{"S":{{{fields}}}}}}}"#)
}

/// What the last event of a machine of one state says, which is enough for data flow and error texts.
pub(crate) fn check_end(fields: &str, input: &str, expected: &str) {
    let run = run(&single(fields), input, |_| Script::Silence);
    let lines = transcript(&run);
    let last = lines.last().map(String::as_str).unwrap_or_default();
    let (_, end) = last.split_once(" Execution").unwrap_or(("", last));
    assert_eq!(end, expected, "\nhistory:\n{}\n", lines.join("\n"));
}

/// The history, a line an event.
pub(crate) fn transcript(run: &Run) -> Vec<String> {
    lines(&run.events)
}

/// The public ones of these events, a line an event.
pub(crate) fn lines(events: &[Event]) -> Vec<String> {
    events.iter().filter_map(|event| history::public(event, true)).map(|event| line(&event)).collect()
}

fn line(event: &Value) -> String {
    let mut line =
        format!("{} < {} {}", event["id"], event["previousEventId"], event["type"].as_str().unwrap());
    let details = event.as_object().unwrap().iter().find(|(name, _)| name.ends_with("EventDetails"));
    let Some((_, Value::Object(details))) = details else { return line };
    for (name, value) in details {
        if ["roleArn", "inputDetails", "outputDetails", "assignedVariablesDetails", "region"]
            .contains(&name.as_str())
        {
            continue;
        }
        line.push(' ');
        match value {
            Value::String(text) if name == "name" || name == "resource" => line.push_str(text),
            Value::String(text) => line.push_str(&format!("{name}={text}")),
            other => line.push_str(&format!("{name}={other}")),
        }
    }
    line
}

/// Every task succeeds at once with this JSON.
pub(crate) fn succeed(output: &str) -> impl FnMut(&Task) -> Script {
    let output = Payload::parse(output).unwrap();
    move |_| Script::Succeed { after_milliseconds: 0, output: output.clone() }
}

/// Every task fails at once like this.
pub(crate) fn fail(error: &str, cause: &str) -> impl FnMut(&Task) -> Script {
    let failure = Failure::new(error, cause);
    move |_| Script::Fail { after_milliseconds: 0, failure: failure.clone() }
}

/// The scripts in turn; then silence.
pub(crate) fn in_turn(scripts: Vec<Script>) -> impl FnMut(&Task) -> Script {
    let mut scripts = scripts.into_iter();
    move |_| scripts.next().unwrap_or(Script::Silence)
}

/// A task that is submitted and answered a second later.
pub(crate) fn submit(outcome: Outcome) -> Script {
    Script::Submit {
        submitted: Payload::parse(r#"{"MessageId":"1"}"#).unwrap(),
        after_milliseconds: 1_000,
        outcome,
    }
}
