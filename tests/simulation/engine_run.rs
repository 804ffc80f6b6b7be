//! The same program through the engine: by hand, in virtual time, with a crash before every turn, repeated inputs and
//! late answers.

use std::collections::{BTreeMap, BTreeSet};

use engine::{
    Command, Event, Execution, Failure, Input, Kind, Outcome, Pattern, Payload, Phase, Program,
    Status as Standing, Task, Ticket, Timestamp, decide,
};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::reference::{Attempt, Delays, Status, Story};
use crate::world::{Ending, Fate, Plan, plan};

/// More turns than any of these programs needs.
const TURNS_MAX: usize = 20_000;

pub struct EngineRun<'p> {
    program: &'p Program,
    seed: u64,
    /// Makes trouble that must change nothing.
    chaos: Dice,
    execution: Execution,
    pub events: Vec<Event>,
    now: i64,
    /// Inputs to come, by instant and by the order in which they were promised.
    agenda: BTreeMap<(i64, usize), Input>,
    promises: usize,
    started: BTreeSet<Ticket>,
    attempts: BTreeMap<(String, String), u32>,
    spent: Vec<Input>,
    turns: usize,
}

impl<'p> EngineRun<'p> {
    pub fn new(program: &'p Program, seed: u64) -> Self {
        Self {
            program,
            seed,
            chaos: Dice::of(seed, "chaos"),
            execution: Execution::new(),
            events: Vec::new(),
            now: 0,
            agenda: BTreeMap::new(),
            promises: 0,
            started: BTreeSet::new(),
            attempts: BTreeMap::new(),
            spent: Vec::new(),
            turns: 0,
        }
    }

    /// Runs from the start to the last end; gives them all.
    pub fn live(&mut self, input: &Value, fate: &Fate) -> Vec<(Status, i64)> {
        let mut start = engine::simulator::start(Payload::from_value(input.clone()));
        start.seed = self.seed;
        self.feed(Input::Start(Box::new(start)));
        let mut ends = Vec::new();
        for (round, stop) in fate.stops.iter().enumerate() {
            let stop = stop.map(|after| self.now + after);
            let is_over = self.run(stop);
            ends.push((self.status(), self.now));
            match fate.redrives.get(round) {
                Some(gap) if is_over && self.execution.is_redrivable() => {
                    self.now += gap;
                    assert!(self.feed(Input::Redrive) > 0, "a redrive does something");
                }
                _ => break,
            }
        }
        ends
    }

    /// Runs until it is over or is stopped; false if nothing is left to happen.
    fn run(&mut self, stop: Option<i64>) -> bool {
        while !self.execution.status().is_terminal() {
            self.turns += 1;
            assert!(self.turns < TURNS_MAX, "it does not end");
            self.make_trouble();
            if !self.go_on(stop) {
                return false;
            }
        }
        true
    }

    fn go_on(&mut self, stop: Option<i64>) -> bool {
        let mut timers = Vec::new();
        for command in self.execution.outstanding() {
            match command {
                Command::Continue => return self.feed(Input::Continue) > 0,
                Command::Perform { ticket, task, phase: Phase::Scheduled } if self.started.insert(ticket) => {
                    self.start(ticket, &task);
                    return true;
                }
                // These programs have no distributed Maps.
                Command::Perform { .. } | Command::RunMap { .. } => {}
                Command::WakeAt { ticket, at } => timers.push((at.0, ticket)),
            }
        }
        let timer = timers.iter().min().copied();
        let promised = self.agenda.keys().next().map(|(at, _)| *at);
        let first = timer.map(|(at, _)| at).into_iter().chain(promised).min();
        if let Some(stop) = stop.filter(|stop| first.is_none_or(|first| *stop < first)) {
            self.now = stop;
            self.feed(Input::Stop { failure: Failure::default() });
            return true;
        }
        if promised.is_some_and(|at| timer.is_none_or(|(due, _)| at <= due)) {
            let ((at, _), input) = self.agenda.pop_first().expect("a promise");
            self.now = self.now.max(at);
            self.feed(input);
            return true;
        }
        let Some((at, ticket)) = timer else { return false };
        // AWS's limit of a year is not what these programs are about.
        if ticket == Ticket::EXECUTION && timers.len() == 1 && at - self.now > 300 * 86_400_000 {
            return false;
        }
        self.now = self.now.max(at);
        self.feed(Input::Fired { ticket });
        true
    }

    /// The process dies before every turn: all it has is the journal.
    fn feed(&mut self, input: Input) -> usize {
        let replayed = Execution::replay(&self.events);
        assert_eq!(replayed, self.execution, "a replay gives the same state");
        self.execution = replayed;
        let events = decide(self.program, &mut self.execution, Timestamp(self.now), input.clone());
        let count = events.len();
        self.events.extend(events);
        if count > 0 {
            self.spent.push(input);
        }
        count
    }

