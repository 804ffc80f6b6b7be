//! What `TestState` shows of a visit: the values between its fields, noted where the interpreter computes them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Failure, Payload, StateType};

/// A value on the way through a state, by AWS's name for it (`InspectionData`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// `afterArguments`
    AfterArguments,
    /// `afterInputPath`
    AfterInputPath,
    /// `afterParameters`
    AfterParameters,
    /// `afterItemsPath`
    AfterItemsPath,
    /// `afterItemsPointer`
    AfterItemsPointer,
    /// `afterItemSelector`: the inputs of all iterations.
    AfterItemSelector,
    /// `afterItemBatcher`: the inputs of all batches.
    AfterItemBatcher,
    /// `result`
    Result,
    /// `afterResultSelector`
    AfterResultSelector,
    /// `afterResultPath`
    AfterResultPath,
}

/// Everything noted about one visit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inspection {
    /// Values by their stage.
    pub stages: BTreeMap<Stage, Payload>,
    /// `MaxConcurrency` of a Map, 0 for no limit.
    pub max_concurrency: Option<u32>,
    /// `ToleratedFailureCount` of a Map.
    pub tolerated_failure_count: Option<u32>,
    /// `ToleratedFailurePercentage` of a Map.
    pub tolerated_failure_percentage: Option<f64>,
    /// The retrier that is for the error, whether or not it has attempts left.
    pub retrier: Option<usize>,
    /// How long it waits, in milliseconds, if it has.
    pub backoff_milliseconds: Option<i64>,
    /// The catcher that took the error.
    pub catcher: Option<usize>,
}

impl Inspection {
    /// Forgets what AWS does not show for such a state.
    pub(crate) fn keep_shown(&mut self, state_type: StateType, is_jsonata: bool) {
        use Stage::{
            AfterArguments, AfterInputPath, AfterItemBatcher, AfterItemSelector, AfterItemsPath,
            AfterItemsPointer, AfterParameters, AfterResultPath, AfterResultSelector, Result,
        };
        self.stages.retain(|stage, _| match (state_type, stage) {
            (StateType::Task, AfterArguments | Result) => true,
            (_, AfterItemSelector | AfterItemBatcher | AfterItemsPointer) => true,
            (_, _) if is_jsonata => false,
            (_, AfterArguments) => false,
            (StateType::Parallel, AfterInputPath | AfterParameters) => false,
            (StateType::Choice | StateType::Fail | StateType::Succeed | StateType::Wait, _) => {
                *stage == AfterInputPath
            }
            (
                _,
                AfterInputPath | AfterParameters | AfterItemsPath | AfterResultSelector | AfterResultPath,
            ) => true,
            (_, Result) => state_type == StateType::Pass,
        });
    }
}

/// What a test changes about a visit, and where it is noted.
#[derive(Debug, Default)]
pub(crate) struct Probe {
    /// Stands in for the context object.
    pub context: Option<Value>,
    /// How often the retrier that is for the error has been used.
    pub retries: Option<u32>,
    pub notes: RefCell<Inspection>,
    /// The last error that was handed to `Retry` and `Catch`.
    pub failure: RefCell<Option<Failure>>,
}

impl Probe {
    pub fn note(&self, stage: Stage, value: &Payload) {
        self.notes.borrow_mut().stages.insert(stage, value.clone());
    }
}
