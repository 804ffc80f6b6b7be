//! Transitions as places to write to.

use asl::graph::{Transition, transitions};
use asl::{State, StateKind, Workflow};
use serde_json::json;
use syntax::{Node, Pointer};

use super::Scene;
use crate::Refusal;
use crate::draft::{Draft, is_object};

/// Where a transition leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To the state of that name, which may be missing.
    State(String),
    /// To the end; for a rule, default or catcher: nowhere.
    End,
}

/// A field that holds a transition, or could.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    StartAt,
    /// `Next` or `End` of a state.
    Onward,
    Default,
    Rule(usize),
    NewRule,
    Catch(usize),
    NewCatch,
}

/// A transition's field with what is around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Port<'d> {
    /// The `States` object it is in.
    pub(super) workflow: &'d Workflow,
    /// The state it belongs to; `None` for `StartAt`.
    pub(super) owner: Option<&'d State>,
    pub(super) slot: Slot,
}

impl<'d> Port<'d> {
    pub(super) fn resolve(scene: &Scene<'d>, text: &str) -> Result<Self, Refusal> {
        let unknown = || Refusal::NoSuchPort(text.to_owned());
        let pointer = Pointer::parse(text).ok_or_else(unknown)?;
        let (parent, last) = pointer.split_last().ok_or_else(unknown)?;
        let around = parent.to_string();
        if last == "StartAt" {
            let mut workflows = scene.machine.workflows().iter();
            let workflow = workflows.find(|workflow| workflow.pointer == around).ok_or_else(unknown)?;
            return Ok(Self { workflow, owner: None, slot: Slot::StartAt });
        }
        let (owner, slot) = match last {
            "Next" | "End" => {
                if let Some(state) = scene.machine.at_pointer(&around) {
                    (state, Slot::Onward)
                } else {
                    entry(scene, &parent).ok_or_else(unknown)?
                }
            }
            "Default" => (scene.state(&around)?, Slot::Default),
            _ => return Err(unknown()),
        };
        let port = Self { workflow: scene.machine.workflow(owner.workflow), owner: Some(owner), slot };
        port.check(text)?;
        Ok(port)
    }

