//! The items of distributed Maps that have an `ItemReader`, taken from AWS's own history: the children of the recorded
//! ones hand their input on, so the state's output holds the items.

use engine::map_run::MapRun;
use engine::{Failure, Payload};
use serde_json::Value;

/// What AWS read for this Map Run, or why it could not.
pub fn recorded(events: &[Value], map_run: &MapRun) -> Result<Vec<Payload>, Failure> {
    if let Some(failed) = events.iter().find(|event| event["type"] == "MapRunFailed") {
        let text = |name: &str| failed["mapRunFailedEventDetails"][name].as_str().unwrap_or_default();
        return Err(Failure::new(text("error"), text("cause")));
    }
    let exited = events.iter().map(|event| &event["stateExitedEventDetails"]);
    let output =
        exited.filter(|exited| exited["name"] == *map_run.name).map(|exited| &exited["output"]).next();
    let items = match output {
        Some(Value::String(text)) => serde_json::from_str(text).unwrap_or_default(),
        Some(parsed) => parsed.clone(),
        None => Value::Null,
    };
    let items = items.as_array().cloned().unwrap_or_default();
    let items: Vec<Value> = match map_run.batch {
        Some(_) => {
            items.iter().flat_map(|batch| batch["Items"].as_array().cloned().unwrap_or_default()).collect()
        }
        None => items,
    };
    Ok(items.into_iter().map(Payload::from_value).collect())
}
