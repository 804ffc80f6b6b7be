//! One file per edit.

mod add_branch;
mod change_type;
mod connect;
mod delete_states;
mod duplicate_states;
mod insert_state;
mod links;
mod move_state;
mod names;
mod newcomer;
mod remove_field;
mod rename_state;
mod set_field;
#[cfg(test)]
mod tests;

use asl::{State, StateMachine};

use crate::{Document, Edit, Edited, Refusal};

/// Runs an edit and makes sure that it breaks no text that was whole.
pub(crate) fn run(document: &Document, edit: &Edit) -> Result<Edited, Refusal> {
    let scene = Scene::of(document)?;
    let edited = match edit {
        Edit::InsertState { on, name, body } => insert_state::run(&scene, on, name, body),
        Edit::MoveState { state, on } => move_state::run(&scene, state, on),
        Edit::DeleteStates { states } => delete_states::run(&scene, states),
        Edit::DuplicateStates { states } => duplicate_states::run(&scene, states),
        Edit::RenameState { state, name } => rename_state::run(&scene, state, name),
        Edit::Connect { port, to } => connect::run(&scene, port, to.as_deref()),
        Edit::ChangeType { state, to, body } => change_type::run(&scene, state, *to, body),
        Edit::SetField { at, value } => set_field::run(&scene, at, value),
        Edit::RemoveField { at } => remove_field::run(&scene, at),
        Edit::AddBranch { state } => add_branch::run(&scene, state),
    }?;
    let after = syntax::apply(document.text(), &edited.edits).ok_or(Refusal::BrokenText)?;
    let (_, problems) = syntax::parse(&after);
    if problems.len() > document.syntax_problems { Err(Refusal::BrokenText) } else { Ok(edited) }
}

/// What every edit looks at.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'d> {
    pub(crate) document: &'d Document,
    pub(crate) machine: &'d StateMachine,
}

impl<'d> Scene<'d> {
    fn of(document: &'d Document) -> Result<Self, Refusal> {
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
