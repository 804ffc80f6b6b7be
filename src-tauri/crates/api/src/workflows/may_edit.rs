//! Are edits possible?

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Edit;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Would these edits be possible, each for itself, and if not, why? For feedback while somebody drags: all places in
/// sight are asked about at once.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MayEdit {
    /// The whole text.
    pub text: String,
    /// What somebody may be about to do.
    pub edits: Vec<Edit>,
}

/// One verdict for each edit, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MayEditReply {
    /// Whether, and if not, why.
    pub verdicts: Vec<Verdict>,
}

/// Whether an edit is possible, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Verdict {
    /// It is possible.
    pub allowed: bool,
    /// Why not.
    pub reason: Option<String>,
}

impl Operation for MayEdit {
    type Reply = MayEditReply;
    const NAME: &'static str = "may_edit";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<MayEditReply, Error> {
        let judge = move || {
            let document = ide::Document::read(&self.text);
            let edits = self.edits.into_iter().map(Edit::inner);
            edits.map(|edit| verdict(ide::may(&document, &edit))).collect()
        };
        Ok(MayEditReply { verdicts: waiting(judge).await? })
    }
}

fn verdict(answer: Result<(), ide::Refusal>) -> Verdict {
    let reason = answer.err().map(|refusal| refusal.to_string());
    Verdict { allowed: reason.is_none(), reason }
}
