//! `States.MathRandom(1, 100)`: a whole number from the first, below the second.

use serde_json::Value;

use super::function::{Function, whole};
use crate::environment::mix;

pub(super) const FUNCTION: Function = Function {
    name: "States.MathRandom",
    signature: "start, end, [seed]",
    purpose: "A random whole number from the start up to, but not including, the end.",
    arguments_min: 2,
    arguments_max: 3,
    apply: |arguments, environment| {
        let (start, end) = (whole(arguments, 0)?, whole(arguments, 1)?);
        let width = u64::try_from(end - start).ok().filter(|width| *width > 0);
        let width = width.ok_or_else(|| format!("the end {end} must be greater than the start {start}"))?;
        let bits =
            if arguments.len() > 2 { mix(whole(arguments, 2)?.cast_unsigned()) } else { environment.draw() };
        Ok(Value::from(start + (bits % width).cast_signed()))
    },
};
