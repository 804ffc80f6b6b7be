//! A person's decision: recorded and answered in one step, once.

use engine::{Failure, Outcome, Payload, Timestamp, instant_text};
use runtime::Runtime;
use serde_json::json;
use store::tables::approvals::{Approval, Status};
use store::{Also, Store};

use super::OnReject;
use super::integration::audit;

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Go on.
    Approve,
    /// Do not.
    Reject,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
        }
    }

    fn status(self) -> Status {
        match self {
            Self::Approve => Status::Approved,
            Self::Reject => Status::Rejected,
        }
    }
}

/// What somebody decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Yes or no.
    pub verdict: Verdict,
    /// Name of the person, from a session that was checked.
    pub by: String,
    /// When, milliseconds since 1970.
    pub at: i64,
    /// What the person wrote.
    pub comment: Option<String>,
}

/// Why a decision was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDecided {
    /// There is no such request.
    #[error("there is no such request")]
    Unknown,
    /// Somebody was faster.
    #[error("{}", already(.0))]
    Decided(Box<Approval>),
    /// Nobody needs to decide any more.
    #[error("no decision is needed any more: {0}")]
    Closed(String),
    /// The execution could not be answered; nothing was recorded.
    #[error(transparent)]
    Runtime(#[from] runtime::Error),
}

impl Decision {
    /// Records the decision with its audit line and answers the task's token: all of it, or nothing.
    ///
    /// # Errors
    /// [`NotDecided`]; of two people who decide at the same moment one gets [`NotDecided::Decided`].
    pub async fn take(self, id: &str, store: &Store, runtime: &Runtime) -> Result<Approval, NotDecided> {
        let row = open_request(id, store)?;
        let outcome = self.outcome(OnReject::from_word(&row.on_reject));
        match runtime.answer_token_and(&row.token, outcome, self.record(&row)).await {
            Ok(()) => {}
            Err(error) => {
                // The other one's decision explains a refusal better than the refusal itself.
                open_request(id, store)?;
                return Err(error.into());
            }
        }
        let row = store.read(|rows| rows.approvals().by_id(id)).map_err(runtime::Error::from)?;
        row.ok_or(NotDecided::Unknown)
    }

    /// What the waiting task is told.
    fn outcome(&self, on_reject: OnReject) -> Outcome {
        match (self.verdict, on_reject) {
            (Verdict::Approve, _) | (Verdict::Reject, OnReject::Data) => {
                let at = instant_text(Timestamp(self.at));
                let verdict = self.verdict.word();
                let data = json!({ "decision": verdict, "by": self.by, "at": at, "comment": self.comment });
                Outcome::Succeeded(Payload::from_value(data))
            }
            (Verdict::Reject, OnReject::Error) => Outcome::Failed(Failure {
                error: Some("Approval.Rejected".to_owned()),
                cause: Some(self.comment.clone().unwrap_or_else(|| format!("rejected by {}", self.by))),
            }),
        }
    }

    /// The change that is written in the same transaction as the task's answer.
    fn record(&self, row: &Approval) -> Also {
        let (id, decision) = (row.id.clone(), self.clone());
        Box::new(move |rows| {
            let status = decision.verdict.status();
            let comment = decision.comment.as_deref();
            if !rows.approvals().decide(&id, status, &decision.by, decision.at, comment)? {
                return Err(store::Error::Conflict { reason: "the request is no longer open".to_owned() });
            }
            let detail = json!({ "comment": comment }).to_string();
            rows.approval_audit().append(&audit(&id, decision.at, &decision.by, status.word(), &detail))
        })
    }
}

fn open_request(id: &str, store: &Store) -> Result<Approval, NotDecided> {
    let row = store.read(|rows| rows.approvals().by_id(id)).map_err(runtime::Error::from)?;
    let row = row.ok_or(NotDecided::Unknown)?;
    match row.status {
        Status::Pending => Ok(row),
        Status::Approved | Status::Rejected => Err(NotDecided::Decided(Box::new(row))),
        Status::Closed => Err(NotDecided::Closed(row.closed_reason.unwrap_or_default())),
    }
}

fn already(row: &Approval) -> String {
    let by = row.decided_by.as_deref().unwrap_or("somebody");
    let at = instant_text(Timestamp(row.decided_at.unwrap_or_default()));
    format!("{by} has already {} this at {at}", row.status.word())
}
