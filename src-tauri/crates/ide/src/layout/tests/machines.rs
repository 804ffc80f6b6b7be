//! Machines for the tests.

use std::fmt::Write as _;

/// A small generator, so that a seed means the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// Up to `count` states of all types, with loops, islands, missing targets and nested containers.
pub(crate) fn random(seed: u64, count: usize) -> String {
    let mut dice = Dice(seed);
    for _ in 0..8 {
        dice.roll(2);
    }
    workflow(&mut dice, count, 0, &mut 0)
}

fn workflow(dice: &mut Dice, count: usize, depth: usize, names: &mut usize) -> String {
    let own: Vec<String> = (0..count)
        .map(|_| {
            *names += 1;
            format!("{}{names}", ["S", "Validate the customer's address ", "顧客の確認 "][dice.roll(3)])
        })
        .collect();
    let states: Vec<String> =
        (0..count).map(|at| format!(r#""{}":{}"#, own[at], state(dice, &own, at, depth, names))).collect();
    format!(r#"{{"StartAt":"{}","States":{{{}}}}}"#, own[0], states.join(","))
}

fn state(dice: &mut Dice, own: &[String], at: usize, depth: usize, names: &mut usize) -> String {
    let near = |dice: &mut Dice| match dice.roll(8) {
        0 => own[dice.roll(own.len())].clone(),
        1 => "nowhere".to_owned(),
        _ => own[(at + 1 + dice.roll(3)).min(own.len() - 1)].clone(),
    };
    let next =
        if at + 1 < own.len() { format!(r#""Next":"{}""#, own[at + 1]) } else { r#""End":true"#.to_owned() };
    let next = match dice.roll(10) {
        0 => format!(r#""Next":"{}""#, near(dice)),
        1 => r#""End":true"#.to_owned(),
        _ => next,
    };
    let catch: Vec<String> =
        (0..dice.roll(3)).map(|_| format!(r#"{{"ErrorEquals":["E"],"Next":"{}"}}"#, near(dice))).collect();
    let catch = catch.join(",");
    match dice.roll(if depth < 3 { 8 } else { 6 }) {
        0 => format!(r#"{{"Type":"Pass",{next}}}"#),
        1 => [r#"{"Type":"Succeed"}"#, r#"{"Type":"Pass"}"#][dice.roll(2)].to_owned(),
        2 => {
            let rules: Vec<String> = (0..1 + dice.roll(4))
                .map(|_| {
                    format!(r#"{{"Variable":"$.a","StringEquals":"some text","Next":"{}"}}"#, near(dice))
                })
                .collect();
            format!(r#"{{"Type":"Choice","Choices":[{}],"Default":"{}"}}"#, rules.join(","), near(dice))
        }
        3..=5 => format!(r#"{{"Type":"Task","Resource":"r",{next},"Catch":[{catch}]}}"#),
        6 => {
            let branches: Vec<String> = (0..1 + dice.roll(3))
                .map(|_| {
                    let count = 1 + dice.roll(4);
                    workflow(dice, count, depth + 1, names)
                })
                .collect();
            format!(r#"{{"Type":"Parallel",{next},"Catch":[{catch}],"Branches":[{}]}}"#, branches.join(","))
        }
        _ => {
            let count = 1 + dice.roll(5);
            let body = workflow(dice, count, depth + 1, names);
            format!(r#"{{"Type":"Map",{next},"ItemProcessor":{body}}}"#)
        }
    }
}

/// States one after the other.
pub(crate) fn chain(count: usize) -> String {
    let mut text = r#"{"StartAt":"S0","States":{"#.to_owned();
    for at in 0..count - 1 {
        let _ = write!(text, r#""S{at}":{{"Type":"Pass","Next":"S{}"}},"#, at + 1);
    }
    let _ = write!(text, r#""S{}":{{"Type":"Succeed"}}}}}}"#, count - 1);
    text
}

/// Maps in Maps.
pub(crate) fn nested(depth: usize) -> String {
    let mut text = r#"{"StartAt":"S","States":{"S":{"Type":"Pass","End":true}}}"#.to_owned();
    for level in 0..depth {
        text = format!(
            r#"{{"StartAt":"M{level}","States":{{"M{level}":{{"Type":"Map","End":true,"ItemProcessor":{text}}}}}}}"#
        );
    }
    text
}

/// A chain of Choices whose rules lead to any state at all.
pub(crate) fn tangle(seed: u64, count: usize) -> String {
    let mut dice = Dice(seed);
    let states: Vec<String> = (0..count)
        .map(|at| {
            let (any, next) = (dice.roll(count), (at + 1) % count);
            format!(
                r#""S{at}":{{"Type":"Choice","Choices":[{{"Variable":"$.a","IsNull":true,"Next":"S{any}"}}],"Default":"S{next}"}}"#
            )
        })
        .collect();
    format!(r#"{{"StartAt":"S0","States":{{{}}}}}"#, states.join(","))
}
