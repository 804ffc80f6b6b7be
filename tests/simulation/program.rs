//! Random programs, as the reference interpreter reads them.
//!
//! Every workflow begins with a state that says where it is (`p…`) and what it counts (`x…`), then has a task whose
//! length is random to the millisecond, so that hardly ever two branches do something at the same instant.

use crate::dice::Dice;

/// A state machine, a branch, or the body of a Map. Its first state begins.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// Names its variables.
    pub number: usize,
    /// The workflow whose variables it can read, and where it lies in it.
    pub place: Place,
    /// Initial value of its variable `x…`.
    pub count: i64,
    pub states: Vec<State>,
}

/// Where a workflow lies.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    Machine,
    Branch { outer: usize, index: usize },
    Body { outer: usize },
}

#[derive(Clone, Debug)]
pub struct State {
    pub name: String,
    /// JSONata instead of JSONPath.
    pub is_jsonata: bool,
    pub kind: Kind,
    pub output: Output,
    /// What it does to the variable `x…` of its workflow.
    pub assign: Option<Assign>,
    /// `None` at the end of the workflow.
    pub next: Option<usize>,
    pub retry: Vec<Retrier>,
    pub catch: Vec<Catcher>,
}

#[derive(Clone, Debug)]
pub enum Kind {
    /// Sets the variables of its workflow.
    Begin,
    Pass,
    /// To `then` if `x…` is above `above`, otherwise to the next state.
    Choice {
        above: i64,
        then: usize,
        assign: Option<Assign>,
    },
    Wait {
        seconds: i64,
    },
    Succeed,
    Fail {
        error: &'static str,
    },
    Task {
        resource: &'static str,
        timeout: Option<i64>,
        heartbeat: Option<i64>,
    },
    Parallel {
        branches: Vec<Workflow>,
    },
    Map {
        items: i64,
        concurrency: usize,
        body: Box<Workflow>,
    },
}

/// What becomes of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// It is the output.
    Result,
    /// The input is the output.
    Input,
    /// `{"r": result, "x": x…}`.
    Wrapped,
}

#[derive(Clone, Copy, Debug)]
pub enum Assign {
    Set(i64),
    Add(i64),
}

#[derive(Clone, Debug)]
pub struct Retrier {
    pub errors: Vec<&'static str>,
    pub interval: i64,
    pub attempts: u32,
    pub rate: f64,
    pub delay_max: Option<i64>,
    pub is_jittered: bool,
}

#[derive(Clone, Debug)]
pub struct Catcher {
    pub errors: Vec<&'static str>,
    pub keeps_input: bool,
    pub assign: Option<Assign>,
    pub next: usize,
}

const RESOURCES: [&str; 5] = [
    "arn:aws:lambda:us-east-1:111111111111:function:Work",
    "arn:aws:states:us-east-1:111111111111:activity:Approve",
    "arn:aws:states:::dynamodb:getItem",
    "arn:aws:states:::states:startExecution.sync:2",
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
];
const ERRORS: [&str; 6] =
    ["A", "B", "States.Timeout", "States.TaskFailed", "States.HeartbeatTimeout", "States.ALL"];
/// Levels of workflows inside workflows.
const DEPTH_MAX: u32 = 2;

pub fn random(dice: &mut Dice) -> Workflow {
    Writer { dice, workflows: 0, states: 0 }.workflow(Place::Machine, DEPTH_MAX)
}

struct Writer<'d> {
    dice: &'d mut Dice,
    workflows: usize,
    states: usize,
}

