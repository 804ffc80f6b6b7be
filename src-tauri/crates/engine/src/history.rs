//! Events as AWS's `GetExecutionHistory` shows them.

use serde_json::{Map, Value, json};

use crate::Event;
use crate::details::{Details, Said, TypeName, described};

/// The event as a `HistoryEvent` with AWS's member names; `timestamp` is in seconds since the epoch, with three
/// decimals. `None` for private kinds. Without `include_data` inputs, outputs and parameters are left out, as with
/// `includeExecutionData: false`.
#[must_use]
pub fn public(event: &Event, include_data: bool) -> Option<Value> {
    let (name, details) = described(event, include_data)?;
    let mut shown = json!({
        "timestamp": event.at.seconds(),
        "type": name.to_string(),
        "id": event.id,
        "previousEventId": event.previous,
    });
    if let (Value::Object(members), Some(details)) = (&mut shown, details) {
        members.insert(details_member(name), Value::Object(values(details)));
    }
    Some(shown)
}

/// AWS's name of the event's type; `None` for private kinds.
#[must_use]
pub fn type_name(event: &Event) -> Option<String> {
    described(event, false).map(|(name, _)| name.to_string())
}

/// The member that holds the details: all states share one for being entered and one for being left.
fn details_member(name: TypeName) -> String {
    match name.1 {
        "StateEntered" => return "stateEnteredEventDetails".to_owned(),
        "StateExited" => return "stateExitedEventDetails".to_owned(),
        _ => {}
    }
    let name = name.to_string();
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).chain("EventDetails".chars()).collect()
}

fn values(details: Details<'_>) -> Map<String, Value> {
    let mut members = Map::new();
    for (name, said) in details.members {
        let value = match said {
            Said::Text(text) => text.into(),
            Said::Number(number) => number.into(),
            Said::Payload(payload) => payload.text().into(),
            Said::Variables(variables) => {
                let texts = variables.iter().map(|(name, value)| (name.to_string(), value.text().into()));
                Value::Object(texts.collect())
            }
            Said::Role(role) => json!({ "roleArn": role }),
        };
        members.insert(name.to_owned(), value);
        if matches!(said, Said::Payload(_) | Said::Variables(_)) {
            members.insert(format!("{name}Details"), json!({ "truncated": false }));
        }
    }
    members
}
