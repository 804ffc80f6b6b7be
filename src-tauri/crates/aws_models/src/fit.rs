//! Whether a value fits a shape, in the words of `TestState` (`Mock result schema validation error: …`).

use std::fmt::{self, Display, Formatter};

use serde_json::{Map, Value};

use crate::model::Bounds;
use crate::{Place, Service, Shape};

/// How much of a shape a value must fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Required members are there, and every member fits.
    Strict,
    /// Every member that is there fits.
    Present,
}

/// The first thing that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The innermost member it is about; empty for the whole value.
    field: String,
    reason: &'static str,
}

const MISSING: &str = "is missing";

impl Display for Misfit {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.reason {
            MISSING => write!(formatter, "Required field '{}' is missing", self.field),
            reason => write!(formatter, "Field '{}' {reason}", self.field),
        }
    }
}

/// One comparison of a value with the shapes of a service.
#[derive(Debug)]
struct Fit<'s> {
    service: &'s Service,
    strictness: Strictness,
}

impl Service {
    /// Compares a value with a shape. Members that the shape does not know are let through, as AWS does; so are
    /// those of the whole value that are named in `free`.
    ///
    /// # Errors
    /// The first [`Misfit`].
    pub fn fits(
        &self,
        place: Place,
        value: &Value,
        strictness: Strictness,
        free: &[&str],
    ) -> Result<(), Misfit> {
        let fit = Fit { service: self, strictness };
        match (self.shape(place), value) {
            (Some(Shape::Structure { members, required }), Value::Object(given)) => {
                fit.structure(members, required, given, free)
            }
            _ => fit.value("", place, value),
        }
    }
}

impl Fit<'_> {
    fn value(&self, field: &str, place: Place, value: &Value) -> Result<(), Misfit> {
        let Some(shape) = self.service.shape(place) else { return Ok(()) };
        let fails = |reason| Err(Misfit { field: field.to_owned(), reason });
        match (shape, value) {
            (_, Value::Null) | (Shape::Document, _) | (Shape::Boolean, Value::Bool(_)) => Ok(()),
            (Shape::Timestamp, Value::String(_)) => Ok(()),
            (Shape::Structure { members, required }, Value::Object(given)) => {
                self.structure(members, required, given, &[])
            }
            (Shape::Map(inner, bounds), Value::Object(given)) => {
                length(field, given.len(), *bounds)?;
                given.iter().try_for_each(|(key, value)| self.value(key, *inner, value))
            }
            (Shape::List(inner, bounds), Value::Array(items)) => {
                length(field, items.len(), *bounds)?;
                items.iter().try_for_each(|item| self.value(field, *inner, item))
            }
            (Shape::Text(bounds, words), Value::String(text)) => {
                if !words.is_empty() && !words.contains(text) {
                    return fails("is not an expected value");
                }
                length(field, text.chars().count(), *bounds)
            }
            (Shape::Blob(bounds), Value::String(text)) => length(field, text.len(), *bounds),
            (Shape::Integer(bounds) | Shape::Float(bounds), Value::Number(number)) => {
                let number = number.as_f64().unwrap_or(f64::NAN);
                match bounds {
                    Bounds { min: Some(min), .. } if number < *min => fails("is less than the minimum value"),
                    Bounds { max: Some(max), .. } if number > *max => fails("exceeds the maximum value"),
                    _ => Ok(()),
                }
            }
            (Shape::Structure { .. } | Shape::Map(..), _) => fails("must be an object"),
            (Shape::List(..), _) => fails("must be an array"),
            (Shape::Text(..) | Shape::Blob(_) | Shape::Timestamp, _) => fails("must be a string"),
            (Shape::Integer(_) | Shape::Float(_), _) => fails("must be a number"),
            (Shape::Boolean, _) => fails("must be a boolean"),
        }
    }

    fn structure(
        &self,
        members: &[(String, Place)],
        required: &[String],
        given: &Map<String, Value>,
        free: &[&str],
    ) -> Result<(), Misfit> {
        let is_missing = |name: &&String| given.get(name.as_str()).is_none_or(Value::is_null);
        if self.strictness == Strictness::Strict
            && let Some(name) = required.iter().find(is_missing)
        {
            return Err(Misfit { field: name.clone(), reason: MISSING });
        }
        for (name, value) in given.iter().filter(|(name, _)| !free.contains(&name.as_str())) {
            if let Some((_, place)) = members.iter().find(|(known, _)| known == name) {
                self.value(name, *place, value)?;
            }
        }
        Ok(())
    }
}

