//! The states of one `States` object as a graph: who leads to whom, and through which field.

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::Dfs;
use syntax::Span;

use crate::{State, StateId, StateKind, StateMachine, Workflow, WorkflowId};

/// A place in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vertex {
    /// Where the workflow is entered.
    Start,
    /// Where it ends, well or badly.
    End,
    /// A state.
    State(StateId),
}

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

/// A transition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// JSON pointer of the field that holds it.
    pub port: String,
    /// What kind of field that is.
    pub kind: EdgeKind,
}

/// A transition as written, whether or not its target exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Where it starts; `None` for `StartAt`.
    pub from: Option<StateId>,
    /// Port and kind.
    pub edge: Edge,
    /// AWS's location of the field.
    pub location: String,
    /// The name it gives; `None` if it leads to the end.
    pub target: Option<String>,
    /// The state it leads to, if there is one in this workflow.
    pub to: Option<StateId>,
    /// Where the name (or `End`'s value, or the state's name) stands.
    pub span: Span,
}

/// One workflow as a graph. Transitions that name no state are left out.
#[derive(Clone, Debug)]
pub struct Graph {
    /// Vertices in this order: start, end, then the states as written. Edges in order of definition.
    pub graph: DiGraph<Vertex, Edge>,
    /// The start.
    pub start: NodeIndex,
    /// The end.
    pub end: NodeIndex,
}

impl Graph {
    /// Builds the graph of one workflow.
    #[must_use]
    pub fn of(machine: &StateMachine, workflow: WorkflowId) -> Self {
        let mut graph = DiGraph::new();
        let start = graph.add_node(Vertex::Start);
        let end = graph.add_node(Vertex::End);
        let states = &machine.workflow(workflow).states;
        let nodes: std::collections::BTreeMap<StateId, NodeIndex> =
            states.iter().map(|id| (*id, graph.add_node(Vertex::State(*id)))).collect();
        for transition in transitions(machine, workflow) {
            let from = transition.from.map_or(Some(start), |id| nodes.get(&id).copied());
            let to = match (&transition.target, transition.to) {
                (None, _) => Some(end),
                (Some(_), to) => to.and_then(|id| nodes.get(&id).copied()),
            };
            if let (Some(from), Some(to)) = (from, to) {
                graph.add_edge(from, to, transition.edge);
            }
        }
        Self { graph, start, end }
    }

    /// The states that can be reached from the start, in the order they are found.
    #[must_use]
    pub fn reachable(&self) -> Vec<StateId> {
        let mut walk = Dfs::new(&self.graph, self.start);
        let mut found = Vec::new();
        while let Some(node) = walk.next(&self.graph) {
            if let Some(Vertex::State(id)) = self.graph.node_weight(node) {
                found.push(*id);
            }
        }
        found
    }
}

/// Every transition of one workflow: `StartAt`, then state by state as written.
#[must_use]
pub fn transitions(machine: &StateMachine, workflow: WorkflowId) -> Vec<Transition> {
    let workflow = machine.workflow(workflow);
    let mut found = Vec::new();
    if let Some(start_at) = &workflow.start_at {
        found.push(Transition {
            from: None,
            edge: Edge { port: format!("{}/StartAt", workflow.pointer), kind: EdgeKind::Start },
            location: format!("{}/StartAt", workflow.location),
            to: workflow.find(&start_at.value),
            target: Some(start_at.value.clone()),
            span: start_at.span,
        });
    }
    for state in machine.states_of(workflow.id) {
        of_state(workflow, state, &mut found);
    }
    found
}

fn of_state(workflow: &Workflow, state: &State, found: &mut Vec<Transition>) {
    let mut add = |port: String, place: String, kind, target: Option<&str>, span| {
        found.push(Transition {
            from: Some(state.id),
            edge: Edge { port: format!("{}{port}", state.pointer), kind },
            location: format!("{}{place}", state.location),
            to: target.and_then(|name| workflow.find(name)),
            target: target.map(str::to_owned),
            span,
        });
    };
    if let StateKind::Choice(choice) = &state.kind {
        for (rule, entry) in choice.rules.iter().enumerate() {
            if let Some(next) = &entry.next {
                let (port, place) = (format!("/Choices/{rule}/Next"), format!("/Choices[{rule}]/Next"));
                add(port, place, EdgeKind::Choice { rule }, Some(&next.value), next.span);
            }
        }
        if let Some(default) = &choice.default {
            let port = "/Default".to_owned();
            add(port.clone(), port, EdgeKind::Default, Some(&default.value), default.span);
        }
    }
    if let Some(next) = &state.next {
        add("/Next".to_owned(), "/Next".to_owned(), EdgeKind::Next, Some(&next.value), next.span);
    } else if let Some(end) = state.end.as_ref().filter(|end| end.value) {
        add("/End".to_owned(), "/End".to_owned(), EdgeKind::End, None, end.span);
    } else if matches!(state.kind, StateKind::Succeed | StateKind::Fail(_)) {
        add("/End".to_owned(), String::new(), EdgeKind::Terminal, None, state.name_span);
    }
    for (catcher, entry) in state.catch.iter().enumerate() {
        if let Some(next) = &entry.next {
            let (port, place) = (format!("/Catch/{catcher}/Next"), format!("/Catch[{catcher}]/Next"));
            add(port, place, EdgeKind::Catch { catcher }, Some(&next.value), next.span);
        }
    }
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
            .map(|link| {
                format!(
                    "{} {} {:?}",
                    link.edge.port,
                    link.target.as_deref().unwrap_or("end"),
                    link.to.is_some()
                )
            })
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
    fn an_island_is_not_reached_and_dangling_edges_are_left_out() {
        let machine = machine();
        let graph = Graph::of(&machine, WorkflowId::ROOT);
        let names: Vec<_> = graph.reachable().into_iter().map(|id| machine.state(id).name.as_str()).collect();
        assert_eq!(names, ["C", "P", "T"]);
        assert_eq!(graph.graph.edge_count(), 6);
    }
}
