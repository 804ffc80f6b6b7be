//! Functions that may stand at the end of a path, like `.length()`.

use serde_json::{Value, json};

use super::evaluate::{self, Fuel, PathError, item_at};
use super::filter::FilterPath;
use super::reader::Reader;
use super::{PathSyntax, Selector, Steps, parse};
use crate::number;

/// A function with its arguments.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    function: Function,
    arguments: Vec<Argument>,
}

/// An argument: JSON, or a path over the document (`$`) or the value the function is applied to (`@`).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Argument {
    Value(Value),
    Path(FilterPath),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Function {
    Min,
    Max,
    Average,
    Deviation,
    Sum,
    Length,
    Concatenate,
    Append,
    Keys,
    First,
    Last,
    Index,
}

const NAMES: [(&str, Function); 13] = [
    ("min", Function::Min),
    ("max", Function::Max),
    ("avg", Function::Average),
    ("stddev", Function::Deviation),
    ("sum", Function::Sum),
    ("length", Function::Length),
    ("size", Function::Length),
    ("concat", Function::Concatenate),
    ("append", Function::Append),
    ("keys", Function::Keys),
    ("first", Function::First),
    ("last", Function::Last),
    ("index", Function::Index),
];

impl Steps {
    /// The function at the end of a path that starts with a deep scan: Jayway applies it to all matches at
    /// once.
    pub(super) fn call_over_everything(&self) -> Option<&Call> {
        let starts_with_scan = matches!(self.steps.first()?.selector, Selector::Scan);
        match &self.steps.last()?.selector {
            Selector::Call(call) if starts_with_scan => Some(call),
            _ => None,
        }
    }
}

impl Call {
    pub fn named(name: &str, arguments: Vec<Argument>) -> Option<Self> {
        let function = NAMES.iter().find(|(known, _)| *known == name).map(|(_, function)| *function)?;
        Some(Self { function, arguments })
    }

    pub fn name(&self) -> &'static str {
        NAMES.iter().find(|(_, function)| *function == self.function).map_or("", |(name, _)| *name)
    }

    /// The function's value over `model`; `root` is what `$` means in its arguments.
    pub fn apply(&self, model: &Value, root: &Value, fuel: &Fuel) -> Result<Value, PathError> {
        let mut arguments = Vec::with_capacity(self.arguments.len());
        for argument in &self.arguments {
            arguments.push(match argument {
                Argument::Value(value) => value.clone(),
                Argument::Path(path) => {
                    evaluate::value(&path.steps, if path.from_root { root } else { model }, root, fuel)?
                        .into_owned()
                }
            });
        }
        match self.function {
            Function::Length => Ok(length(arguments.first().unwrap_or(model))),
            Function::Keys => Ok(keys(model)),
            Function::Concatenate => Ok(concatenated(model, &arguments)),
            Function::Append => Ok(appended(model, arguments)),
            Function::First => self.item(model, 0),
            Function::Last => self.item(model, -1),
            Function::Index => self.item(model, arguments.first().and_then(Value::as_i64).unwrap_or(0)),
            Function::Min | Function::Max | Function::Average | Function::Deviation | Function::Sum => {
                self.aggregate(model, &arguments)
            }
        }
    }

    fn item(&self, model: &Value, index: i64) -> Result<Value, PathError> {
        let items = model.as_array().map(Vec::as_slice).unwrap_or_default();
        item_at(items, index).cloned().ok_or_else(|| self.unusable())
    }

    fn unusable(&self) -> PathError {
        PathError::Function(format!(
            "Aggregation function attempted to calculate value using empty array: {}",
            self.name()
        ))
    }

    fn aggregate(&self, model: &Value, arguments: &[Value]) -> Result<Value, PathError> {
        let direct = model.as_array().map(Vec::as_slice).unwrap_or_default();
        let spread = arguments.iter().flat_map(|argument| match argument {
            Value::Array(items) => items.as_slice(),
            single => std::slice::from_ref(single),
        });
        let numbers: Vec<&serde_json::Number> =
            direct.iter().chain(spread).filter_map(Value::as_number).collect();
        let (Some(least), Some(most)) = (
            numbers.iter().min_by(|left, right| number::compare(left, right)),
            numbers.iter().max_by(|left, right| number::compare(left, right)),
        ) else {
            return Err(self.unusable());
        };
        let doubles: Vec<f64> = numbers.iter().filter_map(|number| number.as_f64()).collect();
        Ok(match self.function {
            Function::Min => Value::Number((*least).clone()),
            Function::Max => Value::Number((*most).clone()),
            Function::Average => double(mean(&doubles)),
            Function::Deviation => double(deviation(&doubles)),
            _ => double(doubles.iter().sum()),
        })
    }
}

