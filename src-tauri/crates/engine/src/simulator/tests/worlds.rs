//! A world that answers at random, repeats itself, answers late, and loses its memory before every turn.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::dice::Dice;
use super::machines::machine;
use crate::scope::{Scope, Work};
use crate::simulator::start;
use crate::{
    Command, Event, Execution, Failure, Input, Kind, Outcome, Pattern, Payload, Phase, Program, Status, Task,
    Ticket, Timestamp, decide,
};

const TURNS_MAX: usize = 3_000;

pub(super) struct World {
    seed: u64,
    dice: Dice,
    definition: Value,
    program: Program,
    execution: Execution,
    events: Vec<Event>,
    now: Timestamp,
    /// Inputs that led to events, to be repeated.
    spent: Vec<Input>,
    /// Tasks that were started.
    started: BTreeSet<Ticket>,
    /// Ends of the waits, by scope.
    waits: BTreeMap<u32, Timestamp>,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let definition = machine(&mut dice);
        let (lowered, problems) = asl::parse(&definition.to_string());
        let lowered = lowered.unwrap_or_else(|| panic!("seed {seed}: {problems:?}"));
        let program = Program::compile(&lowered)
            .unwrap_or_else(|problems| panic!("seed {seed}: {problems:?}\n{definition:#}"));
        Self {
            seed,
            dice,
            definition,
            program,
            execution: Execution::new(),
            events: Vec::new(),
            now: Timestamp(1_000_000),
            spent: Vec::new(),
            started: BTreeSet::new(),
            waits: BTreeMap::new(),
        }
    }

    /// Lives until the execution is over.
    pub fn live(mut self) {
        let input = Payload::parse(r#"{"items":[[1],2,3],"n":1}"#).unwrap();
        let mut begin = start(input);
        begin.seed = self.seed;
        self.feed(Input::Start(Box::new(begin)));
        for _ in 0..TURNS_MAX {
            if *self.execution.status() != Status::Running {
                // Some executions that did not succeed go on.
                if !self.execution.is_redrivable() || self.dice.hits(2) {
                    return self.check_end();
                }
                let count = self.feed(Input::Redrive);
                self.expect(count > 0, "a redrive did nothing");
                continue;
            }
            self.repeat_something();
            if self.dice.hits(20) {
                self.set_back();
            }
            let input = self.next_input();
            self.feed(input);
        }
        self.fail("it does not end");
    }

    fn fail(&self, what: &str) -> ! {
        panic!("seed {}: {what}\n{:#}\n{:#?}", self.seed, self.definition, self.events);
    }

    fn expect(&self, holds: bool, what: &str) {
        if !holds {
            self.fail(what);
        }
    }

    fn feed(&mut self, input: Input) -> usize {
        // The process dies before every turn: all it has is the journal.
        self.execution = Execution::replay(&self.events);
        self.now = self.now.plus_milliseconds(i64::try_from(self.dice.below(200)).unwrap());
        let events = decide(&self.program, &mut self.execution, self.now, input.clone());
        for event in &events {
            self.check(event);
            self.events.push(event.clone());
        }
        self.expect(Execution::replay(&self.events) == self.execution, "a replay gives another state");
        for scope in &self.execution.scopes {
            let around = self.execution.scope(scope.parent).and_then(Scope::visit);
            let is_inside = matches!(around.map(|visit| &visit.work), Some(Work::Map(_) | Work::Parallel(_)));
            self.expect(scope.id == 0 || is_inside, "a branch or iteration outlives the state around it");
        }
        if !events.is_empty() {
            self.spent.push(input);
        }
        events.len()
    }

    fn check(&mut self, event: &Event) {
        let before = self.events.last();
        self.expect(event.position == before.map_or(0, |last| last.position) + 1, "positions have a gap");
        let last_id = self.events.iter().map(|event| event.id).max().unwrap_or(0);
        match event.kind.is_public() {
            true => self.expect(event.id == last_id + 1, "ids have a gap"),
            false => self.expect(event.id == 0, "a private event has an id"),
        }
        self.expect(event.previous <= last_id, "an event follows a later one");
        match &event.kind {
            Kind::TaskStarted { ticket, .. } => {
                let first = self.started.insert(*ticket);
                self.expect(first, "an attempt was started twice");
            }
            Kind::WaitScheduled { until, .. } => {
                self.waits.insert(event.scope, *until);
            }
            Kind::StateExited { state_type: crate::StateType::Wait, .. } => {
                let until = self.waits.remove(&event.scope);
                self.expect(until.is_none_or(|until| until <= event.at), "a wait ended early");
            }
            _ => {}
        }
    }

    /// The wall clock is set back: the clock of the execution goes on.
    fn set_back(&mut self) {
        let milliseconds = i64::try_from(1 + self.dice.below(5_000)).unwrap();
        let ahead = self.now.milliseconds_since(self.execution.wall(self.now)) + milliseconds;
        self.feed(Input::SetBack { milliseconds });
        self.now = self.now.plus_milliseconds(milliseconds);
        let found = self.now.milliseconds_since(self.execution.wall(self.now));
        self.expect(found == ahead, "the clock was not set back");
    }

    /// What has led to events once leads to none the second time, unless it is a beat, a step of a long turn, or about the
    /// wall clock.
    fn repeat_something(&mut self) {
        if self.spent.is_empty() || !self.dice.hits(2) {
            return;
        }
        let old = self.dice.pick(&self.spent).clone();
        if !matches!(old, Input::Beat { .. } | Input::Continue | Input::SetBack { .. }) {
            let count = self.feed(old);
            self.expect(count == 0, "a repeated input changed something");
        }
    }

    fn next_input(&mut self) -> Input {
        let commands = self.execution.outstanding();
        self.expect(!commands.is_empty(), "a running execution waits for nothing");
        let timers = commands.iter().filter_map(|command| match command {
            Command::WakeAt { ticket, at } => Some((*at, *ticket)),
            Command::Perform { .. } | Command::RunMap { .. } | Command::Continue => None,
        });
        let timer = timers.min();
        self.expect(timer.map(|(at, _)| at) == self.execution.next_due(), "the next timer is another one");
        match self.dice.pick(&commands).clone() {
            Command::Continue => Input::Continue,
            Command::Perform { ticket, task, phase } => self.answer(ticket, &task, phase),
            Command::RunMap { ticket, .. } => self.end_map_run(ticket),
            Command::WakeAt { ticket, .. } if self.dice.hits(4) => {
                self.early(ticket);
                Input::Fired { ticket }
            }
            Command::WakeAt { .. } => {
                let (at, ticket) = timer.unwrap();
                self.now = self.now.max(at);
                Input::Fired { ticket }
            }
        }
    }

    /// A timer that fires before its time means nothing; sometimes it is simply due.
    fn early(&mut self, ticket: Ticket) {
        let due = self.execution.next_due().is_some_and(|due| due <= self.now.plus_milliseconds(200));
        if !due {
            let count = self.feed(Input::Fired { ticket });
            self.expect(count == 0, "a timer fired early");
        }
    }

    fn answer(&mut self, ticket: Ticket, task: &Task, phase: Phase) -> Input {
        let is_submitted = matches!(task.pattern, Pattern::Sync | Pattern::Sync2 | Pattern::WaitForTaskToken);
        match (phase, self.dice.below(8)) {
            (Phase::Scheduled, _) => Input::Started { ticket, worker: None },
            (Phase::Started, 0) => Input::Lost { ticket },
            (Phase::Started, 1..6) if is_submitted => Input::Submitted { ticket, output: self.payload() },
            (_, 7) => Input::Beat { ticket },
            (_, 5 | 6) => {
                let error = *self.dice.pick(&["A", "B", "C"]);
                Input::Answered { ticket, outcome: Outcome::Failed(Failure::new(error, "no")) }
            }
            _ => Input::Answered { ticket, outcome: Outcome::Succeeded(self.payload()) },
        }
    }

    fn end_map_run(&mut self, ticket: Ticket) -> Input {
        let outcome = match self.dice.hits(3) {
            true => Outcome::Failed(Failure::new(*self.dice.pick(&["A", "B"]), "no")),
            false => Outcome::Succeeded(self.payload()),
        };
        Input::MapRunEnded { ticket, outcome }
    }

    fn payload(&mut self) -> Payload {
        let texts: [&str; 5] = ["1", "null", r#"{"n": 1}"#, "[1, 2]", r#""text""#];
        let text: &str = self.dice.pick::<&str>(&texts);
        Payload::parse(text).unwrap()
    }

    /// After the end nothing is owed and nothing changes.
    fn check_end(&mut self) {
        self.expect(self.execution.outstanding().is_empty(), "something is owed after the end");
        self.expect(self.execution.next_due().is_none(), "a timer runs after the end");
        let status = self.execution.status().clone();
        for old in self.spent.clone().into_iter().filter(|old| *old != Input::Redrive) {
            let count = self.feed(old);
            self.expect(count == 0, "something happened after the end");
        }
        self.expect(*self.execution.status() == status, "the end changed");
        let journal = serde_json::to_string(&self.events).unwrap();
        let read: Vec<Event> = serde_json::from_str(&journal).unwrap();
        self.expect(read == self.events, "the journal reads differently");
    }
}
