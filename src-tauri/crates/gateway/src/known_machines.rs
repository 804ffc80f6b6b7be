//! State machines that were looked up, for as long as none changes: every start of an execution looks one up.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::refusal::Refusal;
use crate::state_machines::Named;

/// State machines that are remembered at most.
const KNOWN_MAX: usize = 1_024;

/// What is remembered.
#[derive(Debug, Default)]
pub(crate) struct KnownMachines(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// The number of changes there had been when the first of them was looked up.
    changes: u64,
    of: HashMap<String, Arc<Named>>,
}

impl KnownMachines {
    /// What an ARN names, from memory or by `look_up`. `changes` counts the changes of state machines, each after it is
    /// in the database; so what was looked up before a change is not kept after it.
    ///
    /// # Errors
    /// What `look_up` returns; that is not remembered.
    pub(crate) fn named(
        &self,
        arn: &str,
        changes: u64,
        look_up: impl FnOnce() -> Result<Named, Refusal>,
    ) -> Result<Arc<Named>, Refusal> {
        if let Some(named) = self.at(changes, |of| of.get(arn).cloned()) {
            return Ok(named);
        }
        let named = Arc::new(look_up()?);
        // An alias chooses anew each time.
        if named.alias.is_none() {
            self.at(changes, |of| {
                if of.len() >= KNOWN_MAX {
                    of.clear();
                }
                of.insert(arn.to_owned(), Arc::clone(&named))
            });
        }
        Ok(named)
    }

    /// `None` for somebody who saw fewer changes than others before.
    fn at<T>(
        &self,
        changes: u64,
        look: impl FnOnce(&mut HashMap<String, Arc<Named>>) -> Option<T>,
    ) -> Option<T> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.changes < changes {
            *known = Known { changes, of: HashMap::new() };
        }
        if known.changes == changes { look(&mut known.of) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use store::tables::state_machines::StateMachine;

    use super::KnownMachines;
    use crate::refusal::Refusal;
    use crate::state_machines::Named;

    fn machine(revision: &str) -> Named {
        let machine = StateMachine {
            arn: "a".into(),
            name: "m".into(),
            kind: "STANDARD".into(),
            definition: String::new(),
            role_arn: String::new(),
            configuration: String::new(),
            created_as: String::new(),
            revision: Some(revision.into()),
            last_version: 0,
            created_at: 0,
            updated_at: 0,
            is_deleting: false,
        };
        Named::new(machine, None, None)
    }

    #[test]
    fn what_was_looked_up_before_a_change_is_not_kept_after_it() {
        let known = KnownMachines::default();
        let look = |changes, look_up: Result<&str, ()>| {
            let look_up = || look_up.map(machine).map_err(|()| Refusal::no_state_machine("a"));
            known.named("a", changes, look_up).map(|named| named.machine.revision.clone().unwrap_or_default())
        };
        assert_eq!(look(0, Err(())).map_err(|refusal| refusal.name), Err("StateMachineDoesNotExist"));
        assert_eq!(look(0, Ok("one")).ok().as_deref(), Some("one"), "a refusal is not remembered");
        assert_eq!(look(0, Ok("two")).ok().as_deref(), Some("one"), "nothing has changed");
        assert_eq!(look(1, Ok("two")).ok().as_deref(), Some("two"), "something has");
        assert_eq!(look(0, Ok("one")).ok().as_deref(), Some("one"), "the slow one sees what it saw…");
        assert_eq!(look(1, Err(())).ok().as_deref(), Some("two"), "…and leaves nothing behind");
    }
}
