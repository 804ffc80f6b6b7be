use crate::transcript::{lines, program};
use crate::{
    Command, Event, Execution, Failure, Input, Outcome, Payload, Phase, Program, Ticket, Timestamp, decide,
    simulator,
};

/// An execution whose tasks are answered by hand.
struct Story {
    program: Program,
    execution: Execution,
    events: Vec<Event>,
    now: i64,
}

impl Story {
    fn begin(definition: &str, input: &str) -> Self {
        let (execution, events) = (Execution::new(), Vec::new());
        let mut story = Self { program: program(definition), execution, events, now: 0 };
        story.tell(Input::Start(Box::new(simulator::start(Payload::parse(input).unwrap()))));
        story
    }

    fn tell(&mut self, input: Input) -> usize {
        let events = decide(&self.program, &mut self.execution, Timestamp(self.now), input);
        self.events.extend(events.iter().cloned());
        assert_eq!(Execution::replay(&self.events), self.execution, "a replay gives the same");
        events.len()
    }

    /// The oldest open task: the state's name and its input.
    fn task(&self) -> Option<(Ticket, String)> {
        self.execution.outstanding().into_iter().find_map(|command| match command {
            Command::Perform { ticket, task, phase: Phase::Scheduled } => {
                Some((ticket, format!("{} {}", task.state, task.parameters.text())))
            }
            _ => None,
        })
    }

    /// Answers every open task of this state, and those that come; says which there were.
    fn answer(&mut self, outcome: impl Fn(&str) -> Outcome) -> Vec<String> {
        let mut done = Vec::new();
        while let Some((ticket, about)) = self.task() {
            self.tell(Input::Started { ticket, worker: None });
            self.tell(Input::Answered { ticket, outcome: outcome(&about) });
            done.push(about);
        }
        done
    }

    /// Fails the tasks that are named, and answers the others with their input.
    fn fail(&mut self, named: &[&str]) -> Vec<String> {
        self.answer(|about| match named.contains(&about) {
            true => Outcome::Failed(Failure::new("Broken", "no")),
            false => succeed(about),
        })
    }

    fn redrive(&mut self) -> Vec<String> {
        let states = self.execution.redriven_states(&self.program);
        assert!(self.tell(Input::Redrive) > 0, "it can be redriven: {:?}", self.execution.status());
        states.into_iter().map(|(name, count)| format!("{name} {count}")).collect()
    }

    fn status(&self) -> &'static str {
        self.execution.status().word()
    }

    fn output(&self) -> &str {
        match self.execution.status() {
            crate::Status::Succeeded { output } => output.text(),
            other => panic!("{other:?}"),
        }
    }

    /// The public events from the last redrive on.
    fn since_redrive(&self) -> Vec<String> {
        let found = lines(&self.events);
        let place = found.iter().rposition(|line| line.contains("ExecutionRedriven")).unwrap();
        found.into_iter().skip(place).collect()
    }
}

/// The input of the task comes back.
fn succeed(about: &str) -> Outcome {
    let (_, input) = about.split_once(' ').unwrap();
    Outcome::Succeeded(Payload::parse(input).unwrap())
}

const TASK: &str = r#""Type":"Task","Resource":"arn:aws:states:::lambda:invoke""#;

