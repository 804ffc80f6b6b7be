//! How events are written into the journal. The only place that knows formats, present and past.

mod compact;
#[cfg(test)]
mod tests;

use engine::Event;
use store::tables::journal::Entry;

/// JSON, one array of events per turn; written by versions before format 2, and read for ever.
const JSON: u8 = 1;
/// See [`compact`].
const COMPACT: u8 = 2;

/// A row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unreadable(pub(crate) String);

/// One row for the events of one turn. `last_event` is the highest public id so far.
pub(crate) fn encode(execution: i64, last_event: u64, events: &[Event]) -> Result<Entry, Unreadable> {
    let body = compact::write(&events).map_err(|error| Unreadable(error.to_string()))?;
    Ok(Entry { execution, last_event, format: COMPACT, body })
}

/// Calls `each` with the events of one row until it says `false`; whether it never did.
pub(crate) fn decode(entry: &Entry, mut each: impl FnMut(Event) -> bool) -> Result<bool, Unreadable> {
    match entry.format {
        JSON => serde_json::from_slice::<Vec<Event>>(&entry.body)
            .map(|events| events.into_iter().all(each))
            .map_err(|error| Unreadable(error.to_string())),
        COMPACT => compact::read_each(&entry.body, &mut each).map_err(|error| Unreadable(error.to_string())),
        other => {
            Err(Unreadable(format!("its events are in format {other}, which this version does not know")))
        }
    }
}

/// Reads the rows of an execution that hold events after the public id `after`, until `each` says `false`.
pub(crate) fn read(
    tables: &store::Reading<'_>,
    execution: i64,
    after: u64,
    mut each: impl FnMut(Event) -> bool,
) -> Result<Result<(), Unreadable>, store::Error> {
    let mut outcome = Ok(());
    tables.journal().of_execution(execution, after, |entry| {
        decode(&entry, &mut each).unwrap_or_else(|error| {
            outcome = Err(error);
            false
        })
    })?;
    Ok(outcome)
}
