//! How state machines go: at once, or, while executions of theirs are open, once the last of these is over
//! (step-functions-executions §8.6). Until then they are `DELETING`; their executions end at their next transition,
//! which the engine sees to.

use std::time::Duration;

use store::Writing;
use store::tables::state_machines::StateMachine;
use tokio::sync::broadcast::error::RecvError;

use crate::door::Gateway;
use crate::refusal::Refusal;
use crate::state_machines::Trouble;

/// After a failure of the database, until the next try.
const PAUSE: Duration = Duration::from_secs(1);

/// State machines to be looked at.
enum Wanted {
    One(String),
    /// At the start, and when ends were missed.
    All,
}

/// Refuses what cannot be done with a state machine that is being deleted.
pub(crate) fn check_active(machine: &StateMachine) -> Result<(), Refusal> {
    if machine.is_deleting { Err(Refusal::deleting(&machine.arn)) } else { Ok(()) }
}

/// Refuses what cannot be done with a version or an alias of a state machine that is being deleted.
pub(crate) fn check_owner_active(tables: &Writing<'_>, machine_arn: &str) -> Result<(), Trouble> {
    let owner = tables.reading().state_machines().by_arn(machine_arn)?;
    owner.iter().try_for_each(check_active).map_err(Trouble::from)
}

impl Gateway {
    /// Begins to delete a state machine, which cannot be stopped any more. One that is not there is deleted.
    pub(crate) async fn delete(&self, arn: String) -> Result<(), Refusal> {
        let marked = arn.clone();
        let is_there = self
            .change(move |tables| {
                let Some(machine) = tables.reading().state_machines().by_arn(&marked)? else {
                    return Ok(false);
                };
                tables.state_machines().put(&StateMachine { is_deleting: true, ..machine })?;
                Ok(true)
            })
            .await?;
        if is_there {
            self.drivers.runtime.set_deleting(&arn, true);
            self.remove_unless_open(arn).await?;
        }
        Ok(())
    }

    /// Removes state machines that are being deleted once nothing of theirs is open. Never ends by itself.
    pub async fn finish_deletions(&self) {
        let runtime = &self.drivers.runtime;
        let mut changes = runtime.subscribe();
        let mut wanted = Wanted::All;
        loop {
            while self.remove(&wanted).await.is_err() {
                tokio::time::sleep(PAUSE).await;
            }
            wanted = loop {
                match changes.recv().await {
                    Ok(change) if change.status == "RUNNING" => {}
                    Ok(change) => {
                        if let Some(machine) = runtime.deleting_machine_of(&change.execution_arn) {
                            break Wanted::One(machine);
                        }
                    }
                    Err(RecvError::Lagged(_)) => break Wanted::All,
                    Err(RecvError::Closed) => return,
                }
            };
        }
    }

    async fn remove(&self, wanted: &Wanted) -> Result<(), Refusal> {
        let arns = match wanted {
            Wanted::One(arn) => vec![arn.clone()],
            Wanted::All if self.drivers.runtime.is_any_deleting() => {
                self.read(|tables| tables.state_machines().deleting())?
            }
            Wanted::All => Vec::new(),
        };
        for arn in arns {
            self.remove_unless_open(arn).await?;
        }
        Ok(())
    }

    /// With its versions, aliases and tags.
    async fn remove_unless_open(&self, arn: String) -> Result<(), Refusal> {
        let runtime = &self.drivers.runtime;
        if runtime.has_open(&arn)? {
            return Ok(());
        }
        // Before it is gone: the next one of its name must be able to run at once.
        runtime.set_deleting(&arn, false);
        let gone = arn.clone();
        let removed = self.change(move |tables| {
            tables.state_machines().remove(&gone)?;
            tables.tags().remove_all(&gone)?;
            Ok(())
        });
        let removed = removed.await;
        if removed.is_err() {
            runtime.set_deleting(&arn, true);
        }
        removed
    }
}
