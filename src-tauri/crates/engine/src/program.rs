//! A state machine made ready to run.

/// A compiled state machine: every path, template and expression parsed once. Immutable; share it in an
/// [`Arc`](std::sync::Arc).
#[derive(Debug)]
pub struct Program {}
