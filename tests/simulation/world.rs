//! What the world does to a program: decided by dice that depend on the seed and the place alone, so that the engine
//! and the reference see the same world whatever they ask first.

use crate::dice::Dice;

/// What happens to one attempt of a task. Offsets are milliseconds after its start.
#[derive(Clone, Debug)]
pub struct Plan {
    pub beats: Vec<i64>,
    /// `None`: it is never heard of again.
    pub ending: Option<(i64, Ending)>,
}

#[derive(Clone, Copy, Debug)]
pub enum Ending {
    /// `{"n": …}`.
    Result(i64),
    Error(&'static str),
    /// The process dies while it runs.
    Lost,
}

/// The attempt number `attempt`, from 0, of a state at a path, over the whole execution.
pub fn plan(seed: u64, path: &str, state: &str, attempt: u32, ends_by_itself: bool) -> Plan {
    let mut dice = Dice::of(seed, &format!("{path} {state} {attempt}"));
    let after = 1 + dice.below(50_000);
    let beats = match dice.hits(2) {
        true => {
            let every = 1 + dice.below(20_000);
            (1..=dice.below(5)).map(|beat| beat * every).collect()
        }
        false => Vec::new(),
    };
    let ending = match dice.below(12) {
        0..=6 => Some(Ending::Result(dice.below(9))),
        7 | 8 => Some(Ending::Error("A")),
        9 => Some(Ending::Error("B")),
        10 => Some(Ending::Lost),
        _ if ends_by_itself => None,
        _ => Some(Ending::Error("A")),
    };
    Plan { beats, ending: ending.map(|ending| (after, ending)) }
}

/// What happens to the execution as a whole.
#[derive(Clone, Debug)]
pub struct Fate {
    /// `TimeoutSeconds` of the machine.
    pub timeout: Option<i64>,
    /// For each time that it runs: after how many milliseconds somebody stops it.
    pub stops: Vec<Option<i64>>,
    /// After how many milliseconds it is redriven, each time that it did not succeed.
    pub redrives: Vec<i64>,
}

pub fn fate(dice: &mut Dice) -> Fate {
    let redrives: Vec<i64> = (0..dice.below(4)).map(|_| 1 + dice.below(1_000_000)).collect();
    let stops = (0..=redrives.len()).map(|_| dice.hits(4).then(|| 1 + dice.below(200_000))).collect();
    Fate { timeout: dice.hits(4).then(|| 20 + dice.below(200)), stops, redrives }
}
