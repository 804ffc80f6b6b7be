//! Everything an editor asks about a workflow's text: problems, outline, structural edits, layout.
//!
//! Plain data in, plain data out. Edits are text edits that keep what the author wrote; nothing here holds state
//! between two questions.

mod assist;
mod aws;
mod copy;
mod document;
mod draft;
mod edit;
mod edits;
mod face;
mod fields;
pub mod layout;
mod notation;
mod outline;
mod patterns;
pub mod preview;
mod problem;
mod rules;
mod switched_off;
pub mod team_rules;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use assist::{
    Candidate, CandidateKind, Completion, Explanation, Name, Reference, References, VariableUse,
    VariableUses, complete, explain, references, variables,
};
pub use aws::{AwsDiagnostic, MachineType, diagnose, invalid_definition_message, validate};
pub use copy::copy;
pub use document::Document;
pub use edit::{Edit, Edited, Effect, EffectKind, Refusal, Wrapping, edit, may};
pub use notation::{as_json, as_yaml};
pub use outline::{OutlineState, outline};
pub use patterns::{Pattern, patterns};
pub use problem::{Problem, is_runnable, problems, problems_with};
pub use vocabulary::{ErrorSource, ErrorWord, FieldWord, error_words, field_words};
