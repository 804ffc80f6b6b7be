//! The states of one `States` object as a graph: who leads to whom, and through which field.

use std::collections::BTreeSet;

use petgraph::graphmap::DiGraphMap;
use petgraph::visit::{Dfs, Walker};
use syntax::Span;

use crate::{State, StateId, StateKind, StateMachine, Workflow, WorkflowId};

/// What kind of field holds a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// `StartAt`
    Start,
    /// `Next`
    Next,
    /// `End: true`
    End,
    /// The end that Succeed and Fail are. No field says so; the port is `<state>/End`.
    Terminal,
    /// `Next` of a Choice rule.
    Choice {
        /// Position of the rule.
        rule: usize,
    },
    /// `Default`
    Default,
    /// `Next` of a catcher.
    Catch {
        /// Position of the catcher.
        catcher: usize,
    },
}

/// A transition as written, whether or not its target exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition<'m> {
    /// Where it starts; `None` for `StartAt`.
    pub from: Option<StateId>,
    /// What kind of field holds it.
    pub kind: EdgeKind,
    /// The name it gives; `None` if it leads to the end.
    pub target: Option<&'m str>,
    /// The state it leads to, if there is one in this workflow.
    pub to: Option<StateId>,
    /// Where the name (or `End`'s value, or the state's name) stands.
    pub span: Span,
    /// Pointer and location of the object that has the field, somewhere inside.
    owner: (&'m str, &'m str),
}

impl Transition<'_> {
    /// JSON pointer of the field that holds it.
    #[must_use]
    pub fn port(&self) -> String {
        let owner = self.owner.0;
        match self.kind {
            EdgeKind::Start => format!("{owner}/StartAt"),
            EdgeKind::Next => format!("{owner}/Next"),
            EdgeKind::End | EdgeKind::Terminal => format!("{owner}/End"),
            EdgeKind::Choice { rule } => format!("{owner}/Choices/{rule}/Next"),
            EdgeKind::Default => format!("{owner}/Default"),
            EdgeKind::Catch { catcher } => format!("{owner}/Catch/{catcher}/Next"),
        }
    }

    /// AWS's location of the field.
    #[must_use]
    pub fn location(&self) -> String {
        let owner = self.owner.1;
        match self.kind {
            EdgeKind::Start => format!("{owner}/StartAt"),
            EdgeKind::Next => format!("{owner}/Next"),
            EdgeKind::End => format!("{owner}/End"),
            EdgeKind::Terminal => owner.to_owned(),
            EdgeKind::Choice { rule } => format!("{owner}/Choices[{rule}]/Next"),
            EdgeKind::Default => format!("{owner}/Default"),
            EdgeKind::Catch { catcher } => format!("{owner}/Catch[{catcher}]/Next"),
        }
    }
}

/// Every transition of one workflow: `StartAt`, then state by state as written.
#[must_use]
pub fn transitions(machine: &StateMachine, workflow: WorkflowId) -> Vec<Transition<'_>> {
    let workflow = machine.workflow(workflow);
    let mut found = Vec::with_capacity(workflow.states.len() + 1);
    if let Some(start_at) = &workflow.start_at {
        found.push(Transition {
            from: None,
            kind: EdgeKind::Start,
            to: workflow.find(&start_at.value),
            target: Some(&start_at.value),
            span: start_at.span,
            owner: (&workflow.pointer, &workflow.location),
        });
    }
    for state in machine.states_of(workflow.id) {
        of_state(workflow, state, &mut found);
    }
    found
}

fn of_state<'m>(workflow: &Workflow, state: &'m State, found: &mut Vec<Transition<'m>>) {
    let mut add = |kind, target: Option<&'m str>, span| {
        let to = target.and_then(|name| workflow.find(name));
        let owner = (state.pointer.as_str(), state.location.as_str());
        found.push(Transition { from: Some(state.id), kind, target, to, span, owner });
    };
    if let StateKind::Choice(choice) = &state.kind {
        for (rule, entry) in choice.rules.iter().enumerate() {
            if let Some(next) = &entry.next {
                add(EdgeKind::Choice { rule }, Some(&next.value), next.span);
            }
        }
        if let Some(default) = &choice.default {
            add(EdgeKind::Default, Some(&default.value), default.span);
        }
    }
    if let Some(next) = &state.next {
        add(EdgeKind::Next, Some(&next.value), next.span);
    } else if let Some(end) = state.end.as_ref().filter(|end| end.value) {
        add(EdgeKind::End, None, end.span);
    } else if matches!(state.kind, StateKind::Succeed | StateKind::Fail(_)) {
        add(EdgeKind::Terminal, None, state.name_span);
    }
    for (catcher, entry) in state.catch.iter().enumerate() {
        if let Some(next) = &entry.next {
            add(EdgeKind::Catch { catcher }, Some(&next.value), next.span);
        }
    }
}

/// The states of one workflow that can be reached from its start.
#[must_use]
pub fn reachable(machine: &StateMachine, workflow: WorkflowId) -> BTreeSet<StateId> {
    // The start is no state. Transitions that name none are left out.
    let links = transitions(machine, workflow).into_iter();
    let graph: DiGraphMap<Option<StateId>, ()> =
        links.filter_map(|transition| Some((transition.from, Some(transition.to?)))).collect();
    Dfs::new(&graph, None).iter(&graph).flatten().collect()
}

/// True if the execution, branch or iteration can end somewhere in this workflow.
#[must_use]
pub fn has_terminal(machine: &StateMachine, workflow: WorkflowId) -> bool {
    machine.states_of(workflow).any(State::is_terminal)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"StartAt": "C", "States": {
        "C": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "P"}], "Default": "Gone"},
        "P": {"Type": "Parallel", "Branches": [{"StartAt": "X", "States": {"X": {"Type": "Fail"}}}], "Next": "T"},
        "T": {"Type": "Task", "Resource": "r", "Catch": [{"ErrorEquals": ["E"], "Next": "C"}], "End": true},
        "I": {"Type": "Pass", "Next": "T"}}}"#;

    fn machine() -> StateMachine {
        crate::parse(TEXT).0.expect("a machine")
    }

    #[test]
    fn every_transition_is_named_by_its_field() {
        let machine = machine();
        let all: Vec<String> = machine
            .workflows()
            .iter()
            .flat_map(|workflow| transitions(&machine, workflow.id))
            .map(|link| format!("{} {} {:?}", link.port(), link.target.unwrap_or("end"), link.to.is_some()))
            .collect();
        assert_eq!(
            all,
            [
                "/StartAt C true",
                "/States/C/Choices/0/Next P true",
                "/States/C/Default Gone false",
                "/States/P/Next T true",
                "/States/T/End end false",
                "/States/T/Catch/0/Next C true",
                "/States/I/Next T true",
                "/States/P/Branches/0/StartAt X true",
                "/States/P/Branches/0/States/X/End end false",
            ]
        );
    }

    #[test]
    fn an_island_is_not_reached_and_dangling_edges_lead_nowhere() {
        let machine = machine();
        let reached = reachable(&machine, WorkflowId::ROOT);
        let names: Vec<_> = reached.into_iter().map(|id| machine.state(id).name.as_str()).collect();
        assert_eq!(names, ["C", "P", "T"]);
    }
}
