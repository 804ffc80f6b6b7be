//! The context object, `$$` and `$states.context`.

use serde_json::{Value, json};

use crate::execution::Origin;
use crate::needs::Context;
use crate::scope::Visit;
use crate::{StateType, Timestamp};

/// What the context has for this piece of work only.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Detail<'a> {
    Nothing,
    /// The token of a task that waits for it.
    Token(&'a str),
    /// The item a Map is about to start an iteration for.
    Item {
        index: u32,
        key: Option<&'a str>,
        value: &'a Value,
    },
}

/// Builds the context object of a visited state as far as it is needed. Key order as recorded.
pub(crate) fn build(origin: &Origin, visit: &Visit, needs: Context, detail: Detail<'_>) -> Value {
    let start = &origin.start;
    let input = match needs {
        Context::Nothing => return Value::Null,
        Context::WithoutInput => Value::Null,
        Context::Everything => start.input.value().clone(),
    };
    let mut execution = json!({
        "Id": start.execution_arn,
        "Input": input,
        "StartTime": instant_text(origin.at),
        "Name": start.name,
        "RoleArn": (!start.role_arn.is_empty()).then_some(&start.role_arn),
    });
    if !origin.is_express {
        put(&mut execution, "RedriveCount", json!(origin.redrives));
        if let Some(at) = origin.redriven_at {
            put(&mut execution, "RedriveTime", json!(instant_text(at)));
        }
    }
    let mut state = json!({ "Name": &*visit.name, "EnteredTime": instant_text(visit.entered_at) });
    if matches!(visit.state_type, StateType::Task | StateType::Map | StateType::Parallel) {
        put(&mut state, "RetryCount", json!(visit.attempt));
    }
    let machine = json!({ "Id": start.state_machine_arn, "Name": start.state_machine_name });
    let mut context = json!({ "Execution": execution, "StateMachine": machine, "State": state });
    add(&mut context, detail);
    context
}

/// The context object that a test gives, with the item it does not know.
pub(crate) fn given(context: &Value, detail: Detail<'_>) -> Value {
    let mut context = context.clone();
    if let Detail::Item { .. } = detail {
        add(&mut context, detail);
    }
    context
}

fn add(context: &mut Value, detail: Detail<'_>) {
    match detail {
        Detail::Nothing => {}
        Detail::Token(token) => put(context, "Task", json!({ "Token": token })),
        Detail::Item { index, key, value } => {
            put_item(context, u64::from(index), key, value.clone(), None);
        }
    }
}

/// Puts `Map.Item` into a context object. `source` is for distributed Maps.
pub(crate) fn put_item(
    context: &mut Value,
    index: u64,
    key: Option<&str>,
    value: Value,
    source: Option<&str>,
) {
    let mut item = json!({ "Index": index, "Value": value });
    if let Some(key) = key {
        put(&mut item, "Key", json!(key));
    }
    if let Some(source) = source {
        put(&mut item, "Source", json!(source));
    }
    put(context, "Map", json!({ "Item": item }));
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value);
    }
}

/// ISO 8601 in UTC with milliseconds, `2025-03-26T20:14:13.192Z`.
#[must_use]
pub fn instant_text(at: Timestamp) -> String {
    let days = at.0.div_euclid(86_400_000);
    let of_day = at.0.rem_euclid(86_400_000);
    let (year, month, day) = civil(days);
    let (hour, minute) = (of_day / 3_600_000, of_day / 60_000 % 60);
    let (second, millisecond) = (of_day / 1_000 % 60, of_day % 1_000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z")
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar. Counts in eras of 400 years
/// that begin on 1 March, so that leap days come last.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_print_as_utc() {
        for (milliseconds, expected) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_743_020_053_192, "2025-03-26T20:14:13.192Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ] {
            assert_eq!(instant_text(Timestamp(milliseconds)), expected);
        }
    }
}
