//! Everything a state machine writes as an expression: JSONPath and reference paths, payload templates with
//! intrinsic functions, Choice comparisons, JSONata.
//!
//! Texts are parsed once and evaluated many times. Evaluation is synchronous, bounded in steps and memory,
//! and pure: clock and randomness arrive in an [`Environment`], so a replay gives the same results.
//!
//! | To evaluate | parse with | evaluate with |
//! |---|---|---|
//! | `InputPath`, `SecondsPath`, `Variable`, … | [`Path::parse`] | [`Path::value`] |
//! | `ResultPath` | [`ReferencePath::parse`] | [`ReferencePath::set`] |
//! | `Parameters`, `ResultSelector`, `Assign`, … | [`Template::parse`] | [`Template::evaluate`] |
//! | `ErrorPath`, `CausePath` | [`Expression::parse`] | [`Expression::evaluate`] |
//! | Choice operators | [`Comparison::named`] | [`Comparison::holds`] |
//! | `Arguments`, `Output`, `Items`, `Condition`, … | [`jsonata::Tree::parse`] | [`jsonata::Tree::evaluate`] |
//! | what a team asks about its states | [`jsonata::Question::parse`] | [`jsonata::Question::answer`] |
//!
//! A failed evaluation is a [`Fault`], which knows AWS's error name and cause text.

mod comparison;
mod digest;
mod environment;
mod fault;
pub mod intrinsics;
mod java_random;
pub mod jsonata;
mod jsonpath;
mod number;
mod path;
mod pattern;
mod reference_path;
mod rewriting;
#[cfg(test)]
mod robustness;
mod scope;
mod template;
mod timestamp;

pub use comparison::{Comparison, Operand};
pub use environment::Environment;
pub use fault::Fault;
pub use jsonpath::{PathError, PathSyntax};
pub use path::{Path, Root};
pub use reference_path::{ReferencePath, Unappliable};
pub use rewriting::{NoCounterpart, Rewritten, template_in_jsonata};
pub use scope::{NoVariables, Scope, Variables};
pub use template::{Expression, Template, TemplateProblem};
pub use timestamp::Instant;
