//! What rules have said of states before.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// So many states are remembered before those that nobody asks about any more are forgotten.
const KNOWN_MAX: usize = 50_000;

/// What is remembered of one file's rules from one question to the next. It belongs to the rules it was made with.
#[derive(Debug, Default)]
pub struct Verdicts {
    known: HashMap<u64, Kept>,
    /// Rules that are not asked any more because they did not end, with what they were asked about then.
    endless: BTreeMap<usize, String>,
    round: u64,
}

#[derive(Debug)]
struct Kept {
    round: u64,
    verdicts: Box<[Verdict]>,
}

/// What a rule says of a state, if it says anything.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    /// Which rule.
    pub rule: usize,
    pub outcome: Outcome,
}

#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// The state breaks the rule; what it says.
    Broken(String),
    /// The rule has no answer, and why.
    Unanswered(String),
}

impl Verdicts {
    /// Another question begins.
    pub(super) fn begin(&mut self) {
        self.round += 1;
        if self.known.len() > KNOWN_MAX {
            let last = self.round - 1;
            self.known.retain(|_, kept| kept.round >= last);
        }
    }

    pub(super) fn find(&mut self, key: u64) -> Option<&[Verdict]> {
        let kept = self.known.get_mut(&key)?;
        kept.round = self.round;
        Some(&kept.verdicts)
    }

    pub(super) fn keep(&mut self, key: u64, verdicts: Vec<Verdict>) {
        self.known.insert(key, Kept { round: self.round, verdicts: verdicts.into() });
    }

    pub(super) fn is_endless(&self, rule: usize) -> bool {
        self.endless.contains_key(&rule)
    }

    /// The rule is not asked again.
    pub(super) fn give_up(&mut self, rule: usize, about: &str) {
        self.endless.entry(rule).or_insert_with(|| about.to_owned());
    }

    pub(super) const fn endless(&self) -> &BTreeMap<usize, String> {
        &self.endless
    }
}

/// A name of these parts that only the same parts have.
pub(super) fn key(parts: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}
