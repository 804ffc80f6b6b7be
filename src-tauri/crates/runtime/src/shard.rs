//! A part of the executions: reads their letters, lets each take its turns, writes turns in batches, sets timers.
//!
//! One task drives thousands of executions; those that only wait leave the memory and cost one timer entry.
//!
//! INVARIANT: what follows from a turn (dispatch, replies, changes) follows after it is on disk, never before. Only what
//! a turn takes back, an activity task in its queue, goes before: whoever sees the turn finds it gone.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use engine::{Pattern, Payload, Ticket, Timestamp};
use tokio::sync::mpsc::{UnboundedReceiver, WeakUnboundedSender};

use crate::activities::Waiting;
use crate::express::Birth;
use crate::ground::Ground;
use crate::letter::{Address, Letter, Mailbox, Message, Reply};
use crate::resident::{Beginning, Keeping, Outturn, Resident, Tracked, Turned};
use crate::slow::Slow;
use crate::trusted_keys::ById;
use crate::{Change, Error, dispatch, map_runs};

/// Messages that are read before turns are written.
const MESSAGES_MAX: usize = 1_024;
/// Events of executions in memory that are decided before messages are read again.
const KEPT_EVENTS_MAX: usize = 2_000;
/// After a failed write, how long until the next try.
pub(crate) const PAUSE_MILLISECONDS: i64 = 250;

pub(crate) struct Shard {
    pub(crate) ground: Arc<Ground>,
    /// Its executions are kept in memory only; otherwise all of them are in the journal.
    pub(crate) is_express: bool,
    pub(crate) inbox: UnboundedReceiver<Message>,
    pub(crate) mailbox: WeakUnboundedSender<Message>,
    pub(crate) residents: ById<Resident>,
    pub(crate) by_arn: HashMap<Arc<str>, i64>,
    pub(crate) timers: BTreeSet<(Timestamp, i64)>,
    /// Executions with letters to read.
    pub(crate) ready: VecDeque<i64>,
    /// Turns to be written next.
    pub(crate) batch: (Vec<i64>, Vec<store::Turn>),
    /// Idle executions, longest first, with the count at which they became idle.
    pub(crate) idle: VecDeque<(u64, i64)>,
    pub(crate) count: u64,
    /// Executions whose turn could not be written, to be loaded anew.
    pub(crate) broken: BTreeMap<i64, (VecDeque<Letter>, BTreeMap<Ticket, Tracked>)>,
    pub(crate) mend_at: Option<Timestamp>,
    pub(crate) slow: Slow,
    /// Executions that wait for room in the log.
    pub(crate) held: Vec<i64>,
}

impl Shard {
    pub(crate) fn new(
        ground: Arc<Ground>,
        is_express: bool,
        inbox: UnboundedReceiver<Message>,
        mailbox: WeakUnboundedSender<Message>,
    ) -> Self {
        Self {
            ground,
            is_express,
            inbox,
            mailbox,
            residents: ById::default(),
            by_arn: HashMap::new(),
            timers: BTreeSet::new(),
            ready: VecDeque::new(),
            batch: (Vec::new(), Vec::new()),
            idle: VecDeque::new(),
            count: 0,
            broken: BTreeMap::new(),
            mend_at: None,
            slow: Slow::default(),
            held: Vec::new(),
        }
    }

    /// Works until it is told to close or every handle is gone.
    pub(crate) async fn run(mut self) {
        while let Some(first) = self.next().await {
            let mut next = first;
            let mut budget = MESSAGES_MAX;
            while let Some(message) = next {
                if matches!(message, Message::Close) {
                    return;
                }
                self.take(message);
                budget = budget.saturating_sub(1);
                next = if budget > 0 { self.inbox.try_recv().ok() } else { None };
            }
            let now = self.ground.clock.now();
            self.mend(now);
            self.fire(now);
            self.take_turns(now);
            self.send_batch();
            self.evict();
            if !self.ready.is_empty() {
                // Executions in memory can go on for ever; others want this thread as well.
                tokio::task::yield_now().await;
            }
        }
    }

