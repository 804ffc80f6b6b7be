//! Which executions of a shard are in memory: they are loaded when a letter comes, leave when they have been idle, and
//! are loaded anew when a turn of theirs could not be written.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use engine::{Program, Ticket, Timestamp};
use store::tables::executions::{self as rows, Rest, Sleeper};

use crate::Error;
use crate::ground::Ground;
use crate::letter::{Address, Letter};
use crate::map_runs::program_of;
use crate::resident::{Resident, Tracked};
use crate::shard::{PAUSE_MILLISECONDS, Shard};

/// Idle executions that stay in memory.
const IDLE_MAX: usize = 256;

impl Shard {
    /// Puts a letter into the box of its execution, which is loaded if need be.
    pub(crate) fn post(&mut self, address: &Address, letter: Letter) {
        let id = match self.find(address) {
            Ok(id) => id,
            Err(error) => return letter.refuse(error),
        };
        if let Some((letters, _)) = self.broken.get_mut(&id) {
            return letters.push_back(letter);
        }
        if let Some(letters) = self.slow.away.get_mut(&id) {
            return letters.push_back(letter);
        }
        if let Some(resident) = self.residents.get_mut(&id) {
            resident.letters.push_back(letter);
            return self.ready.push_back(id);
        }
        if self.is_express {
            return letter.refuse(Error::ExecutionEnded);
        }
        match self.bring(id, &mut BTreeMap::new(), letter.is_for_the_end()) {
            Ok(()) => self.post(&Address::Number(id), letter),
            // The disk may come back; what an integration has to say must not be lost until then.
            Err(Error::Store(_)) => {
                self.broken.insert(id, (VecDeque::from([letter]), BTreeMap::new()));
                self.mend_at = Some(self.ground.clock.now().plus_milliseconds(PAUSE_MILLISECONDS));
            }
            Err(error) => letter.refuse(error),
        }
    }

    pub(crate) fn find(&self, address: &Address) -> Result<i64, Error> {
        let arn = match address {
            Address::Number(id) => return Ok(*id),
            Address::Arn(arn) => arn,
        };
        if let Some(id) = self.by_arn.get(arn) {
            return Ok(*id);
        }
        if self.is_express {
            let known = self.ground.express_log.find(arn);
            return Err(
                known.map_or(Error::ExecutionDoesNotExist(arn.to_string()), |_| Error::ExecutionEnded)
            );
        }
        match self.ground.store.read(|tables| tables.executions().by_arn(arn))? {
            Some(row) => Ok(row.id),
            None => Err(Error::ExecutionDoesNotExist(arn.to_string())),
        }
    }

    /// Brings a running execution into memory.
    pub(crate) fn load(&mut self, id: i64, tracked: &mut BTreeMap<Ticket, Tracked>) -> Result<(), Error> {
        self.bring(id, tracked, false)
    }

    /// Brings an execution into memory, one that is over only if `may_be_over`.
    fn bring(
        &mut self,
        id: i64,
        tracked: &mut BTreeMap<Ticket, Tracked>,
        may_be_over: bool,
    ) -> Result<(), Error> {
        let ground = Arc::clone(&self.ground);
        let resident = ground.store.read(|tables| Ok(load(&ground, tables, id, tracked, may_be_over)))??;
        self.by_arn.insert(Arc::clone(&resident.origin.execution_arn), id);
        self.residents.insert(id, resident);
        self.follow(id);
        Ok(())
    }

    pub(crate) fn resume(&mut self, sleeper: Sleeper, set_back: i64) {
        match sleeper.rest {
            _ if set_back > 0 => {
                if self.load(sleeper.id, &mut BTreeMap::new()).is_ok()
                    && let Some(resident) = self.residents.get_mut(&sleeper.id)
                {
                    resident.letters.push_front(Letter::SetBack { milliseconds: set_back });
                }
            }
            Rest::Resting(due) => self.timers.extend(due.map(|due| (Timestamp(due), sleeper.id))),
            // One that cannot be read stays as it is; asking for it says why.
            Rest::Awake => drop(self.load(sleeper.id, &mut BTreeMap::new())),
        }
    }

