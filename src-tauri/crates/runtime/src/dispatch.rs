//! Hands work to integrations, and takes it away again.

use std::sync::Arc;

use engine::{Failure, Outcome, Pattern, Task, Ticket};
use tokio::task::AbortHandle;

use crate::ground::Ground;
use crate::letter::{Letter, Mailbox};
use crate::resident::Tracked;
use crate::{Begun, Desk, Work};

/// No execution has this number.
const NO_EXECUTION: i64 = -1;

/// Error of a task whose service has no local counterpart; may be caught like any other.
pub const NOT_AVAILABLE: &str = "Signalbox.NotAvailableLocally";

/// Says that the work is lost, unless it was said how it began. The integration may panic or be dropped.
struct Promise {
    mailbox: Mailbox,
    execution: i64,
    ticket: Ticket,
    pattern: Pattern,
    is_kept: bool,
}

impl Drop for Promise {
    fn drop(&mut self) {
        // Nobody was asked to do an activity, so nobody can have lost it.
        if !self.is_kept && self.pattern != Pattern::Activity {
            self.mailbox.post(self.execution, Letter::Lost { ticket: self.ticket });
        }
    }
}

/// Begins a piece of work. Its `TaskStarted` is on disk.
pub(crate) fn begin(ground: &Ground, mailbox: &Mailbox, execution: i64, work: Work) -> Option<AbortHandle> {
    let (ticket, pattern) = (work.ticket, work.task.pattern);
    let Some(integration) = ground.integration(&work.task) else {
        if pattern != Pattern::Activity {
            let outcome = Outcome::Failed(not_available(&work.task));
            mailbox.post(execution, Letter::Begun { ticket, begun: Begun::Answered(outcome) });
        }
        return None;
    };
    let desk = Desk { mailbox: mailbox.clone(), execution, ticket };
    let mut promise = Promise { mailbox: mailbox.clone(), execution, ticket, pattern, is_kept: false };
    let integration = Arc::clone(integration);
    let task = tokio::spawn(async move {
        let begun = integration.begin(work, desk).await;
        promise.is_kept = true;
        promise.mailbox.post(execution, Letter::Begun { ticket, begun });
    });
    Some(task.abort_handle())
}

/// Nobody waits for this work any more.
pub(crate) fn abandon(ground: &Ground, work: Work, tracked: Tracked) {
    if tracked.settled {
        return;
    }
    let Some(integration) = ground.integration(&work.task) else { return };
    let integration = Arc::clone(integration);
    tokio::spawn(async move {
        integration.abandon(work).await;
        if let Some(running) = tracked.running {
            running.abort();
        }
    });
}

/// Has one piece of work done that belongs to no execution, and waits for its end. Nobody listens at the desk, so that
/// only work that is over when it has begun comes to an end.
pub(crate) async fn attempt(ground: &Ground, mailbox: &Mailbox, work: Work) -> Outcome {
    let Some(integration) = ground.integration(&work.task) else {
        return Outcome::Failed(not_available(&work.task));
    };
    let desk = Desk { mailbox: mailbox.clone(), execution: NO_EXECUTION, ticket: work.ticket };
    match integration.begin(work, desk).await {
        Begun::Answered(outcome) => outcome,
        Begun::Accepted(_) => {
            let cause = "the work goes on after it was accepted, which only an execution can wait for";
            Outcome::Failed(Failure::new(NOT_AVAILABLE, cause))
        }
    }
}

fn not_available(task: &Task) -> Failure {
    Failure {
        error: Some(NOT_AVAILABLE.into()),
        cause: Some(format!("nothing on this machine stands in for `{}` yet", task.resource)),
    }
}
