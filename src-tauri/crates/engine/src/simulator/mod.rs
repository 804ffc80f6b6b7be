//! Runs an execution to its end in virtual time against a script of answers.
//!
//! Time jumps from one due thing to the next. Nothing here is random: answers that are due at the same instant come
//! in the order in which they were promised, and before timers.

mod map_runs;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::map_run::MapRun;
use crate::{
    Command, Event, Execution, Failure, Input, Outcome, Payload, Phase, Program, Start, Status, Task, Ticket,
    Timestamp, decide,
};

/// What the world does with a task.
#[derive(Clone, Debug, PartialEq)]
pub enum Script {
    /// It gives this result.
    Succeed {
        /// How long after its start.
        after_milliseconds: i64,
        /// The result.
        output: Payload,
    },
    /// It fails.
    Fail {
        /// How long after its start.
        after_milliseconds: i64,
        /// The error.
        failure: Failure,
    },
    /// It is accepted at once and answered later: a job, or a task token.
    Submit {
        /// What the service answers at once.
        submitted: Payload,
        /// How long after that the job ends or the token comes back.
        after_milliseconds: i64,
        /// How it ends.
        outcome: Outcome,
    },
    /// It beats a few times, then goes on with the inner script, whose times count from the start.
    Beat {
        /// Between beats.
        every_milliseconds: i64,
        /// How many beats.
        times: u32,
        /// How it ends.
        then: Box<Script>,
    },
    /// It starts and is never heard of again.
    Silence,
    /// The process dies while it runs; that is noticed this long after its start.
    Die {
        /// How long after its start.
        after_milliseconds: i64,
    },
    /// An activity worker of this name takes it.
    Take {
        /// The name it gives.
        worker: String,
        /// How it ends.
        then: Box<Script>,
    },
    /// Nobody takes it: an activity without a worker.
    Leave,
}

/// An execution that ran in virtual time.
#[derive(Debug)]
pub struct Run {
    /// Everything that happened.
    pub events: Vec<Event>,
    /// Where it stands: over, or waiting for something that never comes.
    pub execution: Execution,
    /// How many inputs were fed.
    pub turns: usize,
}

/// A start for simulations, with fixed names and this input.
#[must_use]
pub fn start(input: Payload) -> Start {
    Start {
        execution_arn: "arn:aws:states:us-east-1:111111111111:execution:machine:run".to_owned(),
        name: "run".to_owned(),
        state_machine_arn: "arn:aws:states:us-east-1:111111111111:stateMachine:machine".to_owned(),
        state_machine_name: "machine".to_owned(),
        version_arn: None,
        alias_arn: None,
        role_arn: "arn:aws:iam::111111111111:role/role".to_owned(),
        input,
        seed: 7,
        token_key: [7; 32],
        test_case: None,
        virtual_time: None,
        trace_header: None,
        logging: None,
    }
}

/// Runs `program` from `start` until it is over or nothing is left to happen. `script` is asked once for every
/// attempt of a task. `turns_max` bounds machines that never end.
pub fn run(
    program: &Program,
    start: Start,
    at: Timestamp,
    turns_max: usize,
    mut script: impl FnMut(&Task) -> Script,
) -> Run {
    let mut read =
        |_: &MapRun| Err(Failure::new("States.ItemReaderFailed", "There is nothing to read here."));
    run_reading(program, start, at, turns_max, &mut script, &mut read)
}

/// As [`run`]; `read` gives the items of a Map Run that has an `ItemReader`.
pub fn run_reading(
    program: &Program,
    start: Start,
    at: Timestamp,
    turns_max: usize,
    script: &mut dyn FnMut(&Task) -> Script,
    read: &mut dyn FnMut(&MapRun) -> Result<Vec<Payload>, Failure>,
) -> Run {
    let mut simulation = Simulation {
        program,
        script,
        read,
        turns_max,
        now: at,
        agenda: BTreeMap::new(),
        promises: 0,
        performed: BTreeSet::new(),
        run: Run { events: Vec::new(), execution: Execution::new(), turns: 0 },
    };
    simulation.feed(Input::Start(Box::new(start)));
    while simulation.run.turns < turns_max && simulation.go_on() {}
    simulation.run
}

