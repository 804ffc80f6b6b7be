//! `States.ArrayRange(1, 9, 2)`: numbers from first to last, the last one included.

use serde_json::Value;

use super::function::{Function, Refused, truncated};

/// Most numbers AWS produces.
const ITEMS_MAX: i64 = 1000;

pub(super) const FUNCTION: Function = Function {
    name: "States.ArrayRange",
    signature: "first, last, step",
    purpose: "The numbers from the first to the last, both included; at most 1,000.",
    arguments_min: 3,
    arguments_max: 3,
    apply: |arguments, _| {
        let bound = |position| truncated(arguments, position).map(i64::from);
        let (first, last, step) = (bound(0)?, bound(1)?, bound(2)?);
        if step == 0 {
            return Err(Refused::Arguments);
        }
        let count = ((last - first) / step + 1).max(0);
        let runs_away = (last - first).signum() * step.signum() < 0;
        if runs_away {
            return Ok(Value::Array(Vec::new()));
        }
        if count > ITEMS_MAX {
            return Err(Refused::Arguments);
        }
        Ok((0..count).map(|position| Value::from(first + position * step)).collect())
    },
};