    /// The next message; inside `None` if a timer came first; `None` if there is nobody left to send one.
    async fn next(&mut self) -> Option<Option<Message>> {
        let first_timer = self.timers.first().map(|(at, _)| *at);
        let wake = match (first_timer, self.mend_at) {
            (Some(timer), Some(mend)) => Some(timer.min(mend)),
            (timer, mend) => timer.or(mend),
        };
        if let Ok(message) = self.inbox.try_recv() {
            return Some(Some(message));
        }
        if !self.ready.is_empty() {
            return Some(None);
        }
        let Some(wake) = wake else { return self.inbox.recv().await.map(Some) };
        tokio::select! {
            biased;
            message = self.inbox.recv() => message.map(Some),
            () = self.ground.clock.sleep_until(wake) => Some(None),
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Begin(beginning) => self.begin(*beginning),
            Message::BeginExpress(birth) => self.begin_express(*birth),
            Message::Post(address, letter) => self.post(&address, letter),
            Message::Recorded(ids, results) => {
                for (id, result) in ids.into_iter().zip(results) {
                    self.recorded(id, result);
                }
            }
            Message::Resume(sleepers, set_back, done) => {
                sleepers.into_iter().for_each(|sleeper| self.resume(sleeper, set_back));
                let _ = done.send(());
            }
            Message::Back(back) => self.take_back(*back),
            Message::LogHasRoom => self.release(),
            Message::Close => {}
        }
    }

    fn begin(&mut self, beginning: Beginning) {
        let Beginning { row, definition, program, input, reply } = beginning;
        if self.by_arn.contains_key(row.arn.as_str()) {
            let arn: Arc<str> = row.arn.as_str().into();
            let again = Letter::BeginAgain { arn: Arc::clone(&arn), input: input.input.clone(), reply };
            return self.post(&Address::Arn(arn), again);
        }
        // One that is not in memory is found when the row is inserted.
        let id = row.id;
        let definition = Some(definition).filter(|_| !self.ground.programs.is_stored(&row.definition));
        let mut resident = Resident::new(row, definition.as_deref(), program);
        resident.letters.push_back(Letter::Begin { input, reply });
        self.by_arn.insert(Arc::clone(&resident.origin.execution_arn), id);
        self.residents.insert(id, resident);
        self.ready.push_back(id);
    }

    /// There is an execution of this name already, which is not in memory.
    fn begin_again(&mut self, twin: Resident, input: Payload, reply: Reply<Timestamp>) {
        let arn = Arc::clone(&twin.origin.execution_arn);
        self.post(
            &Address::Arn(Arc::clone(&arn)),
            Letter::BeginAgain { arn: Arc::clone(&arn), input, reply },
        );
        // What came for the twin meanwhile was meant for the name.
        for letter in twin.letters {
            self.post(&Address::Arn(Arc::clone(&arn)), letter);
        }
    }

    fn begin_express(&mut self, birth: Birth) {
        let Birth { number, program, origin, input, logged, reply, ended } = birth;
        self.by_arn.extend(logged.is_some().then(|| (Arc::clone(&origin.execution_arn), number)));
        let mut resident = Resident::blank(number, origin, program, Keeping::Memory { logged, ended });
        resident.letters.push_back(Letter::Begin { input, reply });
        self.residents.insert(number, resident);
        self.ready.push_back(number);
    }

    fn fire(&mut self, now: Timestamp) {
        while let Some((at, id)) = self.timers.first().copied().filter(|(at, _)| *at <= now) {
            self.timers.remove(&(at, id));
            if let Some(resident) = self.residents.get_mut(&id) {
                resident.armed = None;
            }
            self.post(&Address::Number(id), Letter::Tick);
        }
    }

    fn take_turns(&mut self, now: Timestamp) {
        let mut budget = KEPT_EVENTS_MAX;
        while budget > 0
            && let Some(id) = self.ready.pop_front()
        {
            let Some(resident) = self.residents.get(&id) else { continue };
            if resident.turning.is_some() || resident.letters.is_empty() {
                continue;
            }
            if self.holds_back(id) {
                continue;
            }
            let Some(turn) = self.turn(id, now) else { continue };
            if let Ok(Outturn::Kept(events)) = turn {
                budget = budget.saturating_sub(events.max(1));
            }
            self.turned(id, turn);
        }
    }

    /// What comes of a turn that was taken.
    pub(crate) fn turned(&mut self, id: i64, turn: Result<Outturn, Error>) {
        let Some(resident) = self.residents.get(&id) else { return };
        withdraw(&self.ground, resident);
        match turn {
            Ok(Outturn::Written(turn)) => {
                self.batch.0.push(id);
                self.batch.1.push(*turn);
            }
            Ok(Outturn::Kept(_)) => self.follow(id),
            Ok(Outturn::Nothing) if resident.is_over() => self.forget(id, &Error::ExecutionEnded),
            Ok(Outturn::Nothing) => {
                self.rest(id);
                self.arm(id);
            }
            // It stays as the journal has it, and nothing of this turn was shown.
            Err(error) => self.forget(id, &error),
        }
    }