struct Simulation<'p> {
    program: &'p Program,
    script: &'p mut dyn FnMut(&Task) -> Script,
    read: &'p mut dyn FnMut(&MapRun) -> Result<Vec<Payload>, Failure>,
    turns_max: usize,
    now: Timestamp,
    /// Inputs to come, by instant and by the order in which they were promised.
    agenda: BTreeMap<(Timestamp, u64), Input>,
    promises: u64,
    performed: BTreeSet<Ticket>,
    run: Run,
}

impl Simulation<'_> {
    fn feed(&mut self, input: Input) {
        self.run.turns += 1;
        let events = decide(self.program, &mut self.run.execution, self.now, input);
        self.run.events.extend(events);
    }

    /// One more turn; false if nothing is left to happen.
    fn go_on(&mut self) -> bool {
        if *self.run.execution.status() != Status::Running {
            return false;
        }
        let mut timer: Option<(Timestamp, Ticket)> = None;
        let mut timers = 0;
        for command in self.run.execution.outstanding() {
            match command {
                Command::Continue => {
                    self.feed(Input::Continue);
                    return true;
                }
                Command::Perform { ticket, task, phase: Phase::Scheduled }
                    if self.performed.insert(ticket) =>
                {
                    return self.perform(ticket, &task);
                }
                Command::RunMap { ticket, .. } if self.performed.insert(ticket) => {
                    self.run_map(ticket);
                    return true;
                }
                Command::Perform { .. } | Command::RunMap { .. } => {}
                Command::WakeAt { ticket, at } => {
                    timers += 1;
                    if timer.is_none_or(|(earliest, _)| at < earliest) {
                        timer = Some((at, ticket));
                    }
                }
            }
        }
        // Nobody waits until AWS's limit of a year has passed over a task that is never heard of again.
        let is_limit_alone = timers == 1 && self.program.timeout_seconds.is_none();
        self.next_instant(timer.filter(|(_, ticket)| *ticket != Ticket::EXECUTION || !is_limit_alone))
    }

    fn next_instant(&mut self, timer: Option<(Timestamp, Ticket)>) -> bool {
        let promised = self.agenda.first_key_value().map(|((at, _), _)| *at);
        if let Some(at) = promised
            && timer.is_none_or(|(due, _)| at <= due)
            && let Some((_, input)) = self.agenda.pop_first()
        {
            self.now = self.now.max(at);
            self.feed(input);
            return true;
        }
        let Some((at, ticket)) = timer else { return false };
        self.now = self.now.max(at);
        self.feed(Input::Fired { ticket });
        true
    }

    fn perform(&mut self, ticket: Ticket, task: &Task) -> bool {
        let (worker, script) = match (self.script)(task) {
            Script::Take { worker, then } => (Some(worker), *then),
            script => (None, script),
        };
        if script != Script::Leave {
            self.feed(Input::Started { ticket, worker });
            self.promise_all(ticket, script);
        }
        true
    }

    fn promise_all(&mut self, ticket: Ticket, script: Script) {
        match script {
            Script::Succeed { after_milliseconds, output } => {
                self.promise(
                    after_milliseconds,
                    Input::Answered { ticket, outcome: Outcome::Succeeded(output) },
                );
            }
            Script::Fail { after_milliseconds, failure } => {
                self.promise(
                    after_milliseconds,
                    Input::Answered { ticket, outcome: Outcome::Failed(failure) },
                );
            }
            Script::Submit { submitted, after_milliseconds, outcome } => {
                self.promise(0, Input::Submitted { ticket, output: submitted });
                self.promise(after_milliseconds, Input::Answered { ticket, outcome });
            }
            Script::Beat { every_milliseconds, times, then } => {
                for beat in 1..=i64::from(times) {
                    self.promise(every_milliseconds.saturating_mul(beat), Input::Beat { ticket });
                }
                self.promise_all(ticket, *then);
            }
            Script::Take { then, .. } => self.promise_all(ticket, *then),
            Script::Die { after_milliseconds } => self.promise(after_milliseconds, Input::Lost { ticket }),
            Script::Silence | Script::Leave => {}
        }
    }

    fn promise(&mut self, after_milliseconds: i64, input: Input) {
        self.promises += 1;
        self.agenda.insert((self.now.plus_milliseconds(after_milliseconds), self.promises), input);
    }
}
