//! Retriers and catchers.

use serde_json::Value;
use syntax::Span;

use crate::Field;

/// One entry of `Retry`. Absent fields have AWS's defaults: 1 second, 3 attempts, rate 2.0, no cap, no jitter.
#[derive(Clone, Debug, PartialEq)]
pub struct Retrier {
    /// The entry's object.
    pub span: Span,
    /// `ErrorEquals`; empty if missing.
    pub error_equals: Vec<Field<String>>,
    /// Place of `ErrorEquals`, if it is there.
    pub error_equals_span: Option<Span>,
    /// `IntervalSeconds`, 1…99,999,999.
    pub interval_seconds: Option<Field<i64>>,
    /// `MaxAttempts`, 0…99,999,999.
    pub max_attempts: Option<Field<i64>>,
    /// `BackoffRate`, at least 1.0.
    pub backoff_rate: Option<Field<f64>>,
    /// `MaxDelaySeconds`, 1…31,622,400.
    pub max_delay_seconds: Option<Field<i64>>,
    /// `JitterStrategy`.
    pub jitter_strategy: Option<Field<Jitter>>,
    /// `Comment`.
    pub comment: Option<Field<String>>,
}

/// How retry delays are spread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Jitter {
    /// Exactly the computed delay.
    #[default]
    None,
    /// Anything between zero and the computed delay.
    Full,
}

/// One entry of `Catch`.
#[derive(Clone, Debug, PartialEq)]
pub struct Catcher {
    /// The entry's object.
    pub span: Span,
    /// `ErrorEquals`; empty if missing.
    pub error_equals: Vec<Field<String>>,
    /// Place of `ErrorEquals`, if it is there.
    pub error_equals_span: Option<Span>,
    /// `Next`; required, absent only in a broken text.
    pub next: Option<Field<String>>,
    /// `ResultPath` (JSONPath); `Some(None)` inside for `null`. Default `$`.
    pub result_path: Option<Field<Option<String>>>,
    /// `Assign`; replaces the state's.
    pub assign: Option<Field<Value>>,
    /// `Output` (JSONata); replaces the state's.
    pub output: Option<Field<Value>>,
    /// `Comment`.
    pub comment: Option<Field<String>>,
}
