//! Steps that wait for a person: every activity task and every task with a token becomes a request for a decision.
//!
//! A workflow says what to ask in an object `Approval` at the top level of its parameters (or of `Payload`,
//! `MessageBody`, `Message`, `Detail`, `Input`): `Title`, `Instructions`, `Evidence`, `OnReject`. Without one, the
//! state's name is the question and the parameters are the evidence.

mod decision;
mod integration;
mod question;
mod stale;
#[cfg(test)]
mod tests;

pub use decision::{Decision, NotDecided, Verdict};
pub use integration::AskPeople;
pub use question::{OnReject, Question};
pub use stale::close_stale;
