//! The model: a plain recursive reading of a program that knows nothing of events, tickets or folds.
//!
//! A workflow is read as a function of where it begins, when, and when it is cut off. Branches and iterations do not
//! see each other, so each is read alone; when one fails, its siblings are read a second time, cut off at that instant.

mod lanes;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use self::lanes::Lanes;
use crate::program::{Assign, Catcher, Kind, Output, Place, Retrier, State, Workflow};
use crate::world::{Ending, Fate, plan};

/// What the engine says of a task whose process died.
pub const LOST_CAUSE: &str =
    "Signalbox stopped while the task was running. Whether its work was done is not known.";
/// Iterations that AWS runs at once whatever the definition says.
const CONCURRENCY_MAX: usize = 40;

/// An error on its way outwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    pub error: String,
    pub cause: Option<String>,
    is_heartbeat: bool,
}

/// How an execution stands after it ran.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    Succeeded(Value),
    Failed {
        error: String,
        cause: Option<String>,
    },
    TimedOut,
    Aborted,
    /// It waits for something that never comes.
    Waiting,
}

/// One attempt of a task.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    pub state: String,
    pub parameters: Value,
    pub at: i64,
    pub ended_at: Option<i64>,
}

/// Everything that a history must agree with.
#[derive(Debug, Default)]
pub struct Story {
    /// Status and instant of every end, one for each time that it ran.
    pub ends: Vec<(Status, i64)>,
    pub attempts: Vec<Attempt>,
    /// Two things happened at one instant whose order decides how it goes on.
    pub is_ambiguous: bool,
}

/// The delays that were drawn for jittered retries: by path, state, and which retry there.
pub type Delays = BTreeMap<(String, String, u32), i64>;

type Variables = BTreeMap<String, Value>;

/// Where a workflow stands.
#[derive(Clone, Debug)]
struct Frame {
    state: usize,
    input: Value,
    variables: Variables,
    /// End of the Wait that it is in.
    until: Option<i64>,
    /// Branches or iterations of the state that it is in.
    lanes: Option<Vec<Lane>>,
}

#[derive(Clone, Debug)]
enum Lane {
    Waiting,
    Open(Frame),
    Done(Value),
}

/// How a workflow ended.
enum End {
    Done(Value, i64),
    Failed(Trouble, i64, Frame),
    Cut(Frame),
}

/// How a state's work ended.
enum Done {
    Result(Value, i64),
    Trouble(Trouble, i64),
    Cut,
}

/// The state that a visit leads to, none at the end, and when.
type Passage = (Option<usize>, i64);
/// The error that nothing took, and when; none if it was cut off.
type Stop = Option<(Trouble, i64)>;

/// What happened on the way.
#[derive(Clone, Default)]
struct Trace {
    attempts: Vec<Attempt>,
    /// Attempts so far by path and state, and retries.
    counts: BTreeMap<(String, String), u32>,
    retries: BTreeMap<(String, String), u32>,
    /// Instants at which something was heard or due.
    instants: Vec<i64>,
    is_ambiguous: bool,
}

impl Trace {
    /// The same knowledge without the past.
    fn fresh(&self) -> Self {
        Self { counts: self.counts.clone(), retries: self.retries.clone(), ..Self::default() }
    }

    fn add(&mut self, other: Self) {
        self.attempts.extend(other.attempts);
        self.instants.extend(other.instants);
        self.is_ambiguous |= other.is_ambiguous;
        for (mine, others) in [(&mut self.counts, other.counts), (&mut self.retries, other.retries)] {
            for (key, count) in others {
                let known = mine.entry(key).or_default();
                *known = count.max(*known);
            }
        }
    }
}

fn next(counts: &mut BTreeMap<(String, String), u32>, path: &str, state: &str) -> u32 {
    let count = counts.entry((path.to_owned(), state.to_owned())).or_default();
    *count += 1;
    *count - 1
}

/// Reads a program from its start to its last end.
pub fn tell(program: &Workflow, input: &Value, seed: u64, fate: &Fate, delays: &Delays) -> Story {
    let model = Model { seed, delays };
    let mut story = Story::default();
    let mut trace = Trace::default();
    let mut frame = begin(input.clone(), &Variables::new());
    let mut now = 0;
    for (round, stop) in fate.stops.iter().enumerate() {
        let due = fate.timeout.map(|seconds| now + seconds * 1_000);
        let stop = stop.map(|after| now + after);
        let cut = due.into_iter().chain(stop).min().unwrap_or(i64::MAX);
        trace.is_ambiguous |= due == stop && due.is_some();
        let end = model.workflow(program, frame, now, cut, &mut trace);
        trace.is_ambiguous |= trace.instants.contains(&cut);
        let (status, at, stopped) = match end {
            End::Done(output, at) => (Status::Succeeded(output), at, None),
            End::Failed(trouble, at, frame) => {
                (Status::Failed { error: trouble.error, cause: trouble.cause }, at, Some(frame))
            }
            End::Cut(frame) if cut == i64::MAX => (Status::Waiting, now, Some(frame)),
            End::Cut(frame) if due == Some(cut) => (Status::TimedOut, cut, Some(frame)),
            End::Cut(frame) => (Status::Aborted, cut, Some(frame)),
        };
        let is_waiting = status == Status::Waiting;
        story.ends.push((status, at));
        match (stopped, fate.redrives.get(round)) {
            (Some(stopped), Some(gap)) if !is_waiting => (frame, now) = (stopped, at + gap),
            _ => break,
        }
    }
    story.attempts = trace.attempts;
    story.is_ambiguous = trace.is_ambiguous;
    story
}

