//! `States.ArrayGetItem($.items, 2)`: the item at an index counted from 0.

use super::function::{Function, array, whole};

pub(super) const FUNCTION: Function = Function {
    name: "States.ArrayGetItem",
    signature: "array, index",
    purpose: "The item at the index, which counts from 0.",
    arguments_min: 2,
    arguments_max: 2,
    apply: |arguments, _| {
        let items = array(arguments, 0)?;
        let index = whole(arguments, 1)?;
        let item = usize::try_from(index).ok().and_then(|index| items.get(index));
        item.cloned().ok_or_else(|| format!("index {index} lies outside the array of length {}", items.len()))
    },
};
