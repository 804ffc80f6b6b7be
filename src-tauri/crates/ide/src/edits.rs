//! One file per edit.

mod add_branch;
mod border;
mod change_type;
mod connect;
mod copies;
mod delete_states;
mod duplicate_states;
mod effects;
mod envelope;
mod extract_states;
mod group;
mod inline_machine;
mod insert_state;
mod links;
mod move_branch;
mod move_field;
mod move_states;
mod names;
mod nested_task;
mod newcomer;
mod paste_states;
mod remove_branch;
mod remove_field;
mod rename_state;
mod rename_variable;
mod set_field;
mod switch_states;
#[cfg(test)]
mod tests;
mod unwrap_state;
mod use_jsonata;
mod wrap_states;

use asl::{State, StateMachine};

use crate::document::errors;
use crate::{Document, Edit, Edited, Refusal};

pub(crate) use effects::with_effects;
pub(crate) use group::Group;

/// Runs an edit and makes sure that it breaks no text that was whole. Gives the text after it too.
pub(crate) fn run(document: &Document, edit: &Edit) -> Result<(Edited, String), Refusal> {
    let scene = Scene::of(document)?;
    let edited = match edit {
        Edit::InsertState { on, name, body } => insert_state::run(&scene, on, name, body),
        Edit::MoveStates { states, on } => move_states::run(&scene, states, on),
        Edit::DeleteStates { states, relink } => delete_states::run(&scene, states, *relink),
        Edit::DuplicateStates { states } => duplicate_states::run(&scene, states),
        Edit::RenameState { state, name } => rename_state::run(&scene, state, name),
        Edit::RenameVariable { name, scope, to } => rename_variable::run(&scene, name, scope, to),
        Edit::Connect { port, to } => connect::run(&scene, port, to.as_deref()),
        Edit::ChangeType { state, to, body } => change_type::run(&scene, state, *to, body),
        Edit::SetField { at, value } => set_field::run(&scene, at, value),
        Edit::RemoveField { at } => remove_field::run(&scene, at),
        Edit::MoveField { from, to } => move_field::run(&scene, from, to),
        Edit::AddBranch { state, at } => add_branch::run(&scene, state, *at),
        Edit::RemoveBranch { branch } => remove_branch::run(&scene, branch),
        Edit::MoveBranch { branch, to } => move_branch::run(&scene, branch, *to),
        Edit::WrapStates { states, into } => wrap_states::run(&scene, states, *into),
        Edit::UnwrapState { state } => unwrap_state::run(&scene, state),
        Edit::ExtractStates { states, arn, waits } => extract_states::run(&scene, states, arn, *waits),
        Edit::InlineMachine { state, definition } => inline_machine::run(&scene, state, definition),
        Edit::UseJsonata { states } => use_jsonata::run(&scene, states),
        Edit::SwitchStates { states, on } => switch_states::run(&scene, states, *on),
        Edit::PasteStates { text, on } => paste_states::run(&scene, text, on),
    }?;
    let after = syntax::apply(document.text(), &edited.edits).ok_or(Refusal::BrokenText)?;
    let (_, problems) = syntax::read(&after);
    if errors(&problems) > document.syntax_problems { Err(Refusal::BrokenText) } else { Ok((edited, after)) }
}

/// What every edit looks at.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'d> {
    pub(crate) document: &'d Document,
    pub(crate) machine: &'d StateMachine,
}

impl<'d> Scene<'d> {
    pub(crate) fn of(document: &'d Document) -> Result<Self, Refusal> {
        let machine = document.machine.as_ref().ok_or(Refusal::NoWorkflow)?;
        Ok(Self { document, machine })
    }

    fn state(&self, pointer: &str) -> Result<&'d State, Refusal> {
        self.machine.at_pointer(pointer).ok_or_else(|| Refusal::NoSuchState(pointer.to_owned()))
    }

    fn body(&self, state: &State) -> Result<syntax::Node<'d>, Refusal> {
        let document: &'d Document = self.document;
        document.body(state).ok_or(Refusal::BrokenText)
    }
}

/// The pointer of a state called `name` in the workflow at `scope`.
fn state_pointer(scope: &str, name: &str) -> String {
    format!("{scope}/States{}", syntax::Pointer::default().join(name))
}