    /// Loads what could not be written as the journal tells it, and goes on from there.
    pub(crate) fn mend(&mut self, now: Timestamp) {
        if self.mend_at.is_none_or(|at| at > now) {
            return;
        }
        self.mend_at = None;
        for (id, (letters, mut tracked)) in std::mem::take(&mut self.broken) {
            match self.load(id, &mut tracked) {
                Ok(()) => letters.into_iter().for_each(|letter| self.post(&Address::Number(id), letter)),
                Err(Error::Store(_)) => {
                    self.broken.insert(id, (letters, tracked));
                    self.mend_at = Some(now.plus_milliseconds(PAUSE_MILLISECONDS));
                }
                Err(error) => letters.into_iter().for_each(|letter| self.turn_away(id, letter, &error)),
            }
        }
    }

    /// Takes note that nothing is to be done for an execution at the moment.
    pub(crate) fn rest(&mut self, id: i64) {
        self.count += 1;
        let Some(resident) = self.residents.get_mut(&id).filter(|resident| resident.is_idle()) else {
            return;
        };
        resident.idle_since = self.count;
        self.idle.push_back((self.count, id));
    }

    /// Lets the memory go of executions that have been idle longest. Their timers stay.
    pub(crate) fn evict(&mut self) {
        while self.idle.len() > IDLE_MAX {
            let Some((since, id)) = self.idle.pop_front() else { return };
            let is_idle = |resident: &&Resident| resident.idle_since == since && resident.is_idle();
            if let Some(resident) = self.residents.get(&id).filter(is_idle) {
                self.by_arn.remove(&resident.origin.execution_arn);
                self.residents.remove(&id);
            }
        }
    }

    /// An execution that is over, or cannot go on.
    pub(crate) fn forget(&mut self, id: i64, why: &Error) {
        let Some(mut resident) = self.residents.remove(&id) else { return };
        self.by_arn.remove(&resident.origin.execution_arn);
        self.disarm(id, resident.armed);
        resident.tell_end(why);
        if self.is_express && resident.is_seen() {
            self.ground.express_log.end(id);
        }
        for letter in resident.letters {
            self.turn_away(id, letter, why);
        }
    }

    fn turn_away(&mut self, id: i64, letter: Letter, why: &Error) {
        match why {
            // It came while the end was being written.
            Error::ExecutionEnded if letter.is_for_the_end() => self.post(&Address::Number(id), letter),
            _ => letter.refuse(why.clone()),
        }
    }
}

fn load(
    ground: &Ground,
    tables: &store::Reading<'_>,
    id: i64,
    tracked: &mut BTreeMap<Ticket, Tracked>,
    may_be_over: bool,
) -> Result<Resident, Error> {
    let row = tables.executions().by_id(id)?.ok_or_else(|| Error::ExecutionDoesNotExist(id.to_string()))?;
    if row.status != "RUNNING" && !may_be_over {
        return Err(Error::ExecutionEnded);
    }
    let whole = program(ground, tables, &row)?;
    let program = program_of(tables, &row, whole)?;
    Resident::load(tables, &row, program, tracked, |task| ground.is_repeatable(task))
}

/// The program that an execution runs.
pub(crate) fn program(
    ground: &Ground,
    tables: &store::Reading<'_>,
    row: &rows::Execution,
) -> Result<Arc<Program>, Error> {
    if let Some(program) = ground.programs.cached(&row.definition) {
        return Ok(program);
    }
    let text = tables.definitions().text(&row.definition)?.ok_or_else(|| unreadable(row))?;
    ground.programs.compile(&row.definition, &text)
}

fn unreadable(row: &rows::Execution) -> Error {
    Error::Unreadable { execution: row.arn.clone(), reason: "its definition is missing".into() }
}
