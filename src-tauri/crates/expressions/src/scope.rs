//! What an expression can see.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

use crate::Environment;

/// The variables in reach of a state.
pub trait Variables: fmt::Debug {
    /// The value of the variable without its `$`, or `None` if it was never assigned.
    fn find(&self, name: &str) -> Option<&Value>;
}

impl Variables for Map<String, Value> {
    fn find(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }
}

impl Variables for BTreeMap<String, Value> {
    fn find(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }
}

/// No variables at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoVariables;

impl Variables for NoVariables {
    fn find(&self, _name: &str) -> Option<&Value> {
        None
    }
}

/// Everything an evaluation of a path or a template reads.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// What `$` means: the effective input, or the result inside a `ResultSelector`.
    pub input: &'a Value,
    /// What `$$` means.
    pub context: &'a Value,
    /// What `$name` means.
    pub variables: &'a dyn Variables,
    /// Clock and randomness.
    pub environment: &'a Environment,
}
