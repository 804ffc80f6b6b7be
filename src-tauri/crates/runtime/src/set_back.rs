//! The wall clock was set back while nobody looked, or had been ahead and is right again: what the journal tells of is
//! yet to come. Executions then go on from there, and nobody waits for the wall clock to arrive.

use engine::{Execution, Timestamp};

use crate::{Error, journal};

/// Less is not worth an event of every execution: so late may a timer be.
const TOLERATED_MILLISECONDS: i64 = 1_000;

/// How far `now` is before the last thing that was recorded, in milliseconds; 0 if it is not.
///
/// What happened after that while nothing was recorded cannot be told, and is waited for once more.
pub(crate) fn milliseconds(tables: &store::Reading<'_>, now: Timestamp) -> Result<i64, Error> {
    let Some(execution) = tables.journal().last_execution()? else { return Ok(0) };
    let (mut told, mut last) = (Execution::new(), now);
    let read = journal::read(tables, execution, 0, |event| {
        told.apply(&event);
        last = event.at;
        true
    })?;
    // One that cannot be read tells nothing; asking for it says why.
    let behind = read.map_or(0, |()| told.wall(last).milliseconds_since(now));
    Ok(if behind > TOLERATED_MILLISECONDS { behind } else { 0 })
}