#[allow(clippy::cast_precision_loss, reason = "lengths of JSON texts are far below 2^52")]
fn length(field: &str, length: usize, bounds: Bounds) -> Result<(), Misfit> {
    let length = length as f64;
    let fails = |reason| Err(Misfit { field: field.to_owned(), reason });
    match bounds {
        Bounds { min: Some(min), .. } if length < min => fails("is smaller than the minimum length"),
        Bounds { max: Some(max), .. } if length > max => fails("exceeds the maximum length"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::service;

    fn told(name: &str, operation: &str, strictness: Strictness, value: &Value) -> String {
        let service = service(name).unwrap();
        let place = service.operation(operation).unwrap().answer.unwrap();
        service
            .fits(place, value, strictness, &[])
            .map_or_else(|misfit| misfit.to_string(), |()| "fits".to_owned())
    }

    #[test]
    fn what_does_not_fit_is_told_by_its_innermost_member() {
        for (name, operation, value, expected) in [
            (
                "dynamodb",
                "putItem",
                json!({ "ConsumedCapacity": { "CapacityUnits": "1" } }),
                "Field 'CapacityUnits' must be a number",
            ),
            (
                "eventbridge",
                "putEvents",
                json!({ "Entries": [{ "EventId": "a" }, { "EventId": [] }] }),
                "Field 'EventId' must be a string",
            ),
            ("eventbridge", "putEvents", json!({ "Entries": "a" }), "Field 'Entries' must be an array"),
            (
                "kms",
                "encrypt",
                json!({ "CiphertextBlob": "" }),
                "Field 'CiphertextBlob' is smaller than the minimum length",
            ),
            (
                "lambda",
                "getFunction",
                json!({ "Configuration": { "MemorySize": 1 } }),
                "Field 'MemorySize' is less than the minimum value",
            ),
            (
                "lambda",
                "getFunction",
                json!({ "Configuration": { "MemorySize": 10_241 } }),
                "Field 'MemorySize' exceeds the maximum value",
            ),
            (
                "lambda",
                "getFunction",
                json!({ "Configuration": [] }),
                "Field 'Configuration' must be an object",
            ),
            (
                "s3",
                "getObject",
                json!({ "StorageClass": "PAPER" }),
                "Field 'StorageClass' is not an expected value",
            ),
            ("s3", "getObject", json!({ "DeleteMarker": "true" }), "Field 'DeleteMarker' must be a boolean"),
            (
                "sfn",
                "startExecution",
                json!({ "ExecutionArn": "a", "StartDate": 1 }),
                "Field 'StartDate' must be a string",
            ),
            (
                "sfn",
                "startExecution",
                json!({ "ExecutionArn": "a", "StartDate": null }),
                "Required field 'StartDate' is missing",
            ),
            ("eventbridge", "putEvents", json!({ "Unknown": 1 }), "fits"),
        ] {
            assert_eq!(
                told(name, operation, Strictness::Strict, &value),
                expected,
                "{name}:{operation} {value}"
            );
        }
    }

    #[test]
    fn what_is_not_there_may_be_missing_where_only_the_present_counts() {
        let nothing = json!({});
        assert_eq!(told("sfn", "startExecution", Strictness::Present, &nothing), "fits");
        assert_eq!(
            told("sfn", "startExecution", Strictness::Strict, &nothing),
            "Required field 'ExecutionArn' is missing"
        );
    }
}