    /// Repeats an old input, or fires a timer before its time.
    fn make_trouble(&mut self) {
        if self.chaos.hits(2) && !self.spent.is_empty() {
            let old = self.spent[self.chaos.place(self.spent.len())].clone();
            // A beat may be repeated, and moves the deadline; a turn goes on as often as one likes.
            if !matches!(old, Input::Beat { .. } | Input::Continue | Input::Stop { .. }) {
                assert_eq!(self.feed(old.clone()), 0, "{old:?} means nothing the second time");
            }
        }
        if self.chaos.hits(3) {
            let early = self.execution.outstanding().into_iter().find_map(|command| match command {
                Command::WakeAt { ticket, at } if at.0 > self.now => Some(Input::Fired { ticket }),
                _ => None,
            });
            if let Some(early) = early {
                assert_eq!(self.feed(early), 0, "a timer fired early");
            }
        }
    }

    fn start(&mut self, ticket: Ticket, task: &Task) {
        let path = task.parameters.value()["p"].as_str().expect("a path").to_owned();
        let key = (path, task.state.to_string());
        let count = self.attempts.entry(key.clone()).or_default();
        let ends_by_itself = task.timeout_seconds.or(task.heartbeat_seconds).is_some();
        let Plan { beats, ending } = plan(self.seed, &key.0, &key.1, *count, ends_by_itself);
        *count += 1;
        self.feed(Input::Started { ticket, worker: None });
        let is_job = matches!(task.pattern, Pattern::Sync | Pattern::Sync2 | Pattern::WaitForTaskToken);
        if is_job && !matches!(ending, Some((_, Ending::Lost))) && self.chaos.hits(2) {
            self.promise(0, Input::Submitted { ticket, output: Payload::from_value(json!("accepted")) });
        }
        for beat in beats {
            self.promise(beat, Input::Beat { ticket });
        }
        let Some((after, ending)) = ending else { return };
        self.promise(after, input_of(ticket, ending));
        if self.chaos.hits(3) {
            self.promise(after, input_of(ticket, ending));
        }
    }

    fn promise(&mut self, after: i64, input: Input) {
        self.promises += 1;
        self.agenda.insert((self.now + after, self.promises), input);
    }

    fn status(&self) -> Status {
        match self.execution.status() {
            Standing::Running => Status::Waiting,
            Standing::Succeeded { output } => Status::Succeeded(output.value().clone()),
            Standing::Failed(failure) => Status::Failed {
                error: failure.error.clone().unwrap_or_default(),
                cause: failure.cause.clone(),
            },
            Standing::TimedOut(_) => Status::TimedOut,
            Standing::Aborted(_) => Status::Aborted,
        }
    }

    /// The attempts as the history tells them.
    pub fn story(&self, ends: Vec<(Status, i64)>) -> Story {
        let mut attempts: BTreeMap<Ticket, Attempt> = BTreeMap::new();
        for event in &self.events {
            match &event.kind {
                Kind::TaskScheduled { ticket, task, .. } => {
                    let (state, parameters) = (task.state.to_string(), task.parameters.value().clone());
                    attempts.insert(*ticket, Attempt { state, parameters, at: event.at.0, ended_at: None });
                }
                Kind::TaskSucceeded { ticket, .. }
                | Kind::TaskFailed { ticket, .. }
                | Kind::TaskTimedOut { ticket, .. } => {
                    attempts.get_mut(ticket).expect("it was scheduled").ended_at = Some(event.at.0);
                }
                _ => {}
            }
        }
        Story { ends, attempts: attempts.into_values().collect(), is_ambiguous: false }
    }

    /// The delays before retries, by path, state, and which retry there.
    pub fn delays(&self) -> Delays {
        let (mut paths, mut states) = (BTreeMap::new(), BTreeMap::new());
        let mut counts: BTreeMap<(String, String), u32> = BTreeMap::new();
        let mut delays = Delays::new();
        for event in &self.events {
            match &event.kind {
                Kind::StateEntered { name, .. } => drop(states.insert(event.scope, name.to_string())),
                Kind::StateExited { assigned, .. } => {
                    for (name, value) in assigned {
                        if let (true, Value::String(path)) = (name.starts_with('p'), value.value()) {
                            paths.insert(event.scope, path.clone());
                        }
                    }
                }
                Kind::RetryScheduled { at, .. } => {
                    let key = (paths[&event.scope].clone(), states[&event.scope].clone());
                    let count = counts.entry(key.clone()).or_default();
                    delays.insert((key.0, key.1, *count), at.0 - event.at.0);
                    *count += 1;
                }
                _ => {}
            }
        }
        delays
    }
}

fn input_of(ticket: Ticket, ending: Ending) -> Input {
    let outcome = match ending {
        Ending::Lost => return Input::Lost { ticket },
        Ending::Result(number) => Outcome::Succeeded(Payload::from_value(json!({ "n": number }))),
        Ending::Error(error) => Outcome::Failed(Failure::new(error, "no")),
    };
    Input::Answered { ticket, outcome }
}