#[test]
fn a_failed_task_is_scheduled_again_with_its_input_and_keeps_the_variables() {
    let mut story = Story::begin(
        &format!(
            r#"{{"StartAt":"A","States":{{
                "A":{{"Type":"Pass","Assign":{{"v":7}},"Next":"B"}},
                "B":{{{TASK},"Parameters":{{"v.$":"$v","count.$":"$$.Execution.RedriveCount"}},"End":true}}}}}}"#
        ),
        "{}",
    );
    story.answer(|_| Outcome::Failed(Failure::new("Broken", "no")));
    assert_eq!(story.status(), "FAILED");
    story.now = 60_000;
    assert_eq!(story.redrive(), ["B 1"]);
    assert_eq!(story.status(), "RUNNING");
    assert_eq!(story.answer(succeed), [r#"B {"v":7,"count":1}"#]);
    assert_eq!(
        story.since_redrive(),
        [
            "9 < 8 ExecutionRedriven redriveCount=1",
            r#"10 < 7 TaskScheduled resourceType=lambda invoke parameters={"v":7,"count":1}"#,
            "11 < 10 TaskStarted resourceType=lambda invoke",
            r#"12 < 11 TaskSucceeded resourceType=lambda invoke output={"v":7,"count":1}"#,
            r#"13 < 12 TaskStateExited B output={"v":7,"count":1}"#,
            r#"14 < 13 ExecutionSucceeded output={"v":7,"count":1}"#,
        ]
    );
    assert_eq!(story.tell(Input::Redrive), 0, "success is not redriven");
}

#[test]
fn only_iterations_that_did_not_succeed_run_again() {
    let map = format!(
        r#"{{"StartAt":"M","States":{{"M":{{"Type":"Map","MaxConcurrency":2,"End":true,"ItemProcessor":{{
            "StartAt":"First","States":{{"First":{{{TASK},"Next":"Second"}},"Second":{{{TASK},"End":true}}}}}}}}}}}}"#
    );
    let mut story = Story::begin(&map, "[1,2,3,4]");
    let done = story.fail(&["Second 3"]);
    assert_eq!(done.iter().filter(|about| **about == "Second 3").count(), 1);
    assert_eq!(story.status(), "FAILED");
    let done: Vec<String> = done.into_iter().filter(|about| about != "Second 3").collect();
    story.redrive();
    let mut again = story.fail(&[]);
    assert!(again.contains(&"Second 3".to_owned()) && !again.contains(&"First 3".to_owned()), "{again:?}");
    assert_eq!(story.output(), "[1,2,3,4]");
    again.extend(done);
    again.sort();
    again.dedup();
    assert_eq!(again.len(), 8, "everything was done at last: {again:?}");
}

#[test]
fn only_branches_that_did_not_succeed_run_again_at_any_depth() {
    let inner = format!(
        r#"{{"StartAt":"M","States":{{"M":{{"Type":"Map","End":true,"ItemProcessor":{{"StartAt":"Each","States":{{
            "Each":{{{TASK},"End":true}}}}}}}}}}}}"#
    );
    let other = format!(r#"{{"StartAt":"Other","States":{{"Other":{{{TASK},"End":true}}}}}}"#);
    let definition = format!(
        r#"{{"StartAt":"P","States":{{"P":{{"Type":"Parallel","Branches":[{other},{inner}],"End":true}}}}}}"#
    );
    let mut story = Story::begin(&definition, "[1,2]");
    assert_eq!(story.fail(&["Each 2"]), ["Other [1,2]", "Each 1", "Each 2"]);
    assert_eq!(story.status(), "FAILED");
    for _ in 0..2 {
        assert_eq!(story.redrive(), ["Each 1"]);
        assert_eq!(story.fail(&["Each 2"]), ["Each 2"]);
        assert_eq!(story.status(), "FAILED", "a redrive may fail again");
    }
    story.redrive();
    assert_eq!(story.fail(&[]), ["Each 2"]);
    assert_eq!(story.output(), "[[1,2],[1,2]]");
    assert_eq!(story.execution.redrive_count(), 3);
}

#[test]
fn a_result_that_was_too_large_is_made_again_from_all_branches() {
    let branch =
        |name: &str| format!(r#"{{"StartAt":"{name}","States":{{"{name}":{{{TASK},"End":true}}}}}}"#);
    let definition = format!(
        r#"{{"StartAt":"P","States":{{"P":{{"Type":"Parallel","Branches":[{},{}],"End":true}}}}}}"#,
        branch("A"),
        branch("B")
    );
    let mut story = Story::begin(&definition, "1");
    let big = Payload::parse(&format!("\"{}\"", "x".repeat(200_000))).unwrap();
    story.answer(|_| Outcome::Succeeded(big.clone()));
    assert_eq!(story.status(), "FAILED");
    assert_eq!(story.redrive(), ["P 1"]);
    assert_eq!(story.fail(&[]), ["A 1", "B 1"]);
    assert_eq!(story.output(), "[1,1]");
}

#[test]
fn retries_begin_anew_and_so_does_the_time_of_the_machine() {
    let definition = format!(
        r#"{{"StartAt":"A","TimeoutSeconds":100,"States":{{"A":{{{TASK},"End":true,
            "Retry":[{{"ErrorEquals":["Broken"],"MaxAttempts":1,"IntervalSeconds":5}}]}}}}}}"#
    );
    let mut story = Story::begin(&definition, "1");
    for round in 0..2 {
        assert_eq!(story.fail(&["A 1"]), ["A 1"], "round {round}");
        let due = story.execution.next_due().unwrap();
        assert_eq!(due.0, story.now + 5_000, "the first delay of round {round}");
        story.now = due.0;
        let ticket = story.execution.pending()[0].ticket;
        story.tell(Input::Fired { ticket });
        assert_eq!(story.fail(&["A 1"]), ["A 1"], "round {round} again");
        assert_eq!(story.status(), "FAILED");
        story.now += 1_000_000;
        story.redrive();
    }
    assert_eq!(story.execution.next_due(), Some(Timestamp(story.now + 100_000)));
    story.now += 100_000;
    story.tell(Input::Fired { ticket: Ticket::EXECUTION });
    assert_eq!(story.status(), "TIMED_OUT");
    story.redrive();
    assert_eq!(story.fail(&[]), ["A 1"]);
    assert_eq!(story.status(), "SUCCEEDED");
}

