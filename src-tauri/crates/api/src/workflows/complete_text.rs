//! What can be written at a place.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::utf16::Utf16;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// What can be written at this place of this text? The text may be broken.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CompleteText {
    /// The whole text.
    pub text: String,
    /// Where.
    pub at: u32,
}

/// What a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CandidateKind {
    /// A field, with a first value.
    Field,
    /// A whole state, or an expression to fill in.
    Snippet,
    /// A fixed word.
    Word,
    /// The name of a state.
    State,
    /// What a task calls.
    Resource,
    /// The name of an error.
    Error,
    /// A function of an expression.
    Function,
    /// A variable, or a part of `$states` or the context object.
    Variable,
}

/// Something that can be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Candidate {
    /// What people look for and see.
    pub label: String,
    /// What it is.
    pub kind: CandidateKind,
    /// A few words beside the label; may be empty.
    pub detail: String,
    /// A sentence or two; may be empty.
    pub text: String,
    /// What is written. `#{name}` is a place to fill in; a tab at the beginning of a line is a step of indentation.
    pub insert: String,
    /// Where what it replaces begins.
    pub from: u32,
    /// Where that ends.
    pub to: u32,
}

/// Everything that can be written at the place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CompleteTextReply {
    /// Where the word that the labels are compared with begins.
    pub word: u32,
    /// Where a comma is missing if something is written here.
    pub comma: Option<u32>,
    /// Nothing where nothing can stand.
    pub candidates: Vec<Candidate>,
}

impl Operation for CompleteText {
    type Reply = CompleteTextReply;
    const NAME: &'static str = "complete_text";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<CompleteTextReply, Error> {
        waiting(move || {
            let mut utf16 = Utf16::new(&self.text);
            let found = ide::complete(&self.text, utf16.byte(self.at));
            let found = found.unwrap_or(ide::Completion { word: 0, comma: None, candidates: Vec::new() });
            let comma = found.comma.map(|at| utf16.offset(at as usize));
            CompleteTextReply {
                word: utf16.offset(found.word as usize),
                comma,
                candidates: found.candidates.into_iter().map(|one| candidate(one, &mut utf16)).collect(),
            }
        })
        .await
    }
}

fn candidate(found: ide::Candidate, utf16: &mut Utf16<'_>) -> Candidate {
    let (from, to) = utf16.range(found.span);
    let kind = match found.kind {
        ide::CandidateKind::Field => CandidateKind::Field,
        ide::CandidateKind::Snippet => CandidateKind::Snippet,
        ide::CandidateKind::Word => CandidateKind::Word,
        ide::CandidateKind::State => CandidateKind::State,
        ide::CandidateKind::Resource => CandidateKind::Resource,
        ide::CandidateKind::Error => CandidateKind::Error,
        ide::CandidateKind::Function => CandidateKind::Function,
        ide::CandidateKind::Variable => CandidateKind::Variable,
    };
    let ide::Candidate { label, detail, text, insert, .. } = found;
    Candidate { label, kind, detail, text, insert, from, to }
}