fn begin(input: Value, variables: &Variables) -> Frame {
    Frame { state: 0, input, variables: variables.clone(), until: None, lanes: None }
}

struct Model<'d> {
    seed: u64,
    delays: &'d Delays,
}

impl Model<'_> {
    fn workflow(
        &self,
        workflow: &Workflow,
        mut frame: Frame,
        mut now: i64,
        cut: i64,
        trace: &mut Trace,
    ) -> End {
        loop {
            let state = &workflow.states[frame.state];
            let (done, at) = match self.state(workflow, state, &mut frame, now, cut, trace) {
                Ok(done) => done,
                Err(Some((trouble, at))) => return End::Failed(trouble, at, frame),
                Err(None) => return End::Cut(frame),
            };
            now = at;
            (frame.until, frame.lanes) = (None, None);
            match done {
                Some(next) => frame.state = next,
                None => return End::Done(frame.input, now),
            }
        }
    }

    /// One visit of a state: where it goes and when. Its output is the frame's input afterwards.
    fn state(
        &self,
        workflow: &Workflow,
        state: &State,
        frame: &mut Frame,
        mut now: i64,
        cut: i64,
        trace: &mut Trace,
    ) -> Result<Passage, Stop> {
        let mut used = vec![0; state.retry.len()];
        loop {
            let trouble = match self.work(workflow, state, frame, now, cut, trace) {
                Done::Cut => return Err(None),
                Done::Result(result, at) => return Ok((leave(workflow, state, frame, result), at)),
                Done::Trouble(trouble, at) => {
                    now = at;
                    trouble
                }
            };
            let takes = |retrier: &Retrier| retrier.errors.iter().any(|name| is_meant(name, &trouble));
            let retrier = state.retry.iter().position(takes);
            if let Some(place) = retrier.filter(|place| used[*place] < state.retry[*place].attempts) {
                let path = self.path(workflow, frame);
                let retry = next(&mut trace.retries, &path, &state.name);
                now += self.delay(&state.retry[place], used[place], (path, state.name.clone(), retry));
                used[place] += 1;
                if now > cut {
                    return Err(None);
                }
                trace.instants.push(now);
                frame.lanes = None;
                continue;
            }
            let takes = |catcher: &&Catcher| catcher.errors.iter().any(|name| is_meant(name, &trouble));
            let Some(catcher) = state.catch.iter().find(takes) else { return Err(Some((trouble, now))) };
            assign(workflow, frame, catcher.assign);
            if !catcher.keeps_input {
                let timed_out = trouble.error == "States.Timeout";
                let cause = trouble.cause.clone().or(timed_out.then(String::new));
                frame.input = json!({ "Error": trouble.error, "Cause": cause });
            }
            return Ok((Some(catcher.next), now));
        }
    }

    fn delay(&self, retrier: &Retrier, used: u32, key: (String, String, u32)) -> i64 {
        let grown = retrier.interval as f64 * retrier.rate.powi(i32::try_from(used).expect("few"));
        let seconds = retrier.delay_max.map_or(grown, |most| grown.min(most as f64));
        let most = (seconds * 1_000.0).round() as i64;
        if !retrier.is_jittered {
            return most;
        }
        // A sibling that is read past its end asks for retries that the engine made later, or never. A delay that is
        // really out of bounds is cut here and shows as a difference.
        self.delays.get(&key).copied().unwrap_or(0).clamp(0, most)
    }

    fn path(&self, workflow: &Workflow, frame: &Frame) -> String {
        frame.variables[&format!("p{}", workflow.number)].as_str().expect("a path").to_owned()
    }

    fn work(
        &self,
        workflow: &Workflow,
        state: &State,
        frame: &mut Frame,
        now: i64,
        cut: i64,
        trace: &mut Trace,
    ) -> Done {
        match &state.kind {
            Kind::Begin | Kind::Pass | Kind::Choice { .. } | Kind::Succeed => {
                Done::Result(frame.input.clone(), now)
            }
            Kind::Fail { error } => {
                let cause = Some("it fails".to_owned());
                Done::Trouble(Trouble { error: (*error).to_owned(), cause, is_heartbeat: false }, now)
            }
            Kind::Wait { seconds } => {
                let until = *frame.until.get_or_insert(now + seconds * 1_000);
                if until > cut {
                    return Done::Cut;
                }
                trace.instants.push(until);
                Done::Result(frame.input.clone(), now.max(until))
            }
            Kind::Task { timeout, heartbeat, .. } => {
                self.task(workflow, state, frame, [*timeout, *heartbeat], now, cut, trace)
            }
            Kind::Parallel { branches } => {
                let lanes = frame.lanes.take().unwrap_or_else(|| {
                    branches
                        .iter()
                        .map(|_| Lane::Open(begin(frame.input.clone(), &frame.variables)))
                        .collect()
                });
                let lanes =
                    Lanes { workflows: branches.iter().collect(), running_max: branches.len(), lanes };
                self.lanes(lanes, frame, now, cut, trace)
            }
            Kind::Map { items, concurrency, body } => {
                let items = usize::try_from(*items).expect("few");
                let lanes = frame.lanes.take().unwrap_or_else(|| vec![Lane::Waiting; items]);
                let running_max = if *concurrency == 0 { CONCURRENCY_MAX } else { *concurrency };
                let lanes = Lanes { workflows: vec![body; items], running_max, lanes };
                self.lanes(lanes, frame, now, cut, trace)
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "what an attempt depends on")]
    fn task(
        &self,
        workflow: &Workflow,
        state: &State,
        frame: &Frame,
        [timeout, heartbeat]: [Option<i64>; 2],
        now: i64,
        cut: i64,
        trace: &mut Trace,
    ) -> Done {
        let path = self.path(workflow, frame);
        let attempt = next(&mut trace.counts, &path, &state.name);
        let plan = plan(self.seed, &path, &state.name, attempt, timeout.or(heartbeat).is_some());
        let count = frame.variables[&format!("x{}", workflow.number)].clone();
        let parameters = json!({ "p": path, "in": frame.input, "x": count });
        trace.instants.push(now);
        let mut attempt = Attempt { state: state.name.clone(), parameters, at: now, ended_at: None };

        let ending = plan.ending.map_or(i64::MAX, |(after, _)| after);
        let mut silent_from = 0;
        let mut missed = i64::MAX;
        for heard in plan.beats.iter().copied().filter(|beat| *beat <= ending).chain([ending]) {
            if let Some(seconds) = heartbeat
                && heard - silent_from > seconds * 1_000
            {
                missed = silent_from + seconds * 1_000;
                break;
            }
            silent_from = heard;
        }
        let late = timeout.map_or(i64::MAX, |seconds| seconds * 1_000);
        let after = ending.min(missed).min(late);
        let end = now.saturating_add(after);
        if end > cut || after == i64::MAX {
            trace.attempts.push(attempt);
            return Done::Cut;
        }
        trace.instants.push(end);
        attempt.ended_at = Some(end);
        trace.attempts.push(attempt);
        let trouble = |error: &str, cause: Option<&str>, is_heartbeat| {
            let trouble = Trouble { error: error.into(), cause: cause.map(Into::into), is_heartbeat };
            Done::Trouble(trouble, end)
        };
        match plan.ending {
            Some((at, ending)) if at == after => match ending {
                Ending::Result(number) => Done::Result(json!({ "n": number }), end),
                Ending::Error(error) => trouble(error, Some("no"), false),
                Ending::Lost => trouble("Signalbox.TaskInterrupted", Some(LOST_CAUSE), false),
            },
            _ => trouble("States.Timeout", None, missed < late),
        }
    }
}

