//! Activities, and their tasks that wait for a worker.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use engine::Ticket;
use serde_json::json;
use store::tables::activities::Activity;
use tokio::sync::Notify;

use crate::Work;
use crate::letter::Mailbox;

/// An activity that comes with a workflow: nobody has said anything about it but its ARN.
pub(crate) fn unnamed(arn: &str, created_at: i64) -> Activity {
    Activity {
        arn: arn.to_owned(),
        name: arn.rsplit(':').next().unwrap_or_default().to_owned(),
        encryption: json!({ "encryptionConfiguration": { "type": "AWS_OWNED_KEY" } }).to_string(),
        created_at,
    }
}

/// An activity task that no worker has taken yet.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    pub(crate) execution: i64,
    pub(crate) work: Work,
    pub(crate) mailbox: Mailbox,
}

/// Ordered by execution and ticket, so that offering twice and taking out are cheap.
type Queue = BTreeMap<(i64, Ticket), Waiting>;

/// Workers that may wait for the tasks of one activity at a time (AWS: "Activity pollers per ARN").
const POLLERS_MAX: usize = 1_000;

/// Queues by activity ARN, oldest execution first.
#[derive(Debug, Default)]
pub(crate) struct Activities {
    pollers: Mutex<BTreeMap<String, usize>>,
    queues: Mutex<BTreeMap<std::sync::Arc<str>, Queue>>,
    arrived: Notify,
}

/// A worker that waits for tasks; it is counted until this is dropped.
#[derive(Debug)]
pub(crate) struct Poll<'a> {
    activities: &'a Activities,
    resource: &'a str,
}

impl Drop for Poll<'_> {
    fn drop(&mut self) {
        let mut pollers = self.activities.pollers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = pollers.get_mut(self.resource) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                pollers.remove(self.resource);
            }
        }
    }
}

impl Activities {
    /// Lets one more worker wait; none if there are too many.
    pub(crate) fn poll<'a>(&'a self, resource: &'a str) -> Option<Poll<'a>> {
        let mut pollers = self.pollers.lock().unwrap_or_else(PoisonError::into_inner);
        let count = pollers.entry(resource.to_owned()).or_default();
        if *count >= POLLERS_MAX {
            return None;
        }
        *count += 1;
        Some(Poll { activities: self, resource })
    }

    /// Queues a task; one that is queued already stays where it is.
    pub(crate) fn offer(&self, waiting: Waiting) {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queues.entry(waiting.work.task.resource.clone()).or_default();
        queue.entry((waiting.execution, waiting.work.ticket)).or_insert(waiting);
        drop(queues);
        self.arrived.notify_waiters();
    }

    /// Takes a task out that was answered, timed out or stopped.
    pub(crate) fn withdraw(&self, resource: &str, execution: i64, ticket: Ticket) {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = queues.get_mut(resource) {
            queue.remove(&(execution, ticket));
            if queue.is_empty() {
                queues.remove(resource);
            }
        }
    }

    /// The oldest task of an activity; waits until there is one.
    pub(crate) async fn next(&self, resource: &str) -> Waiting {
        loop {
            let mut arrived = std::pin::pin!(self.arrived.notified());
            // Registered before looking, so that a task offered in between is not missed.
            arrived.as_mut().enable();
            if let Some(waiting) = self.pop(resource) {
                return waiting;
            }
            arrived.await;
        }
    }

    pub(crate) fn list(&self) -> Vec<Work> {
        let queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        queues.values().flat_map(BTreeMap::values).map(|waiting| waiting.work.clone()).collect()
    }

    fn pop(&self, resource: &str) -> Option<Waiting> {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        queues.get_mut(resource)?.pop_first().map(|(_, waiting)| waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_workers_may_wait_and_each_that_leaves_makes_room() {
        let activities = Activities::default();
        let mut polls: Vec<_> = (0..POLLERS_MAX).map(|_| activities.poll("a").expect("room")).collect();
        assert!(activities.poll("a").is_none());
        assert!(activities.poll("b").is_some(), "each activity counts for itself");
        polls.pop();
        assert!(activities.poll("a").is_some());
        drop(polls);
        assert!(activities.pollers.lock().unwrap().is_empty());
    }
}
