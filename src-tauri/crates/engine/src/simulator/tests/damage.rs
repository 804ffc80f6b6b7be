//! Machines with one thing wrong: they are refused, or run to some end, and never bring the interpreter down.

use serde_json::{Value, json};

use super::dice::Dice;
use super::machines::machine;
use crate::simulator::{Script, run, start};
use crate::{Execution, Payload, Program, Timestamp};

/// Replaces one random value somewhere inside.
pub(super) fn damage(dice: &mut Dice, value: &mut Value) {
    let inner: Vec<&mut Value> = match value {
        Value::Object(members) => members.values_mut().collect(),
        Value::Array(items) => items.iter_mut().collect(),
        _ => Vec::new(),
    };
    if inner.is_empty() || dice.hits(8) {
        let junk = [
            json!(null),
            json!(-1),
            json!(1.5e300),
            json!(99_999_999_999_i64),
            json!("$..*"),
            json!("$$"),
            json!("{% $states %}"),
            json!({ "a.$": "States.ArrayRange(1,9999,1)" }),
            json!([[]]),
            json!(true),
        ];
        *value = dice.pick(&junk).clone();
        return;
    }
    let place = usize::try_from(dice.below(inner.len() as u64)).unwrap();
    damage(dice, inner.into_iter().nth(place).unwrap());
}

#[test]
fn a_damaged_machine_is_refused_or_comes_to_some_end() {
    let (mut refused, mut ran) = (0, 0);
    for seed in 0..600 {
        let mut dice = Dice::new(seed);
        let mut definition = machine(&mut dice);
        damage(&mut dice, &mut definition);
        let (lowered, _) = asl::parse(&definition.to_string());
        let Some(Ok(program)) = lowered.map(|lowered| Program::compile(&lowered)) else {
            refused += 1;
            continue;
        };
        ran += 1;
        let input = Payload::parse(r#"{"items":[1,[2],{"n":3}],"n":1}"#).unwrap();
        let run = run(&program, start(input), Timestamp(0), 300, |_| {
            let output = Payload::parse(r#"{"n":[1]}"#).unwrap();
            Script::Succeed { after_milliseconds: 1, output }
        });
        assert_eq!(Execution::replay(&run.events), run.execution, "seed {seed}\n{definition:#}");
        assert!(!run.events.is_empty(), "seed {seed}\n{definition:#}");
    }
    assert!(refused > 50 && ran > 50, "{refused} refused, {ran} ran");
}

#[test]
fn containers_may_nest_as_deep_as_a_definition_can_say() {
    let mut inner = json!({ "Type": "Fail", "Error": "Deep" });
    for level in 0..25 {
        let name = format!("s{level}");
        let workflow = json!({ "StartAt": name, "States": { name: inner } });
        inner = if level % 2 == 0 {
            json!({ "Type": "Parallel", "Branches": [workflow], "End": true })
        } else {
            json!({ "Type": "Map", "ItemsPath": "$$.Execution.Input", "ItemProcessor": workflow, "End": true })
        };
    }
    let definition = json!({ "StartAt": "Top", "States": { "Top": inner } });
    let (machine, problems) = asl::parse(&definition.to_string());
    let program = Program::compile(&machine.unwrap_or_else(|| panic!("{problems:?}"))).unwrap();
    let run = run(&program, start(Payload::parse("[1]").unwrap()), Timestamp(0), 300, |_| Script::Silence);
    assert_eq!(run.execution.status().word(), "FAILED");
    let failed = run
        .events
        .iter()
        .filter(|event| matches!(event.kind, crate::Kind::ParallelFailed | crate::Kind::MapFailed));
    assert_eq!(failed.count(), 25);
}
