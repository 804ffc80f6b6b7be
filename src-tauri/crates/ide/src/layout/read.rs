//! From the model to the plan.

use asl::graph::{self, Transition};
use asl::{State, StateKind, StateMachine, Workflow};

use super::plan::{Card, Link, Plan, Scope, Target};
use super::scene::{EdgeKind, SceneState};
use super::{View, metrics};
use crate::face::Face;

/// A transition that is missing, or leads to a state that does not exist, gets a slot: a place to drop a state.
pub(super) fn plan(machine: &StateMachine, view: &View) -> Plan {
    Plan { scopes: machine.workflows().iter().map(|workflow| scope(machine, workflow, view)).collect() }
}

fn scope(machine: &StateMachine, workflow: &Workflow, view: &View) -> Scope {
    // Of two states with one name the last counts, as everywhere; two cards with one path could not be told apart.
    let states: Vec<&State> =
        machine.states_of(workflow.id).filter(|state| workflow.find(&state.name) == Some(state.id)).collect();
    let places: std::collections::BTreeMap<_, _> =
        states.iter().enumerate().map(|(at, state)| (state.id, at)).collect();
    let mut cards: Vec<Card> = states.iter().map(|state| card(machine, state, view)).collect();
    let start_kind = if workflow.owner.is_some() { EdgeKind::Branch } else { EdgeKind::Start };
    let mut start =
        Link { port: format!("{}/StartAt", workflow.pointer), kind: start_kind, ..Link::default() };
    for transition in graph::transitions(machine, workflow.id) {
        let target = match (&transition.target, transition.to.and_then(|id| places.get(&id))) {
            (None, _) => Target::End,
            (Some(_), Some(&at)) => Target::Card(at),
            (Some(_), None) => Target::Slot,
        };
        let Some(from) = transition.from else {
            start.target = target;
            continue;
        };
        let card = places.get(&from).and_then(|&at| cards.get_mut(at));
        if let Some(card) = card {
            card.links.push(link(machine.state(from), &transition, target));
        }
    }
    for (state, card) in states.iter().zip(&mut cards) {
        add_missing(state, card);
    }
    Scope { id: workflow.pointer.clone(), start, cards }
}

fn card(machine: &StateMachine, state: &State, view: &View) -> Card {
    let Face { state_type, subtitle, off } = Face::of(state);
    let kind = state_type.map_or("Task", asl::StateType::name).to_owned();
    let inner: Vec<usize> = state.inner_workflows().map(asl::WorkflowId::index).collect();
    let folded = !off && !inner.is_empty() && view.folded.contains(&state.pointer);
    let subtitle = if folded { contents(machine, state) } else { subtitle };
    let comment = state.comment.as_ref().filter(|_| !off).map(|comment| comment.value.trim().to_owned());
    let comment = comment.unwrap_or_default();
    let mut state_shown =
        SceneState { name: state.name.clone(), kind, subtitle, folded, off, comment, note: Vec::new() };
    if view.notes {
        state_shown.note = metrics::note(&state_shown);
    }
    Card {
        path: state.pointer.clone(),
        state: state_shown,
        links: Vec::new(),
        inner: if folded || off { Vec::new() } else { inner },
        is_map: matches!(state.kind, StateKind::Map(_)),
    }
}

/// What a folded container says: `3 branches · 11 states`.
fn contents(machine: &StateMachine, state: &State) -> String {
    let branches = state.inner_workflows().count();
    let states = machine.states().iter().filter(|other| state.body.contains(other.span)).count();
    let count = |number: usize, word: &str| match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    };
    match state.kind {
        StateKind::Map(_) => format!("Map · {}", count(states, "state")),
        _ if branches == 1 => format!("1 branch · {}", count(states, "state")),
        _ => format!("{branches} branches · {}", count(states, "state")),
    }
}

fn link(state: &State, transition: &Transition<'_>, target: Target) -> Link {
    let (kind, label, full) = match transition.kind {
        graph::EdgeKind::Start => (EdgeKind::Start, String::new(), String::new()),
        graph::EdgeKind::Next => (EdgeKind::Next, String::new(), String::new()),
        graph::EdgeKind::End | graph::EdgeKind::Terminal => (EdgeKind::End, String::new(), String::new()),
        graph::EdgeKind::Choice { rule } => {
            let text = rule_label(state, rule);
            (EdgeKind::Choice, text.clone(), text)
        }
        graph::EdgeKind::Default => (EdgeKind::Default, "Default".to_owned(), "Default".to_owned()),
        graph::EdgeKind::Catch { catcher } => {
            let (text, full) = catch_label(state, catcher);
            (EdgeKind::Catch, text, full)
        }
    };
    Link { port: transition.port(), kind, target, label, full }
}

fn rule_label(state: &State, rule: usize) -> String {
    match &state.kind {
        StateKind::Choice(choice) => choice.rules.get(rule).map(asl::choice_label).unwrap_or_default(),
        _ => String::new(),
    }
}

fn catch_label(state: &State, catcher: usize) -> (String, String) {
    let text = format!("Catch #{}", catcher + 1);
    let names = state.catch.get(catcher).into_iter().flat_map(|catcher| &catcher.error_equals);
    let errors = names.map(|name| name.value.as_str()).collect::<Vec<_>>().join(", ");
    let full = if errors.is_empty() { text.clone() } else { format!("{text}: {errors}") };
    (text, full)
}

/// Transitions the text lacks, at the place where the definition would have them.
fn add_missing(state: &State, card: &mut Card) {
    let slot = |kind, field: String, label: &str| Link {
        port: format!("{}{field}", state.pointer),
        kind,
        target: Target::Slot,
        label: label.to_owned(),
        full: label.to_owned(),
    };
    if let StateKind::Choice(choice) = &state.kind {
        for (at, rule) in choice.rules.iter().enumerate().filter(|(_, rule)| rule.next.is_none()) {
            let place = at.min(card.links.len());
            let field = format!("/Choices/{at}/Next");
            card.links.insert(place, slot(EdgeKind::Choice, field, &asl::choice_label(rule)));
        }
        if card.links.is_empty() {
            card.links.push(slot(EdgeKind::Default, "/Default".to_owned(), "Default"));
        }
        return;
    }
    let leads_on = |link: &Link| matches!(link.kind, EdgeKind::Next | EdgeKind::End);
    if !card.links.iter().any(leads_on) {
        card.links.insert(0, slot(EdgeKind::Next, "/Next".to_owned(), ""));
    }
    for (at, _) in state.catch.iter().enumerate().filter(|(_, catcher)| catcher.next.is_none()) {
        let (text, _) = catch_label(state, at);
        card.links.push(slot(EdgeKind::Catch, format!("/Catch/{at}/Next"), &text));
    }
}
