//! What the thing at a place is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::utf16::Utf16;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// What stands at this place of this text? The text may be broken.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExplainText {
    /// The whole text.
    pub text: String,
    /// Where.
    pub at: u32,
}

/// More that is known of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Fact {
    /// `Range`, `Default`, `Language`, …
    pub name: String,
    /// For people.
    pub value: String,
}

/// An explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Explanation {
    /// Where what is explained begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Its name.
    pub title: String,
    /// What kind of thing it is, or the arguments of a function; may be empty.
    pub detail: String,
    /// A sentence or two; may be empty.
    pub text: String,
    /// More.
    pub facts: Vec<Fact>,
}

/// What stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExplainTextReply {
    /// Null if there is nothing to tell.
    pub explanation: Option<Explanation>,
}

impl Operation for ExplainText {
    type Reply = ExplainTextReply;
    const NAME: &'static str = "explain_text";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<ExplainTextReply, Error> {
        waiting(move || {
            let mut utf16 = Utf16::new(&self.text);
            let found = ide::explain(&self.text, utf16.byte(self.at));
            let explanation = found.map(|found| {
                let (from, to) = utf16.range(found.span);
                let facts = found.facts.into_iter().map(|(name, value)| Fact { name, value }).collect();
                Explanation { from, to, title: found.title, detail: found.detail, text: found.text, facts }
            });
            ExplainTextReply { explanation }
        })
        .await
    }
}
