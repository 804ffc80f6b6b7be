//! The local counterparts of AWS services: functions, activities, approvals and objects, each with its rules, its storage
//! and its integration.
#![deny(missing_docs)]

pub mod approvals;
mod chance;
#[cfg(test)]
mod fixture;
pub mod functions;
mod list;
pub mod logs;
pub mod mocks;
pub mod objects;
mod sdk_answer;

pub use chance::Chance;
pub use list::integrations;
