//! What is wrong with a workflow.

use std::collections::BTreeSet;

use asl::{State, StateMachine};
use syntax::{Diagnostic, Severity, Span};

use crate::team_rules::{TEAM_RULE, TEAM_RULES_FILE};
use crate::{Document, rules};

/// A diagnostic and the state it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What and where.
    pub diagnostic: Diagnostic,
    /// JSON pointer of the innermost state that holds the place; `None` outside all states.
    pub state: Option<String>,
}

/// Everything that is wrong, in text order.
#[must_use]
pub fn problems(document: &Document) -> Vec<Problem> {
    problems_with(document, Vec::new())
}

/// The same with what the rules of a team say.
#[must_use]
pub fn problems_with(document: &Document, team: Vec<Diagnostic>) -> Vec<Problem> {
    let mut found = document.reading.clone();
    found.extend(team);
    if let Some(machine) = &document.machine {
        rules::check(machine, &document.tree, &mut found);
    }
    found.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.severity));
    let mut seen = BTreeSet::new();
    found.retain(|problem| seen.insert((problem.span, problem.code, problem.message.clone())));
    let owners = Owners::new(document.machine.as_ref());
    found.into_iter().map(|diagnostic| Problem { state: owners.find(diagnostic.span), diagnostic }).collect()
}

/// True if nothing found would keep the workflow from running. What a team asks of its workflows is no matter of runs.
#[must_use]
pub fn is_runnable(problems: &[Problem]) -> bool {
    let stops = |found: &Diagnostic| {
        found.severity == Severity::Error && ![TEAM_RULE, TEAM_RULES_FILE].contains(&found.code)
    };
    !problems.iter().any(|problem| stops(&problem.diagnostic))
}

/// States by the start of their text, so that the owner of a place is found without looking at all of them.
struct Owners<'m> {
    states: Vec<&'m State>,
}

impl<'m> Owners<'m> {
    fn new(machine: Option<&'m StateMachine>) -> Self {
        let mut states: Vec<&State> = machine.iter().flat_map(|machine| machine.states()).collect();
        states.sort_by_key(|state| state.span.start);
        Self { states }
    }

    /// Walks back from the last state that starts before the place; states nest, so the first that reaches over the
    /// place is the innermost.
    fn find(&self, span: Span) -> Option<String> {
        let count = self.states.partition_point(|state| state.span.start <= span.start);
        let before = self.states.iter().take(count).rev();
        before.clone().find(|state| span.end <= state.span.end).map(|state| state.pointer.clone())
    }
}
