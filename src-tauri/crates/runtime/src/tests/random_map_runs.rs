//! Random Map Runs in random worlds that crash at random moments. A failure prints its seed.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::dice::{Dice, seeds};
use super::map_runs::{map, map_run, start};
use super::world::World;

/// What a child does with its item: succeed at once, wait, fail, or fail after a wait.
fn states() -> Value {
    let to = |what: &str| json!({ "Variable": "$.do", "StringEquals": what, "Next": what });
    json!({
        "I": { "Type": "Choice", "Choices": [to("Wait"), to("Fail"), to("Late")], "Default": "Good" },
        "Good": { "Type": "Pass", "End": true },
        "Wait": { "Type": "Wait", "Seconds": 1, "Next": "Good" },
        "Fail": { "Type": "Fail", "Error": "E" },
        "Late": { "Type": "Wait", "Seconds": 2, "Next": "Fail" },
    })
}

fn definition(dice: &mut Dice) -> Value {
    let execution_type = if dice.below(2) == 0 { "STANDARD" } else { "EXPRESS" };
    let mut fields = json!({ "MaxConcurrency": dice.below(4), "ToleratedFailurePercentage": 100 });
    if dice.below(2) == 0 {
        fields["ItemBatcher"] = json!({ "MaxItemsPerBatch": 1 + dice.below(3) });
    }
    let mut definition = map(execution_type, &json!({}), &fields);
    definition["States"]["M"]["ItemProcessor"]["States"] = states();
    definition
}

async fn live(seed: u64) {
    let mut dice = Dice(seed);
    let mut world = World::new().await;
    let definition = definition(&mut dice);
    let count = dice.below(30);
    let items: Vec<Value> = (0..count)
        .map(|number| {
            let what = ["Good", "Wait", "Fail", "Late"].into_iter().nth(dice.below(4) as usize);
            json!({ "n": number, "do": what })
        })
        .collect();
    let arn = start(&world, &definition, &json!(items)).await;
    for _ in 0..100_000 {
        if world.row(&arn).status != "RUNNING" {
            break;
        }
        match dice.below(40) {
            0 => world.crash(dice.below(1_500).cast_signed()).await,
            1..8 => world.clock.advance(500),
            _ => tokio::task::yield_now().await,
        }
    }
    let row = world.until_over(&arn).await;
    assert_eq!(row.status, "SUCCEEDED", "seed {seed}: {row:?}");
    check(&world, &arn, seed, &items, row.output.as_deref().unwrap_or_default());
    world.crash(0).await;
    check(&world, &arn, seed, &items, row.output.as_deref().unwrap_or_default());
}

/// Every item is in exactly one child, the totals add up, and the result holds the good ones in order.
fn check(world: &World, arn: &str, seed: u64, items: &[Value], output: &str) {
    let run = map_run(world, arn);
    let found = world.runtime().map_run(&run).unwrap();
    let children = world.runtime().map_run_children(&run, None, 0, usize::MAX).unwrap();
    let numbers: BTreeSet<u64> = children.iter().map(|child| child.row.number).collect();
    assert_eq!(numbers.len(), children.len(), "seed {seed}: a child is there twice");
    let items_of = |input: &str| -> Vec<Value> {
        let input: Value = serde_json::from_str(input).unwrap();
        input.get("Items").map_or_else(|| vec![input.clone()], |items| items.as_array().unwrap().clone())
    };
    let seen: Vec<Value> = children.iter().flat_map(|child| items_of(&child.row.input)).collect();
    assert_eq!(seen, items, "seed {seed}: every item once, in order");
    let good = children.iter().filter(|child| child.row.status == "SUCCEEDED");
    let succeeded: u64 = good.clone().map(|child| child.row.items).sum();
    let (counts, total) = (found.items, items.len() as u64);
    assert_eq!((counts.pending, counts.running), (0, 0), "seed {seed}");
    assert_eq!((counts.succeeded, counts.succeeded + counts.failed), (succeeded, total), "seed {seed}");
    assert_eq!(found.executions.ended(), children.len() as u64, "seed {seed}");
    let expected: Vec<Value> =
        good.map(|child| serde_json::from_str(child.row.output.as_ref().unwrap()).unwrap()).collect();
    assert_eq!(serde_json::from_str::<Vec<Value>>(output).unwrap(), expected, "seed {seed}");
    for child in children.iter().filter(|child| child.row.has_history) {
        world.check(&child.arn);
    }
}

#[tokio::test]
async fn random_map_runs_do_every_item_exactly_once() {
    for seed in seeds(12) {
        live(seed).await;
    }
}
