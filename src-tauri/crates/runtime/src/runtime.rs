//! The handle through which executions are started, watched and answered.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use engine::{Failure, Outcome, Payload, Pending, Program, Start, Timestamp};
use store::Store;
use store::tables::executions::{Execution, Redrives, Rest, Sleeper};
use tokio::sync::{broadcast, mpsc, oneshot};

use crate::activities::Activities;
use crate::beginnings::Beginnings;
use crate::deletions::Deletions;
use crate::express::EXPRESS_SHARDS;
use crate::express_log::ExpressLog;
use crate::ground::Ground;
use crate::item_store::ItemStore;
use crate::kept::Kept;
use crate::letter::{Address, Letter, Mailbox, Message, Reply};
use crate::map_runs::{self, MapRuns};
use crate::programs::Programs;
use crate::quotas::{OpenExecutions, Quotas};
use crate::resident::Beginning;
use crate::shard::Shard;
use crate::{
    ActivityTask, Change, Clock, Entropy, Error, Integration, LogSink, StartExecution, Started, Work,
    definition_hash, dispatch, names, set_back,
};

/// Tasks that drive executions. More would split batches, fewer would let a slow expression hold up more.
pub(crate) const SHARDS: usize = 4;
/// Changes a slow listener may be behind before it misses some.
const CHANGES_MAX: usize = 4_096;
/// AWS's limit for the input of an execution, in bytes of UTF-8.
const INPUT_MAX: usize = 262_144;

/// What a runtime is made of.
#[derive(Debug)]
pub struct Parts {
    /// The database.
    pub store: Store,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Who does tasks; the first that answers for a resource gets them.
    pub integrations: Vec<Arc<dyn Integration>>,
    /// Where Map Runs read items and leave results; without it only items of the state's input can be mapped.
    pub item_store: Option<Arc<dyn ItemStore>>,
    /// Who writes log records down; without it none are made.
    pub log: Option<Arc<dyn LogSink>>,
    /// How much may be open at once.
    pub quotas: Quotas,
}

/// An execution before it begins.
pub(crate) struct New {
    pub(crate) row: Execution,
    pub(crate) program: Arc<Program>,
    pub(crate) start: Start,
}

/// Drives executions. Cheap to clone; work stops when the last clone is gone.
#[derive(Clone, Debug)]
pub struct Runtime {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    ground: Arc<Ground>,
    shards: Vec<Mailbox>,
    /// Those of express executions.
    express: Vec<Mailbox>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.ground.map_runs.close();
        self.shards.iter().chain(&self.express).for_each(|shard| shard.send(Message::Close));
    }
}

