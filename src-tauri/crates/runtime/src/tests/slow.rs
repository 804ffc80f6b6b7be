//! A runaway expression computes beside its shard.

use serde_json::{Value, json};

use super::world::{World, failure, function, machine};
use crate::names;
use crate::runtime::{SHARDS, shard_of};

/// States of the executions that pass by.
const STATES: usize = 12;

/// Goes round for ever; each round ends at the limit of an expression's time.
fn runaway() -> Value {
    machine(&json!({ "Run": {
        "Type": "Task",
        "QueryLanguage": "JSONata",
        "Resource": function("echo"),
        "Arguments": "{% ($f := function($n) { $f($n + 1) }; $f(0)) %}",
        "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Run" }],
        "End": true,
    } }))
}

fn chain() -> Value {
    let mut states = json!({});
    for number in 0..STATES {
        let mut state = json!({ "Type": "Task", "Resource": function("echo") });
        match number + 1 == STATES {
            true => state["End"] = true.into(),
            false => state["Next"] = format!("S{:02}", number + 1).into(),
        }
        states[format!("S{number:02}")] = state;
    }
    machine(&states)
}

/// Rounds of a runaway that have ended.
fn rounds(world: &World, arn: &str) -> usize {
    world.types(arn).iter().filter(|kind| *kind == "EvaluationFailed").count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_runaway_expression_holds_up_nobody_of_its_shard() {
    let world = World::new().await;
    let runaway = world.start("runaway", &runaway()).await;
    // From then on its shard knows.
    world.until_event(&runaway, "EvaluationFailed", 1).await;
    let home = shard_of(&runaway, SHARDS);
    let is_neighbour = |name: &String| shard_of(&names::execution_arn("test", name), SHARDS) == home;
    let name = (0..).map(|number| format!("passer-by-{number}")).find(is_neighbour).unwrap();
    let before = rounds(&world, &runaway);
    let passer_by = world.start(&name, &chain()).await;
    assert_eq!(world.until_over(&passer_by).await.status, "SUCCEEDED");
    let passed = rounds(&world, &runaway) - before;
    // If they took turns, a round would lie between any two of them.
    assert!(passed < STATES, "{passed} rounds");
    // What comes while it computes is heard.
    world.runtime().stop(&runaway, failure("Enough")).await.unwrap();
    assert_eq!(world.until_over(&runaway).await.status, "ABORTED");
    world.check(&runaway);
}
