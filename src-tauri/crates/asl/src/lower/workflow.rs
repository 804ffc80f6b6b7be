//! A `States` object and what is around it.

use std::collections::BTreeMap;

use syntax::{Diagnostic, Kind, Member, Node, Pointer};

use super::{Fields, NESTING_MAX, state};
use crate::machine::Owner;
use crate::{StateId, StateMachine, Workflow, WorkflowId, codes};

/// A workflow that waits to be lowered.
pub(super) struct Job<'t> {
    node: Node<'t>,
    owner: Option<Owner>,
    pointer: String,
    location: String,
}

impl<'t> Job<'t> {
    pub(super) fn root(node: Node<'t>) -> Self {
        Self { node, owner: None, pointer: String::new(), location: String::new() }
    }
}

/// Takes the workflows found inside one state.
pub(crate) struct Nested<'t> {
    pub(super) jobs: Vec<Job<'t>>,
    /// Number of the next workflow. Jobs are lowered in the order they are found, so it can be given out now.
    pub(super) next: u32,
    pub(super) state: StateId,
    pub(super) pointer: String,
    pub(super) location: String,
    /// Depth of the workflows found here, at least 1.
    pub(super) depth: usize,
}

impl<'t> Nested<'t> {
    /// Notes a workflow for later. Reports it instead if it is nested too deeply or is no object.
    pub(crate) fn enqueue(
        &mut self,
        fields: &mut Fields<'_, 't>,
        node: Node<'t>,
        branch: usize,
        pointer: &str,
        location: &str,
    ) -> Option<WorkflowId> {
        let mut body = fields.inside(node, location);
        if !body.expect_object() {
            return None;
        }
        if self.depth > NESTING_MAX {
            let message = format!("containers are nested more than {NESTING_MAX} deep");
            body.report(Diagnostic::error(codes::TOO_DEEPLY_NESTED, message, node.span()));
            return None;
        }
        let is_processor = !pointer.starts_with("/Branches");
        let config: &[&str] = if is_processor { &["ProcessorConfig"] } else { &[] };
        body.only(&[&["Comment", "StartAt", "States"], config].concat());
        let owner = Owner { state: self.state, branch, depth: self.depth };
        let id = WorkflowId(self.next);
        self.next += 1;
        self.jobs.push(Job {
            node,
            owner: Some(owner),
            pointer: format!("{}{pointer}", self.pointer),
            location: format!("{}{location}", self.location),
        });
        Some(id)
    }
}

/// Adds the workflow and its states to the machine; gives the workflows found inside.
pub(super) fn lower<'t>(
    job: &Job<'t>,
    machine: &mut StateMachine,
    numbered: &mut u32,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Job<'t>> {
    let id = WorkflowId(number(machine.workflows.len()));
    let mut fields = Fields::new(job.node, job.location.clone(), machine.query_language, problems);
    fields.required(&["States", "StartAt"]);
    let comment = fields.string("Comment");
    let start_at = fields.string("StartAt");
    let states_object = fields.object("States");
    let mut workflow = Workflow {
        id,
        owner: job.owner,
        span: job.node.span(),
        pointer: job.pointer.clone(),
        location: job.location.clone(),
        comment,
        start_at,
        states_span: states_object.as_ref().map(|object| object.span),
        states: Vec::new(),
        names: BTreeMap::new(),
    };
    let mut found = Vec::new();
    for member in states_object.iter().flat_map(|object| object.value.members()) {
        found.extend(add_state(&member, &mut workflow, machine, numbered, problems));
    }
    machine.workflows.push(workflow);
    found
}

/// Adds one state; gives the workflows found inside.
fn add_state<'t>(
    member: &Member<'t>,
    workflow: &mut Workflow,
    machine: &mut StateMachine,
    numbered: &mut u32,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Job<'t>> {
    let name = member.key().into_owned();
    let location = format!("{}/States/{name}", workflow.location);
    let mut body = Fields::new(member.value, location.clone(), machine.query_language, problems);
    if member.value.kind() != Kind::Missing && !body.expect_object() {
        return Vec::new();
    }
    let mut nested = Nested {
        jobs: Vec::new(),
        next: *numbered,
        state: StateId(number(machine.states.len())),
        pointer: format!("{}/States{}", workflow.pointer, Pointer::default().join(&name)),
        location,
        depth: workflow.depth() + 1,
    };
    let state = state::lower(member, name, workflow.id, &mut nested, body);
    workflow.states.push(state.id);
    workflow.names.insert(state.name.clone(), state.id);
    machine.states.push(state);
    *numbered = nested.next;
    nested.jobs
}

/// Texts are shorter than `u32::MAX` bytes, so nothing in them is more numerous.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
