//! Tasks that wait for a token or a worker: a request is written for people, then the service does its part.

use std::sync::Arc;

use engine::{Pattern, Payload};
use runtime::{Begun, Desk, Integration, Later, Work};
use serde_json::Value;
use store::tables::approval_audit::Entry;
use store::tables::approvals::{Approval, Status};
use store::{Error, Store};
use tokio::sync::watch;

use super::Question;
use crate::Chance;
use crate::sdk_answer::SdkAnswer;

/// Asks people about every task that somebody outside has to answer.
#[derive(Clone, Debug)]
pub struct AskPeople {
    store: Store,
    chance: Chance,
    services: Arc<[Arc<dyn Integration>]>,
    news: watch::Sender<u64>,
}

impl AskPeople {
    /// `news` counts requests made and closed, for whoever shows a list of them. `services` do what a task with a token asks for besides waiting, for example invoke a function.
    #[must_use]
    pub fn new(
        store: Store,
        chance: Chance,
        services: Vec<Arc<dyn Integration>>,
        news: watch::Sender<u64>,
    ) -> Self {
        Self { store, chance, services: services.into(), news }
    }

    async fn ask(&self, work: &Work) -> Result<(), Error> {
        let row = self.request(work);
        let entry = audit(&row.id, row.requested_at, "system", "requested", &row.evidence);
        self.store
            .write(move |rows| {
                if rows.approvals().request(&row)? {
                    rows.approval_audit().append(&entry)?;
                }
                Ok(())
            })
            .await?;
        self.news.send_modify(|count| *count = count.wrapping_add(1));
        Ok(())
    }

    fn request(&self, work: &Work) -> Approval {
        let question = Question::read(&work.task);
        let at = self.chance.now();
        let timeout = work.task.timeout_seconds.map(|seconds| i64::from(seconds).saturating_mul(1000));
        Approval {
            id: self.chance.id(),
            execution_arn: work.origin.execution_arn.to_string(),
            ticket: work.ticket.0,
            token: work.task.token.clone().unwrap_or_default(),
            workflow: work.origin.machine.clone(),
            state: work.task.state.to_string(),
            title: question.title,
            instructions: question.instructions,
            evidence: question.evidence.to_string(),
            on_reject: question.on_reject.word().to_owned(),
            status: Status::Pending,
            requested_at: at,
            due_at: timeout.map(|timeout| at.saturating_add(timeout)),
            decided_by: None,
            decided_at: None,
            comment: None,
            closed_reason: None,
        }
    }

    /// Nobody needs to decide any more.
    async fn close(&self, work: &Work, reason: &'static str) -> Result<(), Error> {
        let (arn, ticket, at) = (work.origin.execution_arn.to_string(), work.ticket.0, self.chance.now());
        self.store
            .write(move |rows| {
                let Some(row) = rows.reading().approvals().by_ticket(&arn, ticket)? else { return Ok(()) };
                if rows.approvals().close(&arn, ticket, reason)? {
                    let detail = Value::from(reason).to_string();
                    rows.approval_audit().append(&audit(&row.id, at, "system", "closed", &detail))?;
                }
                Ok(())
            })
            .await?;
        self.news.send_modify(|count| *count = count.wrapping_add(1));
        Ok(())
    }

    /// Why the work was abandoned, as far as can be told from outside the execution.
    fn reason(&self, work: &Work) -> &'static str {
        let row =
            self.store.read(|rows| rows.approvals().by_ticket(&work.origin.execution_arn, work.ticket.0));
        let due = row.ok().flatten().and_then(|row| row.due_at);
        if due.is_some_and(|due| due <= self.chance.now()) {
            "nobody decided in time"
        } else {
            "the step no longer waits: the execution stopped, or a worker answered"
        }
    }

    /// What the service answers when it has taken the token: an SQS `SendMessage` and its like.
    fn accepted(&self) -> Payload {
        let request_id = self.chance.uuid();
        let answer = SdkAnswer {
            request_id: &request_id,
            at: self.chance.now(),
            length: 0,
            status: 200,
            headers: &[],
        };
        let mut members = serde_json::Map::new();
        members.insert("MessageId".to_owned(), self.chance.uuid().into());
        members.extend(answer.members());
        Payload::from_value(members.into())
    }

    async fn begin(self, work: Work, desk: Desk) -> Begun {
        // A request that cannot be written would leave the step waiting for nobody to see.
        if let Err(error) = self.ask(&work).await {
            let cause = format!("the request for a decision could not be written: {error}");
            return Begun::Answered(engine::Outcome::Failed(engine::Failure::new(
                "Approval.Unavailable",
                cause,
            )));
        }
        if work.task.pattern == Pattern::Activity {
            return Begun::Accepted(Payload::from_value(Value::Null));
        }
        let service =
            self.services.iter().find(|service| service.answers(&work.task.resource, work.task.pattern));
        let Some(service) = service else { return Begun::Accepted(self.accepted()) };
        let begun = service.begin(work.clone(), desk).await;
        if matches!(begun, Begun::Answered(_)) {
            let _ = self.close(&work, "the service failed before anybody was asked").await;
        }
        begun
    }
}

impl Integration for AskPeople {
    fn answers(&self, _resource: &str, pattern: Pattern) -> bool {
        match pattern {
            Pattern::WaitForTaskToken | Pattern::Activity => true,
            Pattern::Function | Pattern::RequestResponse | Pattern::Sync | Pattern::Sync2 => false,
        }
    }

    fn begin(&self, work: Work, desk: Desk) -> Later<Begun> {
        Box::pin(self.clone().begin(work, desk))
    }

    fn abandon(&self, work: Work) -> Later<()> {
        let people = self.clone();
        Box::pin(async move {
            let reason = people.reason(&work);
            // If this cannot be written now, `close_stale` does it at the next start.
            let _ = people.close(&work, reason).await;
        })
    }
}

/// A line of the audit.
pub(super) fn audit(approval: &str, at: i64, actor: &str, deed: &str, detail: &str) -> Entry {
    Entry {
        approval: approval.to_owned(),
        at,
        actor: actor.to_owned(),
        deed: deed.to_owned(),
        detail: detail.to_owned(),
    }
}