#[test]
fn a_wait_ends_when_it_would_have_ended() {
    let wait = r#"{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}}"#;
    let mut story = Story::begin(wait, "1");
    story.now = 10_000;
    story.tell(Input::Stop { failure: Failure::default() });
    assert_eq!((story.execution.next_due(), story.execution.pending().len()), (None, 0));
    story.redrive();
    assert_eq!(story.execution.pending()[0].until, Some(Timestamp(60_000)));
    story.tell(Input::Stop { failure: Failure::default() });
    story.now = 100_000;
    story.redrive();
    let ticket = story.execution.pending()[0].ticket;
    story.tell(Input::Fired { ticket });
    assert_eq!(story.status(), "SUCCEEDED");
}

#[test]
fn choice_pass_and_fail_are_entered_again() {
    let fail = r#"{"StartAt":"C","States":{
        "C":{"Type":"Choice","Choices":[{"Variable":"$","NumericEquals":1,"Next":"F"}]},
        "F":{"Type":"Fail","Error":"E"}}}"#;
    let mut story = Story::begin(fail, "1");
    assert_eq!(story.redrive(), ["F 1"]);
    assert_eq!(
        story.since_redrive(),
        [
            "6 < 5 ExecutionRedriven redriveCount=1",
            "7 < 3 FailStateEntered F input=1",
            "8 < 7 ExecutionFailed error=E",
        ]
    );
    let mut story = Story::begin(fail, "2");
    assert_eq!(story.redrive(), ["C 1"]);
    assert_eq!(story.since_redrive()[1], "5 < 0 ChoiceStateEntered C input=2");
}

#[test]
fn what_was_answered_before_the_end_is_not_answered_after_it() {
    let mut story =
        Story::begin(&format!(r#"{{"StartAt":"A","States":{{"A":{{{TASK},"End":true}}}}}}"#), "1");
    let (ticket, _) = story.task().unwrap();
    story.tell(Input::Started { ticket, worker: None });
    story.tell(Input::Stop { failure: Failure::default() });
    assert_eq!(story.execution.task(ticket), None);
    story.redrive();
    assert_eq!(story.tell(Input::Answered { ticket, outcome: succeed("A 1") }), 0, "a late answer");
    assert_eq!(story.fail(&[]), ["A 1"]);
    assert_eq!(story.status(), "SUCCEEDED");
}

#[test]
fn a_stop_ends_everything_inside_and_a_redrive_goes_on_inside() {
    let map = format!(
        r#"{{"StartAt":"M","States":{{"M":{{"Type":"Map","End":true,"ItemProcessor":{{
            "StartAt":"T","States":{{"T":{{{TASK},"End":true}}}}}}}}}}}}"#
    );
    let mut story = Story::begin(&map, "[1,2]");
    story.tell(Input::Stop { failure: Failure::new("Enough", "of it") });
    let found = lines(&story.events);
    assert_eq!(
        found[found.len() - 6..],
        [
            "10 < 0 MapIterationAborted M index=0",
            "11 < 0 TaskStateAborted",
            "12 < 0 MapIterationAborted M index=1",
            "13 < 0 TaskStateAborted",
            "14 < 0 MapStateAborted",
            "15 < 0 ExecutionAborted error=Enough cause=of it",
        ]
    );
    assert_eq!(story.redrive(), ["T 2"]);
    assert_eq!(story.fail(&[]), ["T 1", "T 2"]);
    assert_eq!(story.output(), "[1,2]");
}