    fn send_batch(&mut self) {
        let (ids, turns) = std::mem::take(&mut self.batch);
        let Some(mailbox) = self.mailbox.upgrade().map(Mailbox).filter(|_| !turns.is_empty()) else { return };
        self.ground.store.record(turns, move |results| mailbox.send(Message::Recorded(ids, results)));
    }

    fn recorded(&mut self, id: i64, result: Result<(), store::Error>) {
        match result {
            Ok(()) => self.follow(id),
            Err(error) => {
                let Some(mut resident) = self.residents.remove(&id) else { return };
                self.by_arn.remove(&resident.origin.execution_arn);
                let told = if error.is_grave() {
                    Error::Store(error.clone())
                } else {
                    Error::Refused(error.clone())
                };
                self.disarm(id, resident.armed);
                if let Some((input, reply)) = resident.begun_again(&error) {
                    return self.begin_again(resident, input, reply);
                }
                resident.undo(&told);
                self.broken.insert(id, (resident.letters, resident.tracked));
                let pause = if error.is_grave() { PAUSE_MILLISECONDS } else { 0 };
                self.mend_at = Some(self.ground.clock.now().plus_milliseconds(pause));
            }
        }
    }

    /// What follows once a turn is on disk.
    pub(crate) fn follow(&mut self, id: i64) {
        let Some(mailbox) = self.mailbox.upgrade().map(Mailbox) else { return };
        let Some(resident) = self.residents.get_mut(&id) else { return };
        let Some(turned) = resident.turning.take() else { return };
        let Turned { begun, afters, dispatch: work, waiting, queued_again, gone, .. } = turned;
        let Turned { is_over, goes_on, is_first, reopens, logged, .. } = turned;
        self.ground.log(logged);
        self.ground.open.follow(resident, is_first || reopens, is_over);
        if is_first {
            self.ground.programs.set_stored(&resident.origin.definition);
        }
        for (ticket, task) in &waiting {
            dispatch::begin(&self.ground, &mailbox, id, resident.work(*ticket, task));
        }
        for (ticket, task) in waiting.into_iter().chain(queued_again) {
            let work = resident.work(ticket, &task);
            self.ground.activities.offer(Waiting { execution: id, work, mailbox: mailbox.clone() });
        }
        let _ = begun.map(|reply| reply.send(Ok(resident.begun_at)));
        afters.into_iter().for_each(|after| after(Ok(())));
        for (ticket, task) in work {
            let running = dispatch::begin(&self.ground, &mailbox, id, resident.work(ticket, &task));
            if let Some(tracked) = resident.tracked.get_mut(&ticket) {
                tracked.running = running;
            }
        }
        for (ticket, tracked) in gone {
            let work = resident.work(ticket, &tracked.task);
            dispatch::abandon(&self.ground, work, tracked);
        }
        if goes_on {
            resident.letters.push_back(Letter::Look);
        }
        let (status, last_event) = resident.standing();
        if resident.is_seen() {
            let execution_arn = Arc::clone(&resident.origin.execution_arn);
            // Nobody listens: nobody has to be told.
            let _ = self.ground.changes.send(Change { execution_arn, status, last_event });
        }
        map_runs::follow(&self.ground, &mailbox, id, resident);
        if is_over {
            if let Some(child) = resident.child_of {
                self.ground.map_runs.child_ended(child, status);
            }
            return self.forget(id, &Error::ExecutionEnded);
        }
        match resident.letters.is_empty() {
            true => self.rest(id),
            false => self.ready.push_back(id),
        }
        self.arm(id);
    }

    pub(crate) fn arm(&mut self, id: i64) {
        let Some(resident) = self.residents.get_mut(&id) else { return };
        let due = resident.next_due();
        let armed = std::mem::replace(&mut resident.armed, due);
        if armed != due {
            self.disarm(id, armed);
            self.timers.extend(due.map(|due| (due, id)));
        }
    }

    pub(crate) fn disarm(&mut self, id: i64, armed: Option<Timestamp>) {
        if let Some(at) = armed {
            self.timers.remove(&(at, id));
        }
    }
}

/// Takes activity tasks that a turn brought to an end off their queue.
fn withdraw(ground: &Ground, resident: &Resident) {
    let gone = resident.turning.iter().flat_map(|turned| &turned.gone);
    for (ticket, tracked) in gone.filter(|(_, tracked)| tracked.task.pattern == Pattern::Activity) {
        ground.activities.withdraw(&tracked.task.resource, resident.id, *ticket);
    }
}
