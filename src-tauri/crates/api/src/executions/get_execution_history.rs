//! The events of a run.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::ExecutionStatus;
use super::describe_execution::{Outstanding, outstanding};
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Most events in one reply.
const MAX: usize = 5000;

/// What happened in this run after the event with id `after`?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetExecutionHistory {
    /// Which one.
    pub execution_arn: String,
    /// Id of the last event that is known already; 0 for none.
    pub after: u64,
    /// At most so many, up to 5000.
    pub max: usize,
}

/// AWS's `HistoryEvent`, member names as AWS has them; `timestamp` in milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(transparent)]
#[ts(
    type = "{ id: number; previousEventId: number; timestamp: number; type: string; [details: string]: Json }"
)]
pub struct HistoryEvent(pub Value);

/// Events in order.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct History {
    /// The events.
    pub events: Vec<HistoryEvent>,
    /// Id of the last event there is.
    pub last_event: u64,
    /// How far the run is.
    pub status: ExecutionStatus,
    /// What it waits for.
    pub outstanding: Vec<Outstanding>,
    /// How far its clock is ahead of the real one, in milliseconds; 0 in real time and after the end.
    pub clock_ahead: i64,
}

impl Operation for GetExecutionHistory {
    type Reply = History;
    const NAME: &'static str = "get_execution_history";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<History, Error> {
        // Asked first: the events are then at least as new as what is said to be waited for.
        let (pending, ahead) = drivers.runtime.pending_at(&self.execution_arn).await?;
        let runtime = drivers.runtime.clone();
        let read = move || runtime.history(&self.execution_arn, self.after, self.max.min(MAX));
        let history = waiting(read).await??;
        Ok(History {
            events: history.events.into_iter().map(in_milliseconds).collect(),
            last_event: history.last_event,
            status: ExecutionStatus::from_word(&history.status),
            outstanding: pending.into_iter().map(outstanding).collect(),
            clock_ahead: ahead.unwrap_or(0),
        })
    }
}

/// AWS counts seconds with three decimals; every other instant at this border is a whole number of milliseconds.
fn in_milliseconds(mut event: Value) -> HistoryEvent {
    if let Some(timestamp) = event.get_mut("timestamp")
        && let Some(seconds) = timestamp.as_f64()
    {
        #[allow(clippy::cast_possible_truncation, reason = "instants stay far below 2^53 milliseconds")]
        let milliseconds = (seconds * 1000.0).round() as i64;
        *timestamp = milliseconds.into();
    }
    HistoryEvent(event)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::in_milliseconds;

    #[test]
    fn instants_are_whole_milliseconds() {
        let event = in_milliseconds(json!({ "id": 1, "timestamp": 1_795_473_170.123 }));
        assert_eq!(event.0, json!({ "id": 1, "timestamp": 1_795_473_170_123_i64 }));
    }
}
