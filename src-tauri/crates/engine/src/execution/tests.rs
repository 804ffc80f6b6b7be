use crate::transcript::{program, single};
use crate::{
    Command, Event, Execution, Failure, Input, Kind, Outcome, Payload, PendingKind, Phase, Program, Status,
    Ticket, Timestamp, decide, history, simulator,
};

const ACTIVITY: &str = "arn:aws:states:us-east-1:111111111111:activity:Approve";
const INVOKE: &str = "arn:aws:states:::lambda:invoke";
const QUEUE: &str = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";

/// An execution with its program and all its events.
struct Story {
    program: Program,
    execution: Execution,
    events: Vec<Event>,
}

impl Story {
    fn begin(definition: &str) -> Self {
        let mut story =
            Self { program: program(definition), execution: Execution::new(), events: Vec::new() };
        let start = simulator::start(Payload::parse("{}").unwrap());
        assert_eq!(story.tell(0, Input::Start(Box::new(start.clone()))), story.events.len());
        assert_eq!(story.tell(0, Input::Start(Box::new(start))), 0, "an execution starts once");
        story
    }

    /// Feeds an input at an instant and says how many events came of it.
    fn tell(&mut self, at: i64, input: Input) -> usize {
        let events = decide(&self.program, &mut self.execution, Timestamp(at), input);
        self.events.extend(events.iter().cloned());
        assert_eq!(Execution::replay(&self.events), self.execution);
        events.len()
    }

    fn types(&self) -> Vec<String> {
        self.events.iter().filter_map(history::type_name).collect()
    }

    /// The phase of the only task.
    fn phase(&self) -> Option<Phase> {
        self.execution.outstanding().into_iter().find_map(|command| match command {
            Command::Perform { phase, .. } => Some(phase),
            Command::WakeAt { .. } | Command::RunMap { .. } | Command::Continue => None,
        })
    }
}

