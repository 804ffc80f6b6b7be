//! Decides a request.

use resources::approvals::{Decision, Verdict};
use serde::Deserialize;
use ts_rs::TS;

use super::Approval;
use crate::{Caller, Code, Drivers, Error, Operation, Tag};

/// Longest comment, in characters; it travels in the run's data and in its history.
const COMMENT_CHARACTERS_MAX: usize = 4000;

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DecisionWord {
    /// Go on.
    Approve,
    /// Do not.
    Reject,
}

/// Decides a request, once, in the name of whoever is signed in. Guests may not.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecideApproval {
    /// From `list_approvals`.
    pub id: String,
    /// Yes or no.
    pub decision: DecisionWord,
    /// Why, for the record and for the run.
    pub comment: Option<String>,
}

impl Operation for DecideApproval {
    type Reply = Approval;
    const NAME: &'static str = "decide_approval";
    const TOUCHES: &'static [Tag] = &[Tag::Approvals];

    async fn answer(self, drivers: &Drivers, caller: &mut Caller) -> Result<Approval, Error> {
        let person = caller.signed_in(drivers).await?;
        let comment =
            self.comment.map(|comment| comment.trim().to_owned()).filter(|comment| !comment.is_empty());
        if comment.as_ref().is_some_and(|comment| comment.chars().count() > COMMENT_CHARACTERS_MAX) {
            let message = format!("a comment has at most {COMMENT_CHARACTERS_MAX} characters");
            return Err(Error::new(Code::LimitReached, message));
        }
        let decision = Decision {
            verdict: match self.decision {
                DecisionWord::Approve => Verdict::Approve,
                DecisionWord::Reject => Verdict::Reject,
            },
            by: person.name,
            at: drivers.chance.now(),
            comment,
        };
        Ok(decision.take(&self.id, &drivers.store, &drivers.runtime).await?.into())
    }
}
