//! What an editor offers and tells while somebody types: completion, explanations, where names are used.
//!
//! Works on texts that are broken, because texts are broken while somebody types.

mod candidates;
mod complete;
mod context_object;
mod cursor;
mod explain;
mod expression;
mod references;
mod snippets;
#[cfg(test)]
mod tests;
mod variables;

pub(crate) use candidates::ERRORS;
pub use complete::{Candidate, CandidateKind, Completion, complete};
pub use explain::{Explanation, explain};
pub use references::{Name, Reference, References, references};
pub(crate) use variables::expression_texts;
pub use variables::{Use as VariableUse, VariableUses, variables};
