//! Every event comes back, and damage is noticed.

use engine::{Event, Input, Outcome, Payload, Program, Timestamp, decide, simulator};
use serde_json::json;
use store::tables::journal::Entry;

use super::{COMPACT, JSON, Unreadable, decode, encode};

/// The events of a run through most kinds of states, as decided.
fn events(input: &str) -> Vec<Event> {
    let task = |next: &str| json!({ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:111111111111:function:f", "Next": next });
    let pass = json!({ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } });
    let definition = json!({ "StartAt": "A", "TimeoutSeconds": 900, "States": {
        "A": task("B"),
        "B": { "Type": "Parallel", "Branches": [pass, pass], "ResultPath": null, "Next": "C" },
        "C": { "Type": "Map", "ItemsPath": "$.list", "ItemProcessor": pass, "ResultPath": "$.mapped", "Next": "D" },
        "D": { "Type": "Choice", "Choices": [{ "Variable": "$.list", "IsPresent": true, "Next": "E" }] },
        "E": { "Type": "Pass", "Assign": { "kept.$": "$.list" }, "Next": "F" },
        "F": { "Type": "Fail", "Error": "E", "Cause": "ünknown" },
    } });
    let machine = asl::parse(&definition.to_string()).0.expect("a machine");
    let program = Program::compile(&machine).expect("a program");
    let mut execution = engine::Execution::new();
    let start = simulator::start(Payload::parse(input).expect("JSON"));
    let at = Timestamp(1_800_000_000_000);
    let mut events = decide(&program, &mut execution, at, Input::Start(Box::new(start)));
    let mut tickets = execution.pending().into_iter().map(|pending| pending.ticket);
    let ticket = tickets.next().expect("a task");
    let outcome = Outcome::Succeeded(Payload::parse(input).expect("JSON"));
    events.extend(decide(&program, &mut execution, at, Input::Answered { ticket, outcome }));
    assert!(execution.status().is_terminal(), "{events:?}");
    events
}

fn decoded(entry: &Entry) -> Result<Vec<Event>, Unreadable> {
    let mut events = Vec::new();
    decode(entry, |event| {
        events.push(event);
        true
    })?;
    Ok(events)
}

const INPUT: &str = r#"{"order": 4711, "customer": "Ädä", "list": [{"sku": "A-1"}, -2.5, null]}"#;

#[test]
fn events_come_back() {
    let events = events(INPUT);
    let entry = encode(7, 40, &events).expect("a body");
    assert_eq!((entry.execution, entry.last_event, entry.format), (7, 40, COMPACT));
    assert_eq!(decoded(&entry).expect("events"), events);
}

#[test]
fn nothing_is_read_behind_the_last_event_that_is_wanted() {
    let events = events(INPUT);
    let mut entry = encode(7, 40, &events).expect("a body");
    entry.body.truncate(entry.body.len() - 1);
    let mut seen = Vec::new();
    let goes_on = decode(&entry, |event| {
        seen.push(event);
        seen.len() < 2
    });
    assert!(!goes_on.expect("readable so far"));
    assert_eq!(seen, events[..2]);
}

#[test]
fn what_earlier_versions_wrote_is_read() {
    let events = events(INPUT);
    let body = serde_json::to_vec(&events).expect("JSON");
    let entry = Entry { execution: 7, last_event: 40, format: JSON, body };
    assert_eq!(decoded(&entry).expect("events"), events);
}

#[test]
fn a_text_is_there_once_however_many_events_have_it() {
    let input = format!(r#"{{"list":["{}"]}}"#, "x".repeat(100_000));
    let events = events(&input);
    let body = encode(7, 40, &events).expect("a body").body;
    // The input, its item, what the Map made of it, and the variable.
    assert!(body.len() < 5 * input.len() + 120 * events.len(), "{} bytes", body.len());
    let small = encode(7, 40, &self::events(r#"{"list":[]}"#)).expect("a body").body;
    assert!(small.len() < 70 * events.len(), "{} bytes", small.len());
}

#[test]
fn damage_is_a_fault_or_another_history_and_never_a_panic() {
    let events = events(INPUT);
    let entry = encode(7, 40, &events).expect("a body");
    for length in 0..entry.body.len() {
        let mut cut = entry.clone();
        cut.body.truncate(length);
        assert!(decoded(&cut).is_err(), "cut after {length} bytes");
    }
    for place in 0..entry.body.len() {
        for bit in 0..8 {
            let mut flipped = entry.clone();
            flipped.body[place] ^= 1 << bit;
            drop(decoded(&flipped));
        }
    }
    let deep = Entry { body: vec![0xe1; 100_000], ..entry };
    assert!(decoded(&deep).is_err());
}

/// The numbers on disk mean these words for ever: another list is another format.
#[test]
fn the_words_of_format_2_stay() {
    let words = super::compact::WORDS.join(",");
    let digest = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    assert_eq!(digest, 0xaccb_5968_b30a_e672);
}
