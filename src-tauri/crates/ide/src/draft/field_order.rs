//! Where a new field goes among those that are there.

use std::collections::BTreeSet;

use syntax::Node;

/// The order in which people write fields of states and of machines. Fields not listed go before the transitions.
const FIRST: &[&str] = &[
    "Comment",
    "Type",
    "QueryLanguage",
    "StartAt",
    "Resource",
    "Credentials",
    "Label",
    "InputPath",
    "ItemReader",
    "ItemsPath",
    "Items",
    "ItemSelector",
    "ItemBatcher",
    "MaxConcurrency",
    "Parameters",
    "Arguments",
    "ProcessorConfig",
    "ErrorEquals",
    "Variable",
    "Condition",
];
const LAST: &[&str] = &[
    "ResultSelector",
    "ResultPath",
    "OutputPath",
    "Output",
    "Assign",
    "TimeoutSeconds",
    "TimeoutSecondsPath",
    "HeartbeatSeconds",
    "HeartbeatSecondsPath",
    "Retry",
    "Catch",
    "Default",
    "Next",
    "End",
    "States",
];

fn rank(key: &str) -> usize {
    let first = FIRST.iter().position(|name| *name == key);
    let last = LAST.iter().position(|name| *name == key);
    match (first, last) {
        (Some(at), _) => at,
        (None, Some(at)) => FIRST.len() + 1 + at,
        (None, None) => FIRST.len(),
    }
}

/// Index of the member the new one follows; `None` for the beginning. Members are not assumed to be in order: the new
/// one goes behind the last member that belongs before it.
pub(super) fn place(object: Node<'_>, key: &str, removed: &BTreeSet<usize>) -> Option<usize> {
    let own = rank(key);
    let members = object.members().enumerate().filter(|(at, _)| !removed.contains(at));
    members.filter(|(_, member)| rank(&member.key()) <= own).map(|(at, _)| at).last()
}
