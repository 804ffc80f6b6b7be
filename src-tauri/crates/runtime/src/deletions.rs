//! State machines that are being deleted. Their executions enter no state any more; the engine ends them.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use engine::Start;

use crate::{Error, Runtime, names};

/// Open executions that are looked at together.
const PAGE: u32 = 100;

/// Their ARNs. Nearly always there is none.
#[derive(Debug, Default)]
pub(crate) struct Deletions {
    arns: Mutex<HashSet<String>>,
    is_any: AtomicBool,
}

impl Deletions {
    pub(crate) fn new(arns: impl IntoIterator<Item = String>) -> Self {
        let arns: HashSet<String> = arns.into_iter().collect();
        Self { is_any: AtomicBool::new(!arns.is_empty()), arns: Mutex::new(arns) }
    }

    fn arns(&self) -> MutexGuard<'_, HashSet<String>> {
        self.arns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether an execution that started like this is to end.
    pub(crate) fn takes(&self, start: Option<&Start>) -> bool {
        self.is_any.load(Ordering::Relaxed) && start.is_some_and(|start| self.is_of_any(start))
    }

    /// A workflow that runs from its text was never kept under its name: its role says so.
    fn is_of_any(&self, start: &Start) -> bool {
        // Children of a Map Run have its label behind the ARN.
        let machine = start.state_machine_arn.split('/').next().unwrap_or_default();
        start.role_arn != names::role_arn() && self.arns().contains(machine)
    }
}

impl Runtime {
    /// Says that a state machine is being deleted, or that it is gone. What the database says of it counts when the
    /// runtime is opened.
    pub fn set_deleting(&self, machine_arn: &str, is_deleting: bool) {
        let deletions = &self.ground().deletions;
        let mut arns = deletions.arns();
        match is_deleting {
            true => drop(arns.insert(machine_arn.to_owned())),
            false => drop(arns.remove(machine_arn)),
        }
        deletions.is_any.store(!arns.is_empty(), Ordering::Relaxed);
    }

    /// Whether any state machine is being deleted.
    #[must_use]
    pub fn is_any_deleting(&self) -> bool {
        self.ground().deletions.is_any.load(Ordering::Relaxed)
    }

    /// ARN of the state machine of an execution, if it is being deleted.
    #[must_use]
    pub fn deleting_machine_of(&self, execution_arn: &str) -> Option<String> {
        let machine = self.is_any_deleting().then(|| names::machine_of(execution_arn))??;
        self.ground().deletions.arns().contains(&machine).then_some(machine)
    }

    /// Whether an execution of a kept state machine is open. Children of Map Runs do not count.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn has_open(&self, machine_arn: &str) -> Result<bool, Error> {
        if !self.running_express(machine_arn).is_empty() {
            return Ok(true);
        }
        let name = machine_arn.rsplit(':').next().unwrap_or_default();
        let prefix = names::executions_of(machine_arn);
        let mut before = None;
        loop {
            let page = self
                .store()
                .read(|tables| tables.executions().listed(name, &prefix, Some("RUNNING"), before, PAGE))?;
            let Some(last) = page.last() else { return Ok(false) };
            before = Some(last.id);
            for open in &page {
                if self.beginning_of(&open.arn)?.role_arn != names::role_arn() {
                    return Ok(true);
                }
            }
        }
    }
}