fn task(resource: &str, fields: &str) -> String {
    single(&format!(r#""Type":"Task","Resource":"{resource}","End":true{fields}"#))
}

fn json(text: &str) -> Payload {
    Payload::parse(text).unwrap()
}

const TICKET: Ticket = Ticket(1);

#[test]
fn a_task_goes_through_its_phases_and_hears_each_thing_once() {
    let mut story = Story::begin(&task(QUEUE, ""));
    let submitted = Input::Submitted { ticket: TICKET, output: json("1") };
    let answered = Input::Answered { ticket: TICKET, outcome: Outcome::Succeeded(json("2")) };
    assert_eq!(story.phase(), Some(Phase::Scheduled));
    assert_eq!(story.tell(1, submitted.clone()), 0, "nothing is accepted before it is dispatched");
    assert_eq!(story.tell(1, Input::Lost { ticket: TICKET }), 0, "nothing is lost before it is dispatched");
    let started = Input::Started { ticket: TICKET, worker: None };
    assert_eq!((story.tell(2, started.clone()), story.phase()), (1, Some(Phase::Started)));
    assert_eq!((story.tell(3, submitted.clone()), story.phase()), (1, Some(Phase::Submitted)));
    assert_eq!(story.tell(4, Input::Lost { ticket: TICKET }), 0, "an accepted job outlives the process");
    assert_eq!((story.tell(5, started), story.tell(5, submitted)), (0, 0));
    assert_eq!(story.tell(6, answered.clone()), 3);
    assert_eq!(story.tell(7, answered), 0);
    assert_eq!(story.execution.status(), &Status::Succeeded { output: json("2") });
}

#[test]
fn an_answer_may_come_before_the_acceptance() {
    let mut story = Story::begin(&task(QUEUE, ""));
    story.tell(1, Input::Started { ticket: TICKET, worker: None });
    story.tell(2, Input::Answered { ticket: TICKET, outcome: Outcome::Succeeded(json("2")) });
    assert_eq!(story.tell(3, Input::Submitted { ticket: TICKET, output: json("1") }), 0);
    assert!(!story.types().contains(&"TaskSubmitted".to_owned()));
}

#[test]
fn a_stopped_execution_owes_and_hears_nothing_more() {
    let mut story = Story::begin(&task(INVOKE, r#","TimeoutSeconds":9"#));
    story.tell(1, Input::Started { ticket: TICKET, worker: None });
    assert_eq!(story.execution.next_due(), Some(Timestamp(9_001)));
    let failure = Failure::new("Mine", "enough");
    assert_eq!(story.tell(2, Input::Stop { failure: failure.clone() }), 1);
    assert_eq!(story.execution.status(), &Status::Aborted(failure));
    assert_eq!((story.execution.outstanding(), story.execution.next_due()), (Vec::new(), None));
    let late = Input::Answered { ticket: TICKET, outcome: Outcome::Succeeded(json("1")) };
    assert_eq!(story.tell(3, late), 0);
    let last = history::public(story.events.last().unwrap(), true).unwrap();
    assert_eq!(
        last.to_string(),
        r#"{"timestamp":0.002,"type":"ExecutionAborted","id":5,"previousEventId":0,"executionAbortedEventDetails":{"error":"Mine","cause":"enough"}}"#
    );
}

#[test]
fn what_is_pending_is_told_to_people() {
    let retry = r#","Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":7}]"#;
    for (definition, failed, kind, until) in [
        (task(INVOKE, ""), false, PendingKind::Task, None),
        (task(QUEUE, r#","HeartbeatSeconds":4"#), false, PendingKind::Callback, Some(4_010)),
        (task(ACTIVITY, r#","TimeoutSeconds":60"#), false, PendingKind::Activity, Some(60_010)),
        (task(INVOKE, retry), true, PendingKind::Retry, Some(7_020)),
        (single(r#""Type":"Wait","Seconds":5,"End":true"#), false, PendingKind::Wait, Some(5_000)),
    ] {
        let mut story = Story::begin(&definition);
        story.tell(10, Input::Started { ticket: TICKET, worker: None });
        if failed {
            let outcome = Outcome::Failed(Failure::new("A", ""));
            story.tell(20, Input::Answered { ticket: TICKET, outcome });
        }
        let pending = story.execution.pending();
        assert_eq!(pending.len(), 1);
        let found = (&*pending[0].state, pending[0].kind, pending[0].until, pending[0].entered_event);
        assert_eq!(found, ("S", kind, until.map(Timestamp), 2), "{definition}");
        assert_eq!(pending[0].attempt, u32::from(failed));
    }
}

#[test]
fn a_beat_moves_the_heartbeat_and_not_the_timeout() {
    let mut story = Story::begin(&task(INVOKE, r#","HeartbeatSeconds":3,"TimeoutSeconds":5"#));
    assert_eq!(story.tell(0, Input::Beat { ticket: TICKET }), 0, "nothing beats before it has started");
    story.tell(0, Input::Started { ticket: TICKET, worker: None });
    assert_eq!(story.execution.next_due(), Some(Timestamp(3_000)));
    story.tell(2_500, Input::Beat { ticket: TICKET });
    assert_eq!(story.execution.next_due(), Some(Timestamp(5_000)));
    assert_eq!(story.tell(4_999, Input::Fired { ticket: TICKET }), 0);
    assert_eq!(story.tell(5_000, Input::Fired { ticket: TICKET }), 2);
    let shown: Vec<u64> = story.events.iter().map(|event| event.id).collect();
    assert_eq!(shown, [1, 2, 3, 4, 0, 5, 6], "a beat is private and takes no id");
}

#[test]
fn data_can_be_left_out_of_the_history() {
    let mut story = Story::begin(&task(INVOKE, ""));
    story.tell(1, Input::Answered { ticket: TICKET, outcome: Outcome::Succeeded(json("1")) });
    for event in &story.events {
        let text = history::public(event, false).unwrap().to_string();
        for word in ["input", "output", "parameters", "truncated"] {
            assert!(!text.contains(word), "{text}");
        }
    }
}

#[test]
fn a_journal_of_another_program_ends_the_execution() {
    let definition = format!(
        r#"{{"StartAt":"A","States":{{"A":{{"Type":"Pass","Next":"T"}},"T":{{"Type":"Task","Resource":"{INVOKE}","End":true}}}}}}"#
    );
    let mut story = Story::begin(&definition);
    story.program = program(&single(r#""Type":"Succeed""#));
    story.tell(1, Input::Answered { ticket: TICKET, outcome: Outcome::Succeeded(json("1")) });
    assert_eq!(story.execution.status().word(), "FAILED");
}

#[test]
fn a_definition_that_cannot_run_is_refused_with_places() {
    let check = |definition: &str, code: &str, location: &str| {
        let (machine, _) = asl::parse(definition);
        let problems = Program::compile(&machine.unwrap()).unwrap_err();
        let found: Vec<_> = problems.iter().map(|found| (found.code, found.location.as_deref())).collect();
        assert!(found.contains(&(code, Some(location))), "{definition}: {problems:?}");
    };
    let schema = "SCHEMA_VALIDATION_FAILED";
    check(&single(r#""Type":"Pass","InputPath":"a.b","End":true"#), schema, "/States/S/InputPath");
    check(&single(r#""Type":"Task","Resource":"lambda","End":true"#), schema, "/States/S/Resource");
    check(&single(r#""Type":"Pass","Parameters":{"a.$":"x"},"End":true"#), schema, "/States/S/Parameters");
    check(&single(r#""Type":"Wait","Timestamp":"soon","End":true"#), schema, "/States/S/Timestamp");
    check(&single(r#""Type":"Pass","Next":"Ghost""#), "MISSING_TRANSITION_TARGET", "/States/S");
    check(&single(r#""Type":"Dance""#), schema, "/States/S");
    let jsonata = r#""Type":"Pass","QueryLanguage":"JSONata","Output":"{% [1, %}","End":true"#;
    check(&single(jsonata), "INVALID_JSONATA_EXPRESSION", "/States/S/Output");
}

#[test]
fn of_two_deadlines_that_have_passed_the_first_counts() {
    for (timeout, heartbeat, expected) in [(60, Some(10), true), (10, Some(9), true), (10, None, false)] {
        let heartbeat =
            heartbeat.map_or(String::new(), |seconds| format!(r#","HeartbeatSeconds":{seconds}"#));
        let fields = format!(r#","TimeoutSeconds":{timeout}{heartbeat}"#);
        let mut story = Story::begin(&task(QUEUE, &fields));
        story.tell(0, Input::Started { ticket: TICKET, worker: None });
        story.tell(604_800_000, Input::Fired { ticket: TICKET });
        let timed_out = story.events.iter().find_map(|event| match event.kind {
            Kind::TaskTimedOut { heartbeat, .. } => Some(heartbeat),
            _ => None,
        });
        assert_eq!(timed_out, Some(expected), "{fields}");
    }
}