/// Whether a name in `ErrorEquals` means this error.
fn is_meant(name: &str, trouble: &Trouble) -> bool {
    match name {
        "States.ALL" => true,
        "States.TaskFailed" => trouble.error != "States.Timeout",
        "States.HeartbeatTimeout" => trouble.is_heartbeat,
        _ => trouble.error == name,
    }
}

/// Leaves a state with its result: sets the frame's input and variables, and says where it goes.
fn leave(workflow: &Workflow, state: &State, frame: &mut Frame, result: Value) -> Option<usize> {
    let count = format!("x{}", workflow.number);
    let mut next = state.next;
    let mut change = state.assign;
    match &state.kind {
        Kind::Begin => {
            let path = match workflow.place {
                Place::Machine => "r".to_owned(),
                Place::Branch { outer, index } => format!("{}.{index}", path_of(frame, outer)),
                Place::Body { outer } => format!("{}.{}", path_of(frame, outer), frame.input["i"]),
            };
            frame.variables.insert(format!("p{}", workflow.number), path.into());
            frame.variables.insert(count.clone(), workflow.count.into());
        }
        Kind::Choice { above, then, assign } if frame.variables[&count].as_i64() > Some(*above) => {
            (next, change) = (Some(*then), *assign);
        }
        _ => {}
    }
    match state.output {
        Output::Input => {}
        Output::Result => frame.input = result,
        Output::Wrapped => frame.input = json!({ "r": result, "x": frame.variables[&count] }),
    }
    assign(workflow, frame, change);
    next
}

fn path_of(frame: &Frame, workflow: usize) -> &str {
    frame.variables[&format!("p{workflow}")].as_str().expect("a path")
}

fn assign(workflow: &Workflow, frame: &mut Frame, change: Option<Assign>) {
    let count = format!("x{}", workflow.number);
    let value = match change {
        None => return,
        Some(Assign::Set(number)) => number,
        Some(Assign::Add(number)) => frame.variables[&count].as_i64().expect("a number") + number,
    };
    frame.variables.insert(count, value.into());
}
