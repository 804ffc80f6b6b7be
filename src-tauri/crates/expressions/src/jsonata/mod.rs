//! JSONata 2.0.6 as AWS uses it: without `$eval`, with `$partition`, `$range`, `$hash`, `$random(seed)`,
//! `$uuid` and `$parse`, over the variable `$states` and the state machine's variables.
//!
//! The language itself is the crate `jsonata-core`, which nothing outside this folder knows about. Its syntax
//! tree is plain data, so a [`Tree`] may be shared between threads; its values are not, so each evaluation
//! builds its own evaluator, works synchronously, and hands back plain JSON.

mod adapt;
mod convert;
mod functions;
mod growth;
mod half_pairs;
mod messages;
mod query;
mod question;
mod session;
mod shortcut;
mod survey;
#[cfg(test)]
mod tests;
mod tree;
pub mod vocabulary;

pub use query::{Bindings, QueryFault, QueryProblem, Reason};
pub use question::{Question, Subject};
pub use tree::{Expected, Tree, is_expression};
