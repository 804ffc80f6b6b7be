//! `ItemSelector`: what a child gets of an item.

use std::sync::Arc;

use expressions::Environment;
use serde_json::Value;

use super::MapRun;
use crate::context::{self, Detail};
use crate::dataflow::check_bounds;
use crate::needs::Needs;
use crate::scope::{Visit, Work, scope_of};
use crate::sight::Sight;
use crate::states::Body;
use crate::variables::Variables;
use crate::{Execution, Failure, Payload, Program, Start, Ticket, Timestamp};

/// Makes inputs of items, by the fields of the state as they were when the Map Run started.
#[derive(Clone, Debug)]
pub struct Feed {
    program: Program,
    run: Arc<MapRun>,
    start: Arc<Start>,
    view: View,
    effective: Payload,
    at: Timestamp,
}

/// What the state's expressions see, as it can be sent to another thread.
#[derive(Clone, Debug)]
struct View {
    name: Arc<str>,
    entered: u64,
    input: Payload,
    context: Value,
    needs: Needs,
    variables: Variables,
}

/// An item as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceItem<'a> {
    /// The JSON text of the item.
    pub value: Payload,
    /// `$$.Map.Item.Key`.
    pub key: Option<&'a str>,
    /// `$$.Map.Item.Source`.
    pub source: &'a str,
}

impl Feed {
    /// The feed of the Map Run that `ticket` names; none if nobody waits for it.
    #[must_use]
    pub fn new(program: &Program, execution: &Execution, ticket: Ticket) -> Option<Self> {
        let scope = execution.scope(scope_of(ticket))?;
        let visit = scope.visit()?;
        let Visit { work: Work::MapRun(running), .. } = visit else { return None };
        if running.ticket != ticket {
            return None;
        }
        let state = program.state(visit.state)?;
        let origin = execution.origin.as_deref()?;
        let mut view = View {
            name: visit.name.clone(),
            entered: visit.entered,
            input: visit.input.clone(),
            context: context::build(origin, visit, state.needs.context, Detail::Nothing),
            needs: state.needs,
            variables: scope.variables.clone(),
        };
        let mut start = Arc::clone(&origin.start);
        if let Some(ahead) = execution.virtual_time() {
            // Children begin at the instant that the clock of this execution shows.
            Arc::make_mut(&mut start).virtual_time = Some(ahead);
        }
        let environment = Environment::new(running.at.0, running.run.seed);
        let effective = view.look(environment, |sight| state.dataflow.effective(sight)).ok()?;
        Some(Self {
            program: program.clone(),
            run: Arc::clone(&running.run),
            start,
            view,
            effective,
            at: running.at,
        })
    }

    /// The Map Run.
    #[must_use]
    pub fn run(&self) -> &Arc<MapRun> {
        &self.run
    }

    /// What the execution around it was started with.
    #[must_use]
    pub fn parent(&self) -> &Arc<Start> {
        &self.start
    }

    /// The workflow of the children.
    #[must_use]
    pub fn child_program(&self) -> Option<Program> {
        self.program.processor(self.run.state)
    }

    /// What the item at `index` becomes.
    ///
    /// # Errors
    /// A fault in `ItemSelector`, or an item that is too large.
    pub fn select(&mut self, index: u64, item: &SourceItem<'_>) -> Result<Payload, Failure> {
        let Some(state) = self.program.state(self.run.state) else { return Ok(item.value.clone()) };
        let Body::Map(map) = &state.body else { return Ok(item.value.clone()) };
        let mix = index.wrapping_mul(GOLDEN);
        let environment = Environment::new(self.at.0, self.run.seed ^ mix);
        if map.is_selecting() && !self.view.context.is_null() {
            let value = item.value.value().clone();
            context::put_item(&mut self.view.context, index, item.key, value, Some(item.source));
        }
        let effective = &self.effective;
        let selected = self.view.look(environment, |sight| match map.is_selecting() {
            true => map.select(sight, effective, item.value.value()),
            // It goes to its child as it is.
            false => check_bounds(&item.value, sight).map(|()| item.value.clone()),
        });
        selected.map_err(|broken| broken.failure)
    }

    /// The items of the state's own input from `skip` on, with their keys.
    #[must_use]
    pub fn state_items(items: &Payload, skip: usize) -> Vec<(Option<String>, Payload)> {
        match items.value() {
            Value::Array(items) => {
                items.iter().skip(skip).map(|item| (None, Payload::from_value(item.clone()))).collect()
            }
            Value::Object(members) => members
                .iter()
                .skip(skip)
                .map(|(key, value)| (Some(key.clone()), Payload::from_value(value.clone())))
                .collect(),
            _ => Vec::new(),
        }
    }
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl View {
    fn look<T>(&mut self, environment: Environment, look: impl FnOnce(&Sight) -> T) -> T {
        let sight = Sight {
            name: self.name.clone(),
            entered: self.entered,
            input: self.input.clone(),
            context: std::mem::take(&mut self.context),
            needs: self.needs,
            variables: self.variables.clone(),
            environment,
            probe: None,
        };
        let seen = look(&sight);
        self.context = sight.context;
        seen
    }
}
