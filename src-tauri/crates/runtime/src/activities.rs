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

/// Queues by activity ARN, oldest execution first.
#[derive(Debug, Default)]
pub(crate) struct Activities {
    queues: Mutex<BTreeMap<std::sync::Arc<str>, Queue>>,
    arrived: Notify,
}

impl Activities {
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
