//! What the interpreter cannot know by itself: the instant, and what there is outside.

use std::fmt;

use crate::Timestamp;

/// The world at the instant of an input.
#[derive(Clone, Copy)]
pub struct Moment<'w> {
    /// The instant.
    pub at: Timestamp,
    /// Whether there is an activity of this ARN. Asked when a task is about to be scheduled for its workers.
    pub has_activity: &'w dyn Fn(&str) -> bool,
    /// Whether the turn has lasted long enough. Asked between steps of a program with JSONata, whose expressions may
    /// compute for long; the turn then ends as it does after
    /// [`EVENTS_PER_TURN_MAX`](crate::EVENTS_PER_TURN_MAX) events, and its events are the same.
    pub is_long: &'w dyn Fn() -> bool,
    /// Whether the state machine is being deleted: no state is entered any more.
    pub is_deleted: bool,
}

impl fmt::Debug for Moment<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Moment").field(&self.at).finish()
    }
}

/// A world in which every activity and the state machine are there, and no turn is long.
impl From<Timestamp> for Moment<'_> {
    fn from(at: Timestamp) -> Self {
        Self { at, has_activity: &|_| true, is_long: &|| false, is_deleted: false }
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;
    use crate::transcript::{lines, program};
    use crate::{Command, Execution, Input, Payload, Timestamp, decide, simulator};

    const MACHINE: &str = r#"{"QueryLanguage":"JSONata","StartAt":"Each","States":{
        "Each":{"Type":"Map","Items":"{% [1..5] %}","ItemSelector":"{% $states.context.Map.Item.Value * 2 %}",
            "ItemProcessor":{"StartAt":"Add","States":{"Add":{"Type":"Pass","Output":"{% $states.input + 1 %}","End":true}}},
            "Next":"Sum"},
        "Sum":{"Type":"Pass","Output":"{% $sum($states.input) %}","Next":"Fail"},
        "Fail":{"Type":"Pass","Output":"{% $error('no') %}","End":true}}}"#;

    /// The history, and the number of turns it took.
    fn run(machine: &str, is_long: bool) -> (Vec<String>, usize) {
        let (program, mut execution) = (program(machine), Execution::new());
        let mut input = Input::Start(Box::new(simulator::start(Payload::parse("{}").unwrap())));
        let (mut history, mut turns) = (Vec::new(), 0);
        loop {
            let moment = Moment { is_long: &|| is_long, ..Timestamp(0).into() };
            history.extend(decide(&program, &mut execution, moment, input));
            turns += 1;
            if !execution.outstanding().iter().any(|command| matches!(command, Command::Continue)) {
                return (lines(&history), turns);
            }
            input = Input::Continue;
        }
    }

    #[test]
    fn turns_that_are_cut_because_they_are_long_tell_the_same_history() {
        let ((whole, one), (cut, many)) = (run(MACHINE, false), run(MACHINE, true));
        assert_eq!(whole, cut);
        assert_eq!(one, 1);
        assert!(many > 10, "{many} turns of {} events", cut.len());
    }

    #[test]
    fn an_execution_of_a_deleted_machine_ends_before_its_next_state() {
        let branches = r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","Next":"N","Branches":[
            {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":9,"Next":"X"},"X":{"Type":"Pass","End":true}}},
            {"StartAt":"V","States":{"V":{"Type":"Wait","Seconds":60,"End":true}}}]},"N":{"Type":"Pass","End":true}}}"#;
        let (program, mut execution) = (program(branches), Execution::new());
        let start = Input::Start(Box::new(simulator::start(Payload::parse("{}").unwrap())));
        decide(&program, &mut execution, Timestamp(0), start);
        let due = execution.next_due().unwrap();
        let ticket = execution.outstanding().into_iter().find_map(|command| match command {
            Command::WakeAt { ticket, at } if at == due => Some(ticket),
            _ => None,
        });
        let moment = Moment { is_deleted: true, ..due.into() };
        let events = decide(&program, &mut execution, moment, Input::Fired { ticket: ticket.unwrap() });
        assert_eq!(
            lines(&events)
                .into_iter()
                .map(|line| line.split_once(" < ").unwrap().1.to_owned())
                .collect::<Vec<_>>(),
            [
                "4 WaitStateExited W output={}",
                "0 WaitStateAborted",
                "0 ParallelStateAborted",
                "3 ExecutionFailed error=States.Runtime cause=State machine machine has been deleted.",
            ]
        );
    }

    #[test]
    fn a_map_step_is_cut_between_the_items_that_it_selects() {
        let each = r#"{"Type":"Map","Items":"{% [1..60] %}","ItemSelector":"{% $states.context.Map.Item.Value * 2 %}",
            "ItemProcessor":{"StartAt":"Add","States":{"Add":{"Type":"Pass","Output":"{% $states.input + $random() %}","End":true}}},
            "End":true}"#;
        let branch = format!(r#"{{"StartAt":"Each","States":{{"Each":{each}}}}}"#).replace("60", "3");
        let beside = branch.replace("Each", "Other").replace("3", "7");
        let both = format!(r#"{{"Type":"Parallel","Branches":[{branch},{beside}],"End":true}}"#);
        for (state, items) in [(each, 60), (both.as_str(), 10)] {
            let machine =
                format!(r#"{{"QueryLanguage":"JSONata","StartAt":"It","States":{{"It":{state}}}}}"#);
            let ((whole, one), (cut, many)) = (run(&machine, false), run(&machine, true));
            assert_eq!(whole, cut);
            assert_eq!(one, 1);
            // One for each start, two for each Pass and its end.
            assert!(many >= items * 3, "{many} turns of {} events", cut.len());
        }
    }
}
