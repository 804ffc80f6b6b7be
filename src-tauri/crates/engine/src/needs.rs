//! Which parts of the context object and of `$states` the expressions of a state may read.
//!
//! Handing them out costs copies of the execution's and the state's input, for a Map once an item. So texts are
//! searched for them when the machine is compiled. The search is generous: what it does not understand needs all.

/// What to build before the expressions of a state are evaluated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    pub context: Context,
    /// `$states.input`.
    pub input: bool,
    /// `$states.result` or `$states.errorOutput`.
    pub outcome: bool,
}

/// How much of the context object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Context {
    #[default]
    Nothing,
    /// Everything but `Execution.Input`.
    WithoutInput,
    Everything,
}

/// What follows the context object where its `Execution.Input` is surely not read.
const SMALL: [&str; 8] = [
    ".State", // also `.StateMachine`
    ".Task",
    ".Map",
    ".Execution.Id",
    ".Execution.Name",
    ".Execution.StartTime",
    ".Execution.RoleArn",
    ".Execution.RedriveCount",
];

impl Needs {
    /// Adds what `text` may read.
    pub fn look(&mut self, text: &str) {
        for rest in after(text, "$$") {
            self.look_at_context(rest);
        }
        for rest in after(text, "$states") {
            if rest.starts_with(".input") {
                self.input = true;
            } else if rest.starts_with(".result") || rest.starts_with(".errorOutput") {
                self.outcome = true;
            } else if let Some(rest) = rest.strip_prefix(".context") {
                self.look_at_context(rest);
            } else {
                *self = Self { context: Context::Everything, input: true, outcome: true };
            }
        }
    }

    fn look_at_context(&mut self, rest: &str) {
        let is_small = SMALL.iter().any(|part| rest.starts_with(part));
        let found = if is_small { Context::WithoutInput } else { Context::Everything };
        self.context = self.context.max(found);
    }
}

fn after<'t>(text: &'t str, found: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(found).filter_map(move |(at, _)| text.get(at + found.len()..))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, context: Context, input: bool, outcome: bool) {
        let mut needs = Needs::default();
        needs.look(text);
        assert_eq!(needs, Needs { context, input, outcome }, "{text}");
    }

    #[test]
    fn a_text_says_what_it_reads() {
        check("$.a[?(@.b > 1)]", Context::Nothing, false, false);
        check("$$.Map.Item.Value.a", Context::WithoutInput, false, false);
        check("States.Format('{}{}', $$.State.Name, $$.Execution.Id)", Context::WithoutInput, false, false);
        check("$$.Execution.Input.a", Context::Everything, false, false);
        check("$$['Execution']", Context::Everything, false, false);
        check("$$", Context::Everything, false, false);
        check("{% $states.input.a & $x %}", Context::Nothing, true, false);
        check("{% $states.result %}", Context::Nothing, false, true);
        check("{% $states.context.Task.Token %}", Context::WithoutInput, false, false);
        check("{% ($c := $states.context; $c.Execution.Input) %}", Context::Everything, false, false);
        check("{% $keys($states) %}", Context::Everything, true, true);
        check("{% $states . input %}", Context::Everything, true, true);
    }
}
