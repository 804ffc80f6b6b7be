//! Definitions as large as they may be, and larger.

use serde_json::{Map, Value, json};

use crate::run;
use crate::world::World;

fn machine(states: Map<String, Value>) -> String {
    let first = states.keys().next().cloned();
    json!({ "StartAt": first, "States": states }).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_megabyte_of_states_is_taken_and_more_is_refused() {
    let world = World::open().await;
    let chain = |states: usize| {
        let state = |number: usize| {
            let body = match number + 1 < states {
                true => json!({ "Type": "Succeed", "Comment": "x".repeat(40) }),
                false => json!({ "Type": "Succeed" }),
            };
            (format!("S{number}"), body)
        };
        let mut all: Map<String, Value> = (1..states).map(state).collect();
        let rules: Vec<Value> = (1..states)
            .map(|number| json!({ "Variable": "$.n", "NumericEquals": number, "Next": format!("S{number}") }))
            .collect();
        let mut whole = Map::new();
        whole.insert("S0".into(), json!({ "Type": "Choice", "Choices": rules, "Default": "S1" }));
        whole.append(&mut all);
        machine(whole)
    };
    let most = chain(5_001);
    assert!(most.len() < 1_048_576, "{} bytes", most.len());
    let execution = run(&world, "wide", &most).await;
    let told = execution.map(|execution| execution["status"].clone());
    // The choice looks at an input without `n`.
    assert!(told == Ok(json!("FAILED")) || told == Ok(json!("SUCCEEDED")), "{told:?}");
    let refused = run(&world, "wider", &chain(12_000)).await.expect_err("more than a megabyte");
    assert!(!refused.is_empty(), "in words");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_levels_of_parallel_run_or_are_refused_in_words() {
    let world = World::open().await;
    for levels in [5, 20, 200] {
        let mut definition = json!({ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } });
        for level in 0..levels {
            let name = format!("P{level}");
            let parallel = json!({ "Type": "Parallel", "Branches": [definition], "End": true });
            definition = json!({ "StartAt": name, "States": { name: parallel } });
        }
        match run(&world, &format!("parallel-{levels}"), &definition.to_string()).await {
            Ok(execution) if levels <= 20 => assert_eq!(execution["status"], "SUCCEEDED", "{levels}"),
            // Each level wraps the result in an array.
            Ok(execution) => {
                let cause = execution["cause"].as_str().unwrap_or_default();
                assert!(cause.contains("nested deeper"), "{levels}: {execution:.300}");
            }
            Err(message) => assert!(levels > 20 && !message.is_empty(), "{levels}: {message}"),
        }
    }
}
