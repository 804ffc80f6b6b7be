//! Bindings in the library's form, made once for all expressions of a field.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use jsonata_core::evaluator::{Context, Evaluator, EvaluatorOptions};
use jsonata_core::value::JValue;

use super::{Bindings, convert, functions};
use crate::Environment;

/// How much one evaluation may use.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    /// How deep it may nest; a call of a function is about three levels, so 1,500 are 500 calls.
    pub depth_max: usize,
    /// Longest sequence a step or function may produce.
    pub sequence_max: usize,
    /// A last resort against expressions that never end.
    pub timeout_milliseconds: u64,
}

pub(super) const LIMITS: Limits =
    Limits { depth_max: 1500, sequence_max: 1_000_000, timeout_milliseconds: 1000 };

/// The world of one field's evaluation.
#[derive(Debug)]
pub(super) struct Session<'a> {
    pub bindings: &'a Bindings<'a>,
    converted: RefCell<BTreeMap<String, JValue>>,
}

impl<'a> Session<'a> {
    pub const fn open(bindings: &'a Bindings<'a>) -> Self {
        Self { bindings, converted: RefCell::new(BTreeMap::new()) }
    }

    /// The library's value of a variable, `states` included.
    pub fn variable(&self, name: &str) -> Option<JValue> {
        if let Some(known) = self.converted.borrow().get(name) {
            return Some(known.clone());
        }
        let value = match name {
            "states" => self.bindings.states,
            _ => self.bindings.variables.find(name)?,
        };
        let value = convert::inward(value);
        self.converted.borrow_mut().insert(name.to_owned(), value.clone());
        Some(value)
    }

    /// Runs `work` with an evaluator that knows our functions; random numbers it draws count for `environment`.
    /// `None` if the library panicked, which it does for some malformed date pictures.
    pub fn run<T>(
        context: Context,
        limits: &Limits,
        environment: &Environment,
        work: impl FnOnce(&mut Evaluator) -> T,
    ) -> Option<T> {
        let options = EvaluatorOptions {
            timeout_ms: Some(limits.timeout_milliseconds),
            cancel: None,
            max_stack_depth: Some(limits.depth_max),
            max_sequence_length: Some(limits.sequence_max),
        };
        let mut evaluator = Evaluator::with_options(context, options);
        let own = Rc::new(environment.clone());
        // Only functions compiled into the library's fast path are refused, and none of ours is one.
        let registered = functions::register(&mut evaluator, &own);
        debug_assert!(registered.is_ok(), "{registered:?}");
        // The evaluator is dropped here and nothing else is shared with it, so no broken state survives.
        let result = catch_unwind(AssertUnwindSafe(move || work(&mut evaluator))).ok();
        environment.catch_up(own.drawn());
        result
    }
}