impl Writer<'_> {
    fn workflow(&mut self, place: Place, depth: u32) -> Workflow {
        let number = self.workflows;
        self.workflows += 1;
        let length = 2 + self.dice.place(4);
        let states = (0..length).map(|at| self.state(number, at, length, depth)).collect();
        Workflow { number, place, count: self.dice.below(9), states }
    }

    fn state(&mut self, workflow: usize, at: usize, length: usize, depth: u32) -> State {
        let kind = match at {
            0 => Kind::Begin,
            1 => self.task(),
            _ => self.kind(workflow, at, length, depth),
        };
        let name = format!("s{}", self.states);
        self.states += 1;
        let is_task = matches!(kind, Kind::Task { .. } | Kind::Parallel { .. } | Kind::Map { .. });
        let gives = is_task || matches!(kind, Kind::Pass);
        let later = at + 1 < length;
        State {
            name,
            is_jsonata: self.dice.hits(2),
            output: if gives {
                self.dice.pick(&[Output::Result, Output::Input, Output::Wrapped])
            } else {
                Output::Input
            },
            assign: self.assign().filter(|_| gives || matches!(kind, Kind::Wait { .. })),
            next: later.then_some(at + 1),
            retry: if is_task { self.retry() } else { Vec::new() },
            catch: if is_task && later { self.catch(at, length) } else { Vec::new() },
            kind,
        }
    }

    fn kind(&mut self, workflow: usize, at: usize, length: usize, depth: u32) -> Kind {
        let is_last = at + 1 == length;
        match self.dice.below(if depth == 0 { 8 } else { 14 }) {
            0 => Kind::Pass,
            1 => Kind::Wait { seconds: self.dice.below(40) },
            2 if is_last => Kind::Succeed,
            3 if is_last => Kind::Fail { error: self.dice.pick(&["A", "B"]) },
            2 | 3 if !is_last => Kind::Choice {
                above: self.dice.below(9),
                then: at + 1 + self.dice.place(length - at - 1),
                assign: self.assign(),
            },
            8..=10 => {
                let count = 1 + self.dice.place(3);
                let place = |index| Place::Branch { outer: workflow, index };
                Kind::Parallel {
                    branches: (0..count).map(|index| self.workflow(place(index), depth - 1)).collect(),
                }
            }
            11.. => Kind::Map {
                items: self.dice.below(4),
                concurrency: self.dice.place(4),
                body: Box::new(self.workflow(Place::Body { outer: workflow }, depth - 1)),
            },
            _ => self.task(),
        }
    }

    fn task(&mut self) -> Kind {
        let timeout = self.dice.hits(3).then(|| 2 + self.dice.below(60));
        let most = timeout.unwrap_or(60);
        let heartbeat = self.dice.hits(4).then(|| 1 + self.dice.below(most - 1));
        Kind::Task { resource: self.dice.pick(&RESOURCES), timeout, heartbeat }
    }

    fn assign(&mut self) -> Option<Assign> {
        let number = self.dice.below(9);
        match self.dice.below(4) {
            0 => Some(Assign::Set(number)),
            1 => Some(Assign::Add(number)),
            _ => None,
        }
    }

    /// Error names of a retrier or catcher; `States.ALL` stands alone and only in the last.
    fn errors(&mut self, is_last: bool) -> Vec<&'static str> {
        let known = if is_last { &ERRORS[..] } else { &ERRORS[..5] };
        let first = self.dice.pick(known);
        let second = self.dice.pick(&ERRORS[..5]);
        if first == "States.ALL" || first == second || self.dice.hits(2) {
            vec![first]
        } else {
            vec![first, second]
        }
    }

    fn retry(&mut self) -> Vec<Retrier> {
        let count = self.dice.place(3);
        (1..=count)
            .map(|place| Retrier {
                errors: self.errors(place == count),
                interval: 1 + self.dice.below(20),
                attempts: u32::try_from(self.dice.below(4)).expect("small"),
                rate: self.dice.pick(&[1.0, 1.5, 2.0]),
                delay_max: self.dice.hits(3).then(|| 21 + self.dice.below(9)),
                is_jittered: self.dice.hits(3),
            })
            .collect()
    }

    fn catch(&mut self, at: usize, length: usize) -> Vec<Catcher> {
        let count = self.dice.place(3);
        (1..=count)
            .map(|place| Catcher {
                errors: self.errors(place == count),
                keeps_input: self.dice.hits(3),
                assign: self.assign(),
                next: at + 1 + self.dice.place(length - at - 1),
            })
            .collect()
    }
}