    fn check(&self, text: &str) -> Result<(), Refusal> {
        let Some(owner) = self.owner else { return Ok(()) };
        let name = || owner.name.clone();
        let is_choice = matches!(owner.kind, StateKind::Choice(_));
        match self.slot {
            Slot::Onward if matches!(owner.kind, StateKind::Succeed | StateKind::Fail(_)) => {
                Err(Refusal::NothingFollows(name()))
            }
            Slot::Onward if is_choice => Err(Refusal::ChoiceHasNoNext(name())),
            Slot::Default | Slot::Rule(_) | Slot::NewRule if !is_choice => {
                Err(Refusal::NoSuchPort(text.to_owned()))
            }
            Slot::Rule(index) if !matches!(&owner.kind, StateKind::Choice(choice) if index < choice.rules.len()) => {
                Err(Refusal::NoSuchPort(text.to_owned()))
            }
            Slot::Catch(index) if index >= owner.catch.len() => Err(Refusal::NoSuchPort(text.to_owned())),
            Slot::NewCatch
                if !matches!(owner.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_)) =>
            {
                Err(Refusal::NoSuchPort(text.to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// Where it leads now. An empty name counts as nowhere.
    pub(super) fn target(&self) -> Target {
        let name = match (self.slot, self.owner) {
            (Slot::StartAt, _) | (_, None) => self.workflow.start_at.as_ref(),
            (Slot::Onward, Some(state)) => state.next.as_ref(),
            (Slot::Catch(at), Some(state)) => state.catch.get(at).and_then(|catcher| catcher.next.as_ref()),
            (Slot::Default, Some(state)) => choice(state).and_then(|choice| choice.default.as_ref()),
            (Slot::Rule(at), Some(state)) => {
                choice(state).and_then(|choice| choice.rules.get(at)).and_then(|rule| rule.next.as_ref())
            }
            (Slot::NewRule | Slot::NewCatch, Some(_)) => None,
        };
        match name {
            Some(name) if !name.value.is_empty() => Target::State(name.value.clone()),
            _ => Target::End,
        }
    }

    /// Its pointer.
    pub(super) fn pointer(&self) -> String {
        let Some(state) = self.owner else { return format!("{}/StartAt", self.workflow.pointer) };
        let field = match self.slot {
            Slot::StartAt => "/StartAt".to_owned(),
            Slot::Onward if state.end.as_ref().is_some_and(|end| end.value) && state.next.is_none() => {
                "/End".to_owned()
            }
            Slot::Onward => "/Next".to_owned(),
            Slot::Default => "/Default".to_owned(),
            Slot::Rule(at) => format!("/Choices/{at}/Next"),
            Slot::NewRule => "/Choices/-/Next".to_owned(),
            Slot::Catch(at) => format!("/Catch/{at}/Next"),
            Slot::NewCatch => "/Catch/-/Next".to_owned(),
        };
        format!("{}{field}", state.pointer)
    }

    /// Writes where it leads from now on.
    pub(super) fn write(
        &self,
        scene: &Scene<'d>,
        draft: &mut Draft<'d>,
        target: &Target,
    ) -> Result<(), Refusal> {
        let Some(owner) = self.owner else { return self.write_start(scene, draft, target) };
        let body = scene.body(owner)?;
        if !is_object(body) {
            return Err(Refusal::BrokenText);
        }
        match self.slot {
            Slot::StartAt => self.write_start(scene, draft, target)?,
            Slot::Onward => write_onward(draft, body, target),
            Slot::Default => match target {
                Target::State(name) => draft.set(body, "Default", json!(name)),
                Target::End => draft.remove_member(body, "Default"),
            },
            Slot::Rule(at) => write_entry(draft, body, "Choices", at, target)?,
            Slot::Catch(at) => write_entry(draft, body, "Catch", at, target)?,
            Slot::NewRule => {
                let rule = super::newcomer::first_rule(owner.language);
                append(draft, body, "Choices", rule, target);
            }
            Slot::NewCatch => append(draft, body, "Catch", json!({"ErrorEquals": ["States.ALL"]}), target),
        }
        if self.slot_is_rule() && body.get("Choices").is_some_and(|rules| draft.count(rules.value) == 0) {
            return Err(Refusal::OnlyRule(owner.name.clone()));
        }
        Ok(())
    }

    fn slot_is_rule(&self) -> bool {
        matches!(self.slot, Slot::Rule(_))
    }

    fn write_start(&self, scene: &Scene<'d>, draft: &mut Draft<'d>, target: &Target) -> Result<(), Refusal> {
        let Target::State(name) = target else { return Err(Refusal::NeedsStart) };
        let object = scene.document.node(&self.workflow.pointer).ok_or(Refusal::BrokenText)?;
        draft.set(object, "StartAt", json!(name));
        Ok(())
    }
}

/// A rule or catcher: `/States/C/Choices/0`, `/States/T/Catch/-`.
fn entry<'d>(scene: &Scene<'d>, parent: &Pointer) -> Option<(&'d State, Slot)> {
    let (list, index) = parent.split_last()?;
    let (owner, field) = list.split_last()?;
    let state = scene.machine.at_pointer(&owner.to_string())?;
    let slot = match (field, index) {
        ("Choices", "-") => Slot::NewRule,
        ("Catch", "-") => Slot::NewCatch,
        ("Choices", index) => Slot::Rule(index.parse().ok()?),
        ("Catch", index) => Slot::Catch(index.parse().ok()?),
        _ => return None,
    };
    Some((state, slot))
}

fn choice(state: &State) -> Option<&asl::Choice> {
    if let StateKind::Choice(choice) = &state.kind { Some(choice) } else { None }
}

pub(super) fn write_onward<'d>(draft: &mut Draft<'d>, body: Node<'d>, target: &Target) {
    let (own, other, value) = match target {
        Target::State(name) => ("Next", "End", json!(name)),
        Target::End => ("End", "Next", json!(true)),
    };
    match (draft.kept(body, own), draft.kept(body, other)) {
        (None, Some(member)) => draft.replace_member(&member, own, &value),
        (Some(_), Some(_)) => {
            draft.remove_member(body, other);
            draft.set(body, own, value);
        }
        (_, None) => draft.set(body, own, value),
    }
}

fn write_entry<'d>(
    draft: &mut Draft<'d>,
    body: Node<'d>,
    list: &str,
    at: usize,
    target: &Target,
) -> Result<(), Refusal> {
    let array = body.get(list).ok_or(Refusal::BrokenText)?.value;
    match target {
        Target::State(name) => {
            let entry = array.item(at).filter(|entry| is_object(*entry)).ok_or(Refusal::BrokenText)?;
            draft.set(entry, "Next", json!(name));
        }
        Target::End => {
            draft.remove_item(array, at);
            if draft.count(array) == 0 && list == "Catch" {
                draft.remove_member(body, list);
            }
        }
    }
    Ok(())
}

fn append<'d>(
    draft: &mut Draft<'d>,
    body: Node<'d>,
    list: &str,
    mut entry: serde_json::Value,
    target: &Target,
) {
    if let (Target::State(name), Some(members)) = (target, entry.as_object_mut()) {
        members.insert("Next".to_owned(), json!(name));
    }
    match body.get(list) {
        Some(array) => draft.push_item(array.value, entry),
        None => draft.set(body, list, json!([entry])),
    }
}

/// The ports of a workflow with the transitions they hold. An entry of a broken list is not among them.
pub(super) fn ports<'d>(scene: &Scene<'d>, workflow: &'d Workflow) -> Vec<(Port<'d>, Transition<'d>)> {
    let all = transitions(scene.machine, workflow.id).into_iter();
    all.filter_map(|transition| {
        let owner = transition.from.map(|id| scene.machine.state(id));
        let slot = match transition.kind {
            asl::graph::EdgeKind::Start => Slot::StartAt,
            asl::graph::EdgeKind::Next | asl::graph::EdgeKind::End => Slot::Onward,
            asl::graph::EdgeKind::Terminal => return None,
            asl::graph::EdgeKind::Choice { rule } => Slot::Rule(rule),
            asl::graph::EdgeKind::Default => Slot::Default,
            asl::graph::EdgeKind::Catch { catcher } => Slot::Catch(catcher),
        };
        Some((Port { workflow, owner, slot }, transition))
    })
    .collect()
}
