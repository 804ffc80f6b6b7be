//! How an execution reads its letters: each becomes inputs to the engine, and whom to tell afterwards.

use std::time::Instant;

use engine::{Command, Event, Failure, Input, Moment, Outcome, Pattern, Start, Ticket, Timestamp, decide};

use crate::ground::Ground;
use crate::letter::{Letter, Reply};
use crate::resident::{Keeping, Resident, Turned};
use crate::slow::LONG;
use crate::whose_move::{WaitsFor, waits_for};
use crate::{Begun, Error};

/// The events of the turn so far.
pub(crate) struct Draft<'g> {
    pub(crate) ground: &'g Ground,
    pub(crate) at: Timestamp,
    /// When the turn began on this machine.
    pub(crate) begun: Instant,
    pub(crate) events: Vec<Event>,
    pub(crate) turned: Turned,
    pub(crate) also: Option<store::Also>,
}

impl Resident {
    pub(crate) fn decide(&mut self, draft: &mut Draft<'_>, input: Input) -> bool {
        let has_activity = |arn: &str| draft.ground.has_activity(arn);
        let is_long = || draft.begun.elapsed() >= LONG;
        let is_deleted = draft.ground.deletions.takes(self.execution.start().map(|start| &**start));
        let moment = Moment { at: draft.at, has_activity: &has_activity, is_long: &is_long, is_deleted };
        let events = decide(&self.program, &mut self.execution, moment, input);
        let any = !events.is_empty();
        draft.events.extend(events);
        any
    }

    pub(crate) fn read(&mut self, letter: Letter, draft: &mut Draft<'_>) {
        match letter {
            Letter::Begin { input, reply } => self.begin(draft, input, reply),
            Letter::BeginAgain { arn, input, reply } => {
                let is_open = !self.execution.status().is_terminal();
                let same = self.execution.start().filter(|start| is_open && start.input == input);
                let answer = match same {
                    Some(_) => Ok(self.begun_at),
                    None => Err(Error::ExecutionAlreadyExists(arn.to_string())),
                };
                draft.turned.afters.push(Box::new(move |written| drop(reply.send(written.and(answer)))));
            }
            Letter::Look => self.look(draft),
            Letter::ClockIs { ticket, at } => {
                if let Some(tracked) = self.tracked.get_mut(&ticket) {
                    tracked.clock = Some(at);
                }
            }
            Letter::Tick => self.fire(draft),
            Letter::SetBack { milliseconds } => {
                self.say(draft, Input::SetBack { milliseconds }, Letter::SetBack { milliseconds });
                draft.at = draft.at.max(self.execution.clock(draft.ground.clock.now()));
            }
            Letter::Begun { ticket, begun } => self.begun(draft, ticket, begun),
            Letter::Submitted { ticket, output } => {
                self.say(
                    draft,
                    Input::Submitted { ticket, output: output.clone() },
                    Letter::Submitted { ticket, output },
                );
            }
            Letter::Answered { ticket, outcome } => {
                self.settle(ticket);
                self.say(
                    draft,
                    Input::Answered { ticket, outcome: outcome.clone() },
                    Letter::Answered { ticket, outcome },
                );
            }
            Letter::Beat { ticket } => self.say(draft, Input::Beat { ticket }, Letter::Beat { ticket }),
            Letter::Lost { ticket } => {
                self.settle(ticket);
                self.say(draft, Input::Lost { ticket }, Letter::Lost { ticket });
            }
            Letter::MapRunEnded { ticket, outcome, clock } => {
                self.map_run_ended(draft, ticket, outcome, clock)
            }
            Letter::TokenAnswer { token, outcome, also, reply } => {
                self.token_answer(draft, &token, outcome, also, reply);
            }
            Letter::TokenBeat { token, reply } => self.token_beat(draft, &token, reply),
            Letter::Take { ticket, worker, reply } => {
                let taken = self.decide(draft, Input::Started { ticket, worker });
                draft.turned.afters.push(Box::new(move |written| drop(reply.send(written.map(|()| taken)))));
            }
            Letter::Stop { failure, reply } => self.stop(draft, failure, reply),
            Letter::Redrive { client_token, reply } => self.redrive(draft, client_token, reply),
            Letter::Pending { reply } => {
                let pending = (self.execution.pending(), self.execution.virtual_time());
                draft
                    .turned
                    .afters
                    .push(Box::new(move |written| drop(reply.send(written.map(|()| pending)))));
            }
        }
    }

    fn begin(&mut self, draft: &mut Draft<'_>, input: Box<Start>, reply: Reply<Timestamp>) {
        draft.at = input.clock(draft.at);
        self.begun_at = draft.at;
        self.decide(draft, Input::Start(input));
        draft.turned.begun = Some(reply);
    }

    /// Goes on where a turn was cut short; in virtual time also to the next due moment.
    fn look(&mut self, draft: &mut Draft<'_>) {
        self.decide(draft, Input::Continue);
        if let Some(to) = self.execution.skips_to() {
            self.skip(draft, to);
            self.fire(draft);
        }
    }

    /// In virtual time: its clock goes forward to `to`.
    fn skip(&mut self, draft: &mut Draft<'_>, to: Timestamp) {
        let milliseconds = to.milliseconds_since(draft.at);
        if self.decide(draft, Input::Skip { milliseconds }) {
            draft.at = to;
        }
    }