impl Runtime {
    /// Takes up all running executions and begins to work. Call it inside a tokio runtime.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub async fn open(parts: Parts) -> Result<Self, Error> {
        let mut sleepers = vec![Vec::new(); SHARDS];
        let set_back = parts.store.read(|tables| Ok(set_back::milliseconds(tables, parts.clock.now())))??;
        let mut open = 0;
        let last_id = parts.store.read(|tables| {
            tables.executions().running(|sleeper: Sleeper| {
                open += u64::from(!names::is_child(&sleeper.arn));
                if let Some(list) = sleepers.get_mut(shard_of(&sleeper.arn, SHARDS)) {
                    list.push(sleeper);
                }
            })?;
            tables.executions().last_id()
        })?;
        let deleting = parts.store.read(|tables| tables.state_machines().deleting())?;
        let ground = Arc::new(Ground {
            store: parts.store,
            clock: parts.clock,
            entropy: parts.entropy,
            integrations: parts.integrations,
            item_store: parts.item_store,
            log: parts.log,
            activities: Activities::default(),
            programs: Programs::default(),
            beginnings: Beginnings::default(),
            express_log: ExpressLog::default(),
            changes: broadcast::channel(CHANGES_MAX).0,
            last_id: AtomicI64::new(last_id),
            map_runs: MapRuns::default(),
            deletions: Deletions::new(deleting),
            open: OpenExecutions::new(open),
            quotas: parts.quotas,
        });
        let shards: Vec<Mailbox> = (0..SHARDS).map(|_| open_shard(&ground, false)).collect();
        let express: Vec<Mailbox> = (0..EXPRESS_SHARDS).map(|_| open_shard(&ground, true)).collect();
        ground.map_runs.connect(&shards, &express);
        let mut resumptions = Vec::with_capacity(SHARDS);
        for (sleepers, mailbox) in sleepers.into_iter().zip(&shards) {
            let (done, resumed) = oneshot::channel();
            mailbox.send(Message::Resume(sleepers, set_back, done));
            resumptions.push(resumed);
        }
        for resumed in resumptions {
            resumed.await.map_err(|_| Error::Closed)?;
        }
        map_runs::resume(&ground)?;
        Ok(Self { inner: Arc::new(Inner { ground, shards, express }) })
    }

    /// Does one task that belongs to no execution, as `TestState` asks. Dropping the future gives the work up.
    pub async fn attempt(&self, work: Work) -> Outcome {
        match self.inner.shards.first() {
            Some(mailbox) => dispatch::attempt(&self.inner.ground, mailbox, work).await,
            None => Outcome::Failed(Failure::new(Failure::INTERRUPTED, "the program is closing")),
        }
    }

    /// Starts an execution of a text. The activities that its tasks name are created, unless they are there: a workflow
    /// that is tried out needs no preparation. The same name with the same input gives the running execution again.
    ///
    /// # Errors
    /// [`Error::InvalidName`], [`Error::InputTooLong`], [`Error::InvalidDefinition`],
    /// [`Error::ExecutionAlreadyExists`], [`Error::TooManyExecutions`], or that it could not be saved.
    pub async fn start(&self, request: StartExecution) -> Result<Started, Error> {
        let definition = request.definition.clone();
        let new = self.prepare(request, None)?;
        self.inner.ground.create_activities(&new.program).await?;
        self.begin(new, definition).await
    }

    /// Creates the activities that the tasks of a definition name, unless they are there.
    ///
    /// # Errors
    /// [`Error::InvalidDefinition`], or that they could not be saved.
    pub async fn create_activities(&self, definition: &str) -> Result<(), Error> {
        let ground = &self.inner.ground;
        let program = ground.programs.compile(&definition_hash(definition), definition)?;
        ground.create_activities(&program).await
    }

    /// Starts an execution of a kept state machine: with its ARN and its role. `request.machine` is its name.
    ///
    /// # Errors
    /// As [`Runtime::start`].
    pub async fn start_of(&self, request: StartExecution, kept: Kept) -> Result<Started, Error> {
        let definition = request.definition.clone();
        let new = self.prepare(request, Some(kept))?;
        self.begin(new, definition).await
    }

    async fn begin(&self, new: New, definition: String) -> Result<Started, Error> {
        let New { row, program, start } = new;
        let execution_arn = row.arn.clone();
        if !start.is_express() {
            self.check_open_executions()?;
        }
        let (reply, replied) = oneshot::channel();
        if start.is_express() {
            drop(self.begin_express(row, program, start, reply));
        } else {
            let (definition, input) = (definition.into(), Box::new(start));
            let beginning = Beginning { row, definition, program, input, reply };
            self.shard(&execution_arn).send(Message::Begin(Box::new(beginning)));
        }
        let started_at = replied.await.map_err(|_| Error::Closed)??;
        Ok(Started { execution_arn, started_at })
    }

    /// Everything that can be said of an execution before it begins.
    pub(crate) fn prepare(&self, request: StartExecution, kept: Option<Kept>) -> Result<New, Error> {
        let ground = &self.inner.ground;
        let name = request.name.unwrap_or_else(|| names::random_name(&*ground.entropy));
        for name in [&name, &request.machine] {
            if !names::is_name(name) {
                return Err(Error::InvalidName(name.clone()));
            }
        }
        let input = request.input.unwrap_or_else(|| Payload::trusted("{}".into()));
        if input.bytes() > INPUT_MAX {
            return Err(Error::InputTooLong { bytes: input.bytes(), max: INPUT_MAX });
        }
        let (virtual_time, trace_header) = (request.virtual_time, request.trace_header);
        let kept = kept.unwrap_or_else(|| Kept::unnamed(&request.machine, &request.definition));
        let program = ground.programs.compile(&kept.definition, &request.definition)?;
        let row = Execution {
            id: ground.next_number(),
            arn: kept.execution_arn(&name, &*ground.entropy),
            name,
            machine: request.machine,
            definition: kept.definition.clone(),
            handlers_folder: request.handlers_folder,
            status: "RUNNING".into(),
            started_at: ground.clock.now().0,
            stopped_at: None,
            input: input.text().to_owned(),
            output: None,
            error: None,
            cause: None,
            last_event: 0,
            rest: Rest::Awake,
            redrives: Redrives::default(),
            child_of: None,
        };
        let start = Start { virtual_time, trace_header, ..self.beginning(&row, input, kept) };
        Ok(New { row, program, start })
    }

    /// Stops an execution; gives the instant at which it ended.
    ///
    /// # Errors
    /// [`Error::ExecutionDoesNotExist`], [`Error::ExecutionEnded`], or that it could not be saved.
    pub async fn stop(&self, execution_arn: &str, failure: Failure) -> Result<Timestamp, Error> {
        self.ask(execution_arn, |reply| Letter::Stop { failure, reply }).await
    }

    /// What an execution waits for; nothing if it is over.
    ///
    /// # Errors
    /// [`Error::ExecutionDoesNotExist`], or that the history cannot be read.
    pub async fn pending(&self, execution_arn: &str) -> Result<Vec<Pending>, Error> {
        Ok(self.pending_at(execution_arn).await?.0)
    }

    /// As [`Runtime::pending`], and how far its clock is ahead of the wall clock, in milliseconds; `None` in real time
    /// and after the end.
    ///
    /// # Errors
    /// As [`Runtime::pending`].
    pub async fn pending_at(&self, execution_arn: &str) -> Result<(Vec<Pending>, Option<i64>), Error> {
        self.ask(execution_arn, |reply| Letter::Pending { reply }).await
    }

    /// Answers the task of a token. It works once.
    ///
    /// # Errors
    /// [`Error::InvalidToken`], [`Error::TaskDoesNotExist`], [`Error::TaskTimedOut`], or that it could not be saved.
    pub async fn answer_token(&self, token: &str, outcome: Outcome) -> Result<(), Error> {
        self.answer(token, outcome, None).await
    }

    /// Answers the task of a token together with a change of the database: both happen, or none. If `also` returns
    /// an error, that is given back as [`Error::Refused`] and the task stays open.
    ///
    /// # Errors
    /// As [`Runtime::answer_token`], and [`Error::Refused`].
    pub async fn answer_token_and(
        &self,
        token: &str,
        outcome: Outcome,
        also: store::Also,
    ) -> Result<(), Error> {
        self.answer(token, outcome, Some(also)).await
    }

    /// Says that somebody still works on the task of a token.
    ///
    /// # Errors
    /// As [`Runtime::answer_token`].
    pub async fn heartbeat(&self, token: &str) -> Result<(), Error> {
        let claim = engine::token::read(token).ok_or(Error::InvalidToken)?;
        let token = token.to_owned();
        self.ask(&claim.execution_arn, |reply| Letter::TokenBeat { token, reply }).await
    }

    /// Takes the oldest waiting task of an activity; waits until there is one. Bound the waiting by dropping the
    /// future.
    ///
    /// # Errors
    /// [`Error::TooManyWorkers`], or that taking it could not be saved.
    pub async fn take_activity_task(
        &self,
        activity_arn: &str,
        worker: Option<&str>,
    ) -> Result<ActivityTask, Error> {
        let activities = &self.inner.ground.activities;
        let poll = activities.poll(activity_arn);
        let _counted = poll.ok_or_else(|| Error::TooManyWorkers(activity_arn.to_owned()))?;
        loop {
            let waiting = activities.next(activity_arn).await;
            let (reply, replied) = oneshot::channel();
            let ticket = waiting.work.ticket;
            let letter = Letter::Take { ticket, worker: worker.map(Into::into), reply };
            waiting.mailbox.post(waiting.execution, letter);
            if replied.await.map_err(|_| Error::Closed)?? {
                let task_token = waiting.work.task.token.clone().unwrap_or_default();
                return Ok(ActivityTask { task_token, input: waiting.work.task.parameters.text().into() });
            }
        }
    }

    /// Activity tasks that no worker has taken yet.
    #[must_use]
    pub fn waiting_activities(&self) -> Vec<Work> {
        self.inner.ground.activities.list()
    }

    /// Tells of every execution that something new is on disk. A listener that is too slow misses some
    /// (`RecvError::Lagged`) and should read anew what it shows.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Change> {
        self.inner.ground.changes.subscribe()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.ground.store
    }

    async fn answer(&self, token: &str, outcome: Outcome, also: Option<store::Also>) -> Result<(), Error> {
        let claim = engine::token::read(token).ok_or(Error::InvalidToken)?;
        let token = token.to_owned();
        self.ask(&claim.execution_arn, |reply| Letter::TokenAnswer { token, outcome, also, reply }).await
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.inner.ground.clock.now()
    }

    pub(crate) fn ground(&self) -> &Ground {
        &self.inner.ground
    }

    pub(crate) async fn ask<T>(
        &self,
        execution_arn: &str,
        letter: impl FnOnce(Reply<T>) -> Letter,
    ) -> Result<T, Error> {
        let (reply, replied) = oneshot::channel();
        let address = Address::Arn(execution_arn.into());
        self.shard(execution_arn).send(Message::Post(address, letter(reply)));
        replied.await.map_err(|_| Error::Closed)?
    }

    fn beginning(&self, row: &Execution, input: Payload, kept: Kept) -> Start {
        let mut seed = [0; 8];
        let mut token_key = [0; 32];
        self.inner.ground.entropy.fill(&mut seed);
        self.inner.ground.entropy.fill(&mut token_key);
        Start {
            execution_arn: row.arn.clone(),
            name: row.name.clone(),
            state_machine_arn: kept.arn,
            state_machine_name: row.machine.clone(),
            version_arn: kept.version_arn,
            alias_arn: kept.alias_arn,
            role_arn: kept.role_arn,
            input,
            seed: u64::from_be_bytes(seed),
            token_key,
            test_case: kept.test_case,
            virtual_time: None,
            trace_header: None,
            logging: kept.logging,
        }
    }

    pub(crate) fn shard(&self, execution_arn: &str) -> Mailbox {
        let Inner { shards, express, .. } = &*self.inner;
        let shards = if names::is_express(execution_arn) { express } else { shards };
        match shards.get(shard_of(execution_arn, shards.len())) {
            Some(mailbox) => mailbox.clone(),
            // There are always that many; a closed box tells the caller so if there were not.
            None => Mailbox(mpsc::unbounded_channel().0),
        }
    }
}

fn open_shard(ground: &Arc<Ground>, is_express: bool) -> Mailbox {
    let (sender, inbox) = mpsc::unbounded_channel();
    tokio::spawn(Shard::new(Arc::clone(ground), is_express, inbox, sender.downgrade()).run());
    Mailbox(sender)
}

/// An execution always belongs to the same shard, so what concerns it is never done twice at once.
pub(crate) fn shard_of(execution_arn: &str, shards: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    execution_arn.hash(&mut hasher);
    usize::try_from(hasher.finish() % shards.max(1) as u64).unwrap_or_default()
}
