//! Names that nobody has yet, of states and of Map Runs.

use std::collections::BTreeSet;

use asl::{Field, State, StateKind, StateMachine};

/// The longest name AWS takes, in characters.
pub(super) const LENGTH_MAX: usize = 80;

/// The longest `Label` AWS takes, in characters.
const LABEL_LENGTH_MAX: usize = 40;

/// The names and labels that are taken in a machine, at all levels.
pub(super) struct Names {
    taken: BTreeSet<String>,
    labels: BTreeSet<String>,
}

impl Names {
    /// Those of a machine that is still to be written.
    pub(super) fn none() -> Self {
        Self { taken: BTreeSet::new(), labels: BTreeSet::new() }
    }

    pub(super) fn of(machine: &StateMachine) -> Self {
        let states = machine.states().iter();
        let labels = states.clone().filter_map(label).map(|label| label.value.clone()).collect();
        Self { taken: states.map(|state| state.name.clone()).collect(), labels }
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
        let first = shortened(wish, LENGTH_MAX);
        take(&mut self.taken, first, without_number(wish), LENGTH_MAX, |number| format!(" ({number})"))
    }

    /// Takes `wish` as the label of a Map Run, or `wish-2`, `wish-3` and so on, shortened if it would become too long.
    pub(super) fn take_label(&mut self, wish: &str) -> String {
        let stem =
            wish.rsplit_once('-').filter(|(_, number)| is_number(number)).map_or(wish, |(stem, _)| stem);
        take(&mut self.labels, wish.to_owned(), stem, LABEL_LENGTH_MAX, |number| format!("-{number}"))
    }
}

/// Takes `first`, or what is not taken yet of `stem` with a suffix that counts from 2, of at most `max` characters.
fn take(
    taken: &mut BTreeSet<String>,
    first: String,
    stem: &str,
    max: usize,
    suffix: impl Fn(u32) -> String,
) -> String {
    let mut name = first;
    let mut number = 2_u32;
    while taken.contains(&name) {
        let suffix = suffix(number);
        name = format!("{}{suffix}", shortened(stem, max - suffix.len()));
        number += 1;
    }
    taken.insert(name.clone());
    name
}

/// The label of a distributed Map, by which its Map Runs are named.
pub(super) fn label(state: &State) -> Option<&Field<String>> {
    if let StateKind::Map(map) = &state.kind { map.label.as_ref() } else { None }
}

fn shortened(text: &str, max: usize) -> String {
    text.chars().take(max).collect::<String>().trim_end().to_owned()
}

/// `Charge (2)` counts on as `Charge (3)`.
pub(super) fn without_number(name: &str) -> &str {
    let stem = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    stem.filter(|(_, number)| is_number(number)).map_or(name, |(stem, _)| stem)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_counts_on() {
        let mut names = Names { taken: ["A", "B (2)"].map(str::to_owned).into(), ..Names::none() };
        assert_eq!(names.take("A"), "A (2)");
        assert_eq!(names.take("A"), "A (3)");
        assert_eq!(names.take("B (2)"), "B (3)");
        assert_eq!(names.take(" "), "State");
        let long = "x".repeat(90);
        assert_eq!(names.take(&long).chars().count(), 80);
        assert_eq!(names.take(&long).chars().count(), 80);
    }

    #[test]
    fn a_taken_label_counts_on_within_its_length() {
        let mut names = Names::none();
        for expected in ["orders", "orders-2", "orders-3"] {
            assert_eq!(names.take_label("orders"), expected);
        }
        assert_eq!(names.take_label("orders-3"), "orders-4");
        let long = "x".repeat(40);
        assert_eq!(names.take_label(&long), long);
        assert_eq!(names.take_label(&long), format!("{}-2", "x".repeat(38)));
    }
}