    /// In virtual time: its clock goes to where that of who answers is.
    fn catch_up(&mut self, draft: &mut Draft<'_>, ticket: Ticket, clock: Option<Timestamp>) {
        if let Some(to) = clock.and_then(|at| self.execution.catches_up(ticket, at)) {
            self.skip(draft, to);
        }
    }

    fn stop(&mut self, draft: &mut Draft<'_>, failure: Failure, reply: Reply<Timestamp>) {
        let stopped = self.decide(draft, Input::Stop { failure });
        let answer = if stopped { Ok(draft.at) } else { Err(Error::ExecutionEnded) };
        draft.turned.afters.push(Box::new(move |written| drop(reply.send(written.and(answer)))));
    }

    fn map_run_ended(
        &mut self,
        draft: &mut Draft<'_>,
        ticket: Ticket,
        outcome: Outcome,
        clock: Option<Timestamp>,
    ) {
        let again = Letter::MapRunEnded { ticket, outcome: outcome.clone(), clock };
        self.catch_up(draft, ticket, clock);
        self.say(draft, Input::MapRunEnded { ticket, outcome }, again);
    }

    /// An input that nobody waits for an answer to.
    fn say(&mut self, draft: &mut Draft<'_>, input: Input, again: Letter) {
        if self.decide(draft, input) {
            draft.turned.again.push(again);
        }
    }

    fn settle(&mut self, ticket: Ticket) {
        if let Some(tracked) = self.tracked.get_mut(&ticket) {
            tracked.settled = true;
        }
    }

    /// Brings to an end what is due.
    pub(crate) fn fire(&mut self, draft: &mut Draft<'_>) {
        let mut due: Vec<(Timestamp, Ticket)> = Vec::new();
        for command in self.execution.outstanding() {
            match command {
                Command::WakeAt { ticket, at } if at <= draft.at => due.push((at, ticket)),
                Command::WakeAt { .. }
                | Command::Perform { .. }
                | Command::RunMap { .. }
                | Command::Continue => {}
            }
        }
        due.sort_unstable();
        for (_, ticket) in due {
            self.decide(draft, Input::Fired { ticket });
        }
    }

    fn begun(&mut self, draft: &mut Draft<'_>, ticket: Ticket, begun: Begun) {
        let again = Letter::Begun { ticket, begun: begun.clone() };
        let is_activity =
            self.tracked.get(&ticket).is_some_and(|tracked| tracked.task.pattern == Pattern::Activity);
        if let Some(tracked) = self.tracked.get_mut(&ticket) {
            tracked.running = None;
            tracked.settled = matches!(begun, Begun::Answered(_));
        }
        let clock = self.tracked.get(&ticket).and_then(|tracked| tracked.clock);
        match begun {
            // Being told of an activity is not taking it.
            Begun::Accepted(_) if is_activity => {}
            Begun::Accepted(output) => self.say(draft, Input::Submitted { ticket, output }, again),
            Begun::Answered(outcome) => {
                if is_activity {
                    self.decide(draft, Input::Started { ticket, worker: None });
                }
                self.catch_up(draft, ticket, clock);
                self.say(draft, Input::Answered { ticket, outcome }, again);
            }
        }
    }

    fn token_beat(&mut self, draft: &mut Draft<'_>, token: &str, reply: Reply<()>) {
        let result = self.holder(token).and_then(|ticket| match self.decide(draft, Input::Beat { ticket }) {
            // A heartbeat of a task that asks for none changes nothing and is welcome.
            _ if self.execution.task(ticket).is_some() => Ok(()),
            _ => Err(Error::TaskTimedOut),
        });
        draft.turned.afters.push(Box::new(move |written| drop(reply.send(written.and(result)))));
    }

    fn token_answer(
        &mut self,
        draft: &mut Draft<'_>,
        token: &str,
        outcome: Outcome,
        also: Option<store::Also>,
        reply: Reply<()>,
    ) {
        let result = self.holder(token).and_then(|ticket| {
            // An activity may be answered by somebody who never polled for it: taking and answering are then one.
            self.decide(draft, Input::Started { ticket, worker: None });
            match self.decide(draft, Input::Answered { ticket, outcome }) {
                true => Ok(()),
                false => Err(Error::TaskTimedOut),
            }
        });
        if result.is_ok() {
            draft.also = also;
        }
        draft.turned.afters.push(Box::new(move |written| drop(reply.send(written.and(result)))));
    }

    /// The ticket of a token, if the token is genuine and its task is open.
    fn holder(&self, token: &str) -> Result<Ticket, Error> {
        if matches!(self.keeping, Keeping::Memory { .. }) {
            // AWS gives no tokens to express executions.
            return Err(Error::InvalidToken);
        }
        let start = self.execution.start().ok_or(Error::TaskDoesNotExist)?;
        let claim = engine::token::check(token, &start.token_key).ok_or(Error::InvalidToken)?;
        if *claim.execution_arn != *self.origin.execution_arn {
            return Err(Error::InvalidToken);
        }
        // Signed, it is the only token of its ticket.
        self.execution.task(claim.ticket).map(|_| claim.ticket).ok_or(Error::TaskTimedOut)
    }

    /// Tasks that nobody outside has to take are started at once; they are dispatched after the flush.
    pub(crate) fn start_scheduled(&mut self, draft: &mut Draft<'_>) {
        for command in self.execution.outstanding() {
            let Command::Perform { ticket, task, phase } = command else { continue };
            if waits_for(&task, phase) == WaitsFor::Dispatch {
                self.decide(draft, Input::Started { ticket, worker: None });
                draft.turned.dispatch.push((ticket, task));
            }
        }
    }
}
