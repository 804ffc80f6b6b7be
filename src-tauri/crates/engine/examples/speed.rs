//! How fast the interpreter is in memory: `time cargo run --release -p engine --example speed -- 100`.
//!
//! Runs machines of Pass and Choice states that loop until the history is full, and prints what to divide by the
//! seconds that the shell reports. There is no clock in this crate, so the shell has to hold the watch. With the
//! word `journal` at the end every turn is also written as JSON, and with `replay` read again.

use engine::{Command, Execution, Input, Payload, Program, Timestamp, decide, simulator};

/// Takes an order through rules and back to the start until somebody stops it.
const MACHINE: &str = r#"{"StartAt":"Take","States":{
    "Take":{"Type":"Pass","Next":"Large"},
    "Large":{"Type":"Choice","Default":"Small","Choices":[
        {"Variable":"$.total","NumericGreaterThan":1000,"Next":"Stop"},
        {"Variable":"$.customer.country","StringEquals":"XX","Next":"Stop"}]},
    "Small":{"Type":"Pass","Result":"checked","ResultPath":"$.state","Next":"Again"},
    "Again":{"Type":"Choice","Default":"Stop","Choices":[
        {"Variable":"$.total","NumericLessThan":1000,"Next":"Take"}]},
    "Stop":{"Type":"Succeed"}}}"#;

const INPUT: &str =
    r#"{"order":"2025-0001","total":17.5,"customer":{"name":"Ada","country":"GB"},"lines":[1,2,3]}"#;

fn main() {
    let executions: usize = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100);
    let Some(program) = asl::parse(MACHINE).0.and_then(|machine| Program::compile(&machine).ok()) else {
        return;
    };
    let mode = std::env::args().nth(2).unwrap_or_default();
    let (mut events, mut transitions, mut bytes) = (0, 0, 0);
    for _ in 0..executions {
        let mut execution = Execution::new();
        let mut input = Input::Start(Box::new(simulator::start(Payload::trusted(INPUT.into()))));
        loop {
            let turn = decide(&program, &mut execution, Timestamp(0), input);
            events += turn.len();
            transitions +=
                turn.iter().filter(|event| matches!(event.kind, engine::Kind::StateEntered { .. })).count();
            if !mode.is_empty() {
                let journal = serde_json::to_vec(&turn).unwrap_or_default();
                bytes += journal.len();
                if mode == "replay" {
                    let read: Vec<engine::Event> = serde_json::from_slice(&journal).unwrap_or_default();
                    events += read.len() - turn.len();
                }
            }
            if !execution.outstanding().contains(&Command::Continue) {
                break;
            }
            input = Input::Continue;
        }
    }
    println!("{executions} executions, {transitions} transitions, {events} events, {bytes} bytes");
}
