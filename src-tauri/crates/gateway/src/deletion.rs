//! How state machines go: at once, or, while executions of theirs are open, once the last of these is over
//! (step-functions-executions §8.6). Until then they are `DELETING`; their executions end at their next transition,
//! which the engine sees to.

use std::time::Duration;

use store::tables::state_machines::StateMachine;
use tokio::sync::broadcast::error::RecvError;

use crate::door::Gateway;
use crate::refusal::Refusal;

/// After a failure of the database, until the next try.
const PAUSE: Duration = Duration::from_secs(1);

/// Refuses what cannot be done with a state machine that is being deleted.
pub(crate) fn check_active(machine: &StateMachine) -> Result<(), Refusal> {
    if machine.is_deleting { Err(Refusal::deleting(&machine.arn)) } else { Ok(()) }
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
        let mut changes = self.drivers.runtime.subscribe();
        loop {
            while self.remove_all_closed().await.is_err() {
                tokio::time::sleep(PAUSE).await;
            }
            loop {
                match changes.recv().await {
                    Ok(change) if change.status == "RUNNING" => {}
                    // Who missed some looks at everything.
                    Ok(_) | Err(RecvError::Lagged(_)) => break,
                    Err(RecvError::Closed) => return,
                }
            }
        }
    }

    async fn remove_all_closed(&self) -> Result<(), Refusal> {
        if !self.drivers.runtime.is_any_deleting() {
            return Ok(());
        }
        for arn in self.read(|tables| tables.state_machines().deleting())? {
            self.remove_unless_open(arn).await?;
        }
        Ok(())
    }

    /// With its versions, aliases and tags.
    async fn remove_unless_open(&self, arn: String) -> Result<(), Refusal> {
        let runtime = &self.drivers.runtime;
        if runtime.first_open_of(&arn)?.is_some() || !runtime.running_express(&arn).is_empty() {
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
