//! Names that nobody has yet.

use std::collections::BTreeSet;

use asl::StateMachine;

/// The longest name AWS takes, in characters.
pub(super) const LENGTH_MAX: usize = 80;

/// The names that are taken in a machine, at all levels.
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Those of a machine that is still to be written.
    pub(super) fn none() -> Self {
        Self { taken: BTreeSet::new() }
    }

    pub(super) fn of(machine: &StateMachine) -> Self {
        Self { taken: machine.states().iter().map(|state| state.name.clone()).collect() }
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// A name is given back: its state goes away.
    pub(super) fn free(&mut self, name: &str) {
        self.taken.remove(name);
    }

    /// Takes `wish`, or `wish (2)`, `wish (3)` and so on, shortened if it would become too long.
    pub(super) fn take(&mut self, wish: &str) -> String {
        let wish = if wish.trim().is_empty() { "State" } else { wish.trim() };
        let mut name = shortened(wish, LENGTH_MAX);
        let base = without_number(wish);
        let mut number = 2_u32;
        while self.taken.contains(&name) {
            let suffix = format!(" ({number})");
            name = format!("{}{suffix}", shortened(base, LENGTH_MAX - suffix.len()));
            number += 1;
        }
        self.taken.insert(name.clone());
        name
    }
}

fn shortened(text: &str, max: usize) -> String {
    text.chars().take(max).collect::<String>().trim_end().to_owned()
}

/// `Charge (2)` counts on as `Charge (3)`.
pub(super) fn without_number(name: &str) -> &str {
    let stem = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    stem.filter(|(_, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_counts_on() {
        let mut names = Names { taken: ["A", "B (2)"].map(str::to_owned).into() };
        assert_eq!(names.take("A"), "A (2)");
        assert_eq!(names.take("A"), "A (3)");
        assert_eq!(names.take("B (2)"), "B (3)");
        assert_eq!(names.take(" "), "State");
        let long = "x".repeat(90);
        assert_eq!(names.take(&long).chars().count(), 80);
        assert_eq!(names.take(&long).chars().count(), 80);
    }
}
