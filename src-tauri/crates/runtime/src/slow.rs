//! Turns that compute long, as a runaway expression does until its limit, are taken beside the shard, so that they
//! hold up nobody else.

use std::collections::{HashMap, HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use engine::Timestamp;

use crate::ground::Ground;
use crate::letter::{Letter, Mailbox, Message};
use crate::resident::{Outturn, Resident};
use crate::shard::Shard;
use crate::{Error, Origin};

/// A turn is long from here on, and ends at the next step; going to another thread and back costs a hundredth of it.
pub(crate) const LONG: Duration = Duration::from_millis(5);

/// What a shard knows of long turns.
#[derive(Default)]
pub(crate) struct Slow {
    /// Hashes of the definitions whose last turn was long.
    definitions: HashSet<String>,
    /// Executions whose turn is taken elsewhere, with the letters that came meanwhile.
    pub(crate) away: HashMap<i64, VecDeque<Letter>>,
}

/// A turn that was taken elsewhere.
pub(crate) struct Back {
    resident: Resident,
    turn: Result<Outturn, Error>,
    was_long: bool,
}

impl Slow {
    fn learn(&mut self, origin: &Origin, is_long: bool) {
        match is_long {
            true => drop(self.definitions.insert(origin.definition.clone())),
            false if self.definitions.is_empty() => {}
            false => drop(self.definitions.remove(&origin.definition)),
        }
    }
}

impl Shard {
    /// Takes the turn of an execution here, unless its kind was slow the last time.
    pub(crate) fn turn(&mut self, id: i64, now: Timestamp) -> Option<Result<Outturn, Error>> {
        let resident = self.residents.get_mut(&id)?;
        if self.slow.definitions.contains(&resident.origin.definition) {
            self.send_away(id, now);
            return None;
        }
        let (turn, was_long) = take(&self.ground, resident, now);
        self.slow.learn(&resident.origin, was_long);
        Some(turn)
    }

    fn send_away(&mut self, id: i64, now: Timestamp) {
        let Some(mailbox) = self.mailbox.upgrade().map(Mailbox) else { return };
        let Some(mut resident) = self.residents.remove(&id) else { return };
        self.disarm(id, resident.armed.take());
        self.slow.away.insert(id, VecDeque::new());
        let ground = Arc::clone(&self.ground);
        tokio::task::spawn_blocking(move || {
            let (turn, was_long) = take(&ground, &mut resident, now);
            mailbox.send(Message::Back(Box::new(Back { resident, turn, was_long })));
        });
    }

    /// Goes on with an execution whose turn was taken elsewhere.
    pub(crate) fn take_back(&mut self, back: Back) {
        let Back { mut resident, turn, was_long } = back;
        let id = resident.id;
        resident.letters.extend(self.slow.away.remove(&id).unwrap_or_default());
        self.slow.learn(&resident.origin, was_long);
        if !resident.letters.is_empty() {
            self.ready.push_back(id);
        }
        self.residents.insert(id, resident);
        self.turned(id, turn);
    }
}

/// The turn, and whether it was long.
fn take(ground: &Ground, resident: &mut Resident, now: Timestamp) -> (Result<Outturn, Error>, bool) {
    let begun = Instant::now();
    // A defect that one workflow brings to light must not stop the others of this shard.
    let turn = catch_unwind(AssertUnwindSafe(|| resident.turn(ground, now)));
    let turn = turn.unwrap_or_else(|_| Err(broken_off(&resident.origin)));
    (turn, begun.elapsed() >= LONG)
}

fn broken_off(origin: &Origin) -> Error {
    Error::Unreadable {
        execution: origin.execution_arn.to_string(),
        reason: "a defect of this program broke its turn off".into(),
    }
}
