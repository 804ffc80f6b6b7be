//! `States.MathRandom(1, 100)`: a whole number from the first, below the second.

use serde_json::Value;

use super::function::{Function, Refused, truncated};
use crate::java_random::JavaRandom;

pub(super) const FUNCTION: Function = Function {
    name: "States.MathRandom",
    signature: "start, end, [seed]",
    purpose: "A random whole number from the start up to, but not including, the end.",
    arguments_min: 2,
    arguments_max: 3,
    apply: |arguments, environment| {
        let (start, end) = (truncated(arguments, 0)?, truncated(arguments, 1)?);
        let seed = match arguments.len() {
            2 => environment.draw().cast_signed(),
            _ => truncated(arguments, 2)?.into(),
        };
        if start >= end {
            return Err(Refused::Arguments);
        }
        Ok(Value::from(JavaRandom::new(seed).between(start, end)))
    },
};