fn double(value: f64) -> Value {
    number::from_double(value).unwrap_or(Value::Null)
}

#[allow(clippy::cast_precision_loss, reason = "a list never has 2^53 items")]
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn deviation(values: &[f64]) -> f64 {
    let mean_of_squares = mean(&values.iter().map(|value| value * value).collect::<Vec<_>>());
    (mean_of_squares - mean(values).powi(2)).max(0.0).sqrt()
}

fn length(value: &Value) -> Value {
    match value {
        Value::Array(items) => json!(items.len()),
        Value::Object(members) => json!(members.len()),
        Value::String(text) => json!(text.encode_utf16().count()),
        Value::Null | Value::Bool(_) | Value::Number(_) => Value::Null,
    }
}

fn keys(value: &Value) -> Value {
    value.as_object().map_or(Value::Null, |members| members.keys().cloned().map(Value::String).collect())
}

fn concatenated(model: &Value, arguments: &[Value]) -> Value {
    let direct = model.as_array().map(Vec::as_slice).unwrap_or_default();
    let spread = arguments.iter().flat_map(|argument| match argument {
        Value::Array(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    });
    let text = direct.iter().filter(|item| item.is_string()).chain(spread).map(|item| match item {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    Value::String(text.collect())
}

fn appended(model: &Value, arguments: Vec<Value>) -> Value {
    match model {
        Value::Array(items) => items.iter().cloned().chain(arguments).collect(),
        other => other.clone(),
    }
}

/// Parses `a, b` between the parentheses of a call.
pub(super) fn arguments(text: &str, offset: usize, depth: usize) -> Result<Vec<Argument>, PathSyntax> {
    if depth >= parse::FILTERS_MAX {
        return Err(Reader::new(text, offset).wrong("calls are nested too deeply"));
    }
    let mut arguments = Vec::new();
    if text.trim().is_empty() {
        return Ok(arguments);
    }
    let mut start = 0;
    for (position, end) in separators(text) {
        let part = text.get(position..end).unwrap_or_default();
        let trimmed = part.trim();
        let place = offset + start + part.len() - part.trim_start().len();
        start = end + 1;
        arguments.push(argument(trimmed, place, depth)?);
    }
    Ok(arguments)
}

fn argument(text: &str, place: usize, depth: usize) -> Result<Argument, PathSyntax> {
    let path = |from_root, rest| {
        let steps = parse::steps_within(rest, place + 1, depth + 1)?;
        Ok(Argument::Path(FilterPath { from_root, steps }))
    };
    if let Some(rest) = text.strip_prefix('$') {
        return path(true, rest);
    }
    if let Some(rest) = text.strip_prefix('@') {
        return path(false, rest);
    }
    serde_json::from_str(text)
        .map(Argument::Value)
        .map_err(|_| Reader::new(text, place).wrong(format!("`{text}` is neither a path nor JSON")))
}

/// Start and end of each part between commas that stand outside brackets and strings.
fn separators(text: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut quote: Option<char> = None;
    let mut escaped = false;
    for (position, character) in text.char_indices() {
        match (character, quote) {
            _ if escaped => escaped = false,
            ('\\', Some(_)) => escaped = true,
            (_, Some(open)) if open == character => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(character),
            ('(' | '[' | '{', None) => depth += 1,
            (')' | ']' | '}', None) => depth = depth.saturating_sub(1),
            (',', None) if depth == 0 => {
                parts.push((start, position));
                start = position + 1;
            }
            _ => {}
        }
    }
    parts.push((start, text.len()));
    parts
}
