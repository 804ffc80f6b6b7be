//! The context object, `$$` and `$states.context`, as far as its members are known beforehand.

/// A member: its path with dots, and what it is.
pub(super) struct Part {
    pub(super) path: &'static str,
    pub(super) text: &'static str,
}

const fn part(path: &'static str, text: &'static str) -> Part {
    Part { path, text }
}

/// All members. Source: AWS, "Accessing execution data from the Context object".
pub(super) const PARTS: &[Part] = &[
    part("Execution", "The running execution."),
    part("Execution.Id", "The ARN of the execution."),
    part("Execution.Input", "The input that the execution was started with."),
    part("Execution.Name", "The name of the execution."),
    part("Execution.RoleArn", "The role of the state machine."),
    part("Execution.StartTime", "When the execution was started."),
    part("Execution.RedriveCount", "How often the execution has been redriven."),
    part("Execution.RedriveTime", "When it was redriven last."),
    part("State", "The state that runs now."),
    part("State.EnteredTime", "When the state was entered."),
    part("State.Name", "The name of the state."),
    part("State.RetryCount", "How often the state has been tried again."),
    part("StateMachine", "The state machine."),
    part("StateMachine.Id", "The ARN of the state machine."),
    part("StateMachine.Name", "The name of the state machine."),
    part("Task", "The task that waits for an answer."),
    part("Task.Token", "The token with which a worker answers; in tasks with .waitForTaskToken only."),
    part("Map", "The Map around."),
    part("Map.Item", "The item of this iteration."),
    part("Map.Item.Index", "The number of the item, from 0."),
    part("Map.Item.Key", "The key of the item, if the Map goes through an object."),
    part("Map.Item.Value", "The item itself."),
    part("Map.Item.Source", "Where a distributed Map has read the item."),
];

/// The members directly below a path; the empty path for the first.
pub(super) fn below(path: &str) -> impl Iterator<Item = (&'static str, &'static Part)> {
    let depth = if path.is_empty() { 0 } else { path.split('.').count() };
    let path = path.to_owned();
    PARTS.iter().filter_map(move |part| {
        let rest = if depth == 0 { part.path } else { part.path.strip_prefix(&path)?.strip_prefix('.')? };
        (!rest.contains('.')).then_some((rest, part))
    })
}
