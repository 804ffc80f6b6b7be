//! Walking a value along the steps of a path.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::{Selector, Step, Steps};

/// Visits allowed to one evaluation, filters included. A 256 KiB document has at most about 130,000 nodes.
const FUEL: u64 = 4_000_000;

/// Why a path has no value. The texts are those of Jayway's library, which AWS quotes in causes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// The last step of a definite path matches nothing.
    #[error("No results for path: {path}")]
    NoResults {
        /// The path in bracket notation.
        path: String,
    },
    /// A step before the last one names a member that is not there.
    #[error("Missing property in path {path}")]
    MissingProperty {
        /// The path in bracket notation up to the missing member.
        path: String,
    },
    /// A name was looked up in something that is no object.
    #[error(
        "Expected to find an object with property {property} in path {path} but found '{found}'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'."
    )]
    NotAnObject {
        /// The step in bracket notation.
        property: String,
        /// The path before the step.
        path: String,
        /// The Java class AWS would name.
        found: &'static str,
    },
    /// An index, slice or filter was applied to something that is no array.
    #[error("Filter: {step} can only be applied to arrays. Current context is: {context}")]
    NotAnArray {
        /// The step in bracket notation.
        step: String,
        /// What was found instead, as JSON.
        context: String,
    },
    /// An index, slice or filter was applied to `null`.
    #[error("The path {path} is null")]
    Null {
        /// The path before the step.
        path: String,
    },
    /// A path function cannot work on what it was given.
    #[error("{0}")]
    Function(String),
    /// A variable that was never assigned.
    #[error("No results for path: ${0}")]
    UndefinedVariable(String),
    /// The path visits more nodes than one evaluation may.
    #[error("The path needs more than {FUEL} steps")]
    TooMuchWork,
}

impl PathError {
    /// Whether the evaluation was cut short, as opposed to finding nothing.
    #[must_use]
    pub const fn is_a_bound(&self) -> bool {
        matches!(self, Self::TooMuchWork)
    }
}

/// Steps left in one evaluation.
#[derive(Debug)]
pub(crate) struct Fuel(Cell<u64>);

impl Fuel {
    pub fn full() -> Self {
        Self(Cell::new(FUEL))
    }

    pub fn burn(&self, amount: u64) -> Result<(), PathError> {
        match self.0.get().checked_sub(amount) {
            Some(left) => {
                self.0.set(left);
                Ok(())
            }
            None => Err(PathError::TooMuchWork),
        }
    }
}

/// The value of `steps` over `from`; `root` is what `$` means inside filters.
pub(super) fn value<'v>(
    steps: &Steps,
    from: &'v Value,
    root: &Value,
    fuel: &Fuel,
) -> Result<Cow<'v, Value>, PathError> {
    let mut found = matches(steps, from, root, fuel)?;
    if steps.is_definite() {
        return found.pop().ok_or_else(|| PathError::NoResults { path: rendered(&steps.steps) });
    }
    found.iter().try_for_each(|found| fuel.burn(size(found)))?;
    Ok(Cow::Owned(Value::Array(found.into_iter().map(Cow::into_owned).collect())))
}

/// Everything `steps` reaches.
pub(super) fn matches<'v>(
    steps: &Steps,
    from: &'v Value,
    root: &Value,
    fuel: &Fuel,
) -> Result<Vec<Cow<'v, Value>>, PathError> {
    let mut walk = Walk { steps, root, fuel, found: Vec::new() };
    if let Some(call) = steps.call_over_everything() {
        let before = Steps { steps: steps.steps.iter().take(steps.steps.len() - 1).cloned().collect() };
        let all = value(&before, from, root, fuel)?;
        return Ok(vec![Cow::Owned(call.apply(&all, root, fuel)?)]);
    }
    walk.step(0, from)?;
    Ok(walk.found)
}

/// Number of nodes, as the price of copying.
pub(super) fn size(value: &Value) -> u64 {
    match value {
        Value::Array(items) => items.iter().map(size).sum::<u64>() + 1,
        Value::Object(members) => members.values().map(size).sum::<u64>() + 1,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    }
}

struct Walk<'p, 'v> {
    steps: &'p Steps,
    root: &'p Value,
    fuel: &'p Fuel,
    found: Vec<Cow<'v, Value>>,
}

impl<'v> Walk<'_, 'v> {
    fn step(&mut self, at: usize, model: &'v Value) -> Result<(), PathError> {
        self.fuel.burn(1)?;
        let steps = self.steps;
        let Some(step) = steps.steps.get(at) else {
            self.found.push(Cow::Borrowed(model));
            return Ok(());
        };
        match &step.selector {
            Selector::Name(name) => self.name(at, model, name),
            Selector::Names(names) => self.names(at, model, names),
            Selector::Index(index) => self.indices(at, model, std::slice::from_ref(index)),
            Selector::Indices(indices) => self.indices(at, model, indices),
            Selector::Slice { from, to } => self.slice(at, model, *from, *to),
            Selector::Wildcard => self.wildcard(at, model),
            Selector::Scan => self.scan(at + 1, model),
            Selector::Filter(filter) => self.filter(at, model, filter),
            Selector::Call(call) => {
                let result = call.apply(model, self.root, self.fuel)?;
                self.go_on_with(at + 1, result)
            }
        }
    }

    /// Continues with a value that a function made.
    fn go_on_with(&mut self, at: usize, made: Value) -> Result<(), PathError> {
        let mut inner = Walk { steps: self.steps, root: self.root, fuel: self.fuel, found: Vec::new() };
        inner.step(at, &made)?;
        let found: Vec<Value> = inner.found.into_iter().map(Cow::into_owned).collect();
        self.found.extend(found.into_iter().map(Cow::Owned));
        Ok(())
    }

    fn is_last(&self, at: usize) -> bool {
        at + 1 == self.steps.steps.len()
    }

    fn path_until(&self, count: usize) -> String {
        rendered(self.steps.steps.get(..count).unwrap_or_default())
    }

    fn step_text(&self, at: usize) -> String {
        self.steps.steps.get(at).map(|step| fragment(&step.selector)).unwrap_or_default()
    }

    fn name(&mut self, at: usize, model: &'v Value, name: &str) -> Result<(), PathError> {
        let Value::Object(members) = model else { return self.not_an_object(at, model) };
        if let Some(member) = members.get(name) {
            return self.step(at + 1, member);
        }
        if self.is_last(at) || !self.steps.definite_until(at + 1) {
            return Ok(());
        }
        Err(PathError::MissingProperty { path: self.path_until(at + 1) })
    }

    fn names(&mut self, at: usize, model: &'v Value, names: &[String]) -> Result<(), PathError> {
        let Value::Object(members) = model else { return self.not_an_object(at, model) };
        if !self.is_last(at) {
            for name in names {
                if let Some(member) = members.get(name) {
                    self.step(at + 1, member)?;
                }
            }
            return Ok(());
        }
        let picked: Map<String, Value> = names
            .iter()
            .filter_map(|name| members.get(name).map(|member| (name.clone(), member.clone())))
            .collect();
        self.found.push(Cow::Owned(Value::Object(picked)));
        Ok(())
    }

    fn not_an_object(&self, at: usize, model: &Value) -> Result<(), PathError> {
        if !self.steps.definite_until(at) {
            return Ok(());
        }
        Err(PathError::NotAnObject {
            property: self.step_text(at),
            path: self.path_until(at),
            found: java_class(model),
        })
    }

    /// The items, or nothing for an indefinite path over something else, or the error.
    fn items(&self, at: usize, model: &'v Value) -> Result<&'v [Value], PathError> {
        match model {
            Value::Array(items) => Ok(items),
            _ if !self.steps.definite_until(at) => Ok(&[]),
            Value::Null => Err(PathError::Null { path: self.path_until(at) }),
            _ => Err(PathError::NotAnArray { step: self.step_text(at), context: model.to_string() }),
        }
    }

    fn indices(&mut self, at: usize, model: &'v Value, indices: &[i64]) -> Result<(), PathError> {
        let items = self.items(at, model)?;
        for index in indices {
            if let Some(item) = item_at(items, *index) {
                self.step(at + 1, item)?;
            }
        }
        Ok(())
    }

    fn slice(
        &mut self,
        at: usize,
        model: &'v Value,
        from: Option<i64>,
        to: Option<i64>,
    ) -> Result<(), PathError> {
        let items = self.items(at, model)?;
        let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
        // Jayway lets a negative start with an end run through the negative indices.
        let (first, last) = match (from, to) {
            (Some(from), Some(to)) => (from, to.min(length)),
            (Some(from), None) => (if from < 0 { (length + from).max(0) } else { from }, length),
            (None, Some(to)) => (0, if to < 0 { length + to } else { to.min(length) }),
            (None, None) => (0, length),
        };
        for index in first.max(-length)..last {
            if let Some(item) = item_at(items, index) {
                self.step(at + 1, item)?;
            }
        }
        Ok(())
    }

    fn wildcard(&mut self, at: usize, model: &'v Value) -> Result<(), PathError> {
        match model {
            Value::Object(members) => members.values().try_for_each(|member| self.step(at + 1, member)),
            Value::Array(items) => items.iter().try_for_each(|item| self.step(at + 1, item)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        }
    }

    /// Applies the step at `at` to `model` and everything below it.
    fn scan(&mut self, at: usize, model: &'v Value) -> Result<(), PathError> {
        self.fuel.burn(1)?;
        if self.scan_applies(at, model)? {
            self.step(at, model)?;
        }
        match model {
            Value::Object(members) => members.values().try_for_each(|member| self.scan(at, member)),
            Value::Array(items) => items.iter().try_for_each(|item| self.scan(at, item)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        }
    }

    fn scan_applies(&self, at: usize, model: &Value) -> Result<bool, PathError> {
        let Some(step) = self.steps.steps.get(at) else { return Ok(false) };
        Ok(match (&step.selector, model) {
            (Selector::Name(name), Value::Object(members)) => members.contains_key(name),
            (Selector::Names(names), Value::Object(members)) => {
                !self.is_last(at) || names.iter().all(|name| members.contains_key(name))
            }
            (Selector::Index(_) | Selector::Indices(_) | Selector::Slice { .. }, Value::Array(_)) => true,
            (Selector::Wildcard, _) => true,
            // A filter after `..` is asked about each node itself, arrays included.
            (Selector::Filter(filter), Value::Object(_)) => filter.accepts(model, self.root, self.fuel)?,
            (Selector::Filter(filter), Value::Array(_)) => filter.accepts(model, self.root, self.fuel)?,
            _ => false,
        })
    }

    fn filter(&mut self, at: usize, model: &'v Value, filter: &super::Filter) -> Result<(), PathError> {
        match model {
            Value::Object(_) => {
                if filter.accepts(model, self.root, self.fuel)? {
                    self.step(at + 1, model)?;
                }
            }
            Value::Array(items) => {
                for item in items {
                    if filter.accepts(item, self.root, self.fuel)? {
                        self.step(at + 1, item)?;
                    }
                }
            }
            _ if self.steps.definite_until(at) => {
                return Err(PathError::NotAnArray { step: self.step_text(at), context: model.to_string() });
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        Ok(())
    }
}

/// The item at `index`, counted from the end if negative.
pub(super) fn item_at(items: &[Value], index: i64) -> Option<&Value> {
    let length = i64::try_from(items.len()).ok()?;
    let index = if index < 0 { length + index } else { index };
    items.get(usize::try_from(index).ok()?)
}

/// Names the Java class Jayway's message would show.
fn java_class(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "com.fasterxml.jackson.databind.node.BooleanNode",
        Value::Number(number) if number.is_f64() => "com.fasterxml.jackson.databind.node.DoubleNode",
        Value::Number(_) => "com.fasterxml.jackson.databind.node.IntNode",
        Value::String(_) => "com.fasterxml.jackson.databind.node.TextNode",
        Value::Array(_) => "com.fasterxml.jackson.databind.node.ArrayNode",
        Value::Object(_) => "com.fasterxml.jackson.databind.node.ObjectNode",
    }
}

/// The steps in bracket notation after `$`.
pub(crate) fn rendered(steps: &[Step]) -> String {
    steps.iter().fold("$".to_owned(), |mut text, step| {
        text.push_str(&fragment(&step.selector));
        text
    })
}

fn fragment(selector: &Selector) -> String {
    match selector {
        Selector::Name(name) => format!("['{name}']"),
        Selector::Names(names) => format!("['{}']", names.join("','")),
        Selector::Index(index) => format!("[{index}]"),
        Selector::Indices(indices) => {
            let numbers: Vec<String> = indices.iter().map(i64::to_string).collect();
            format!("[{}]", numbers.join(","))
        }
        Selector::Slice { from, to } => {
            let mut text = "[".to_owned();
            if let Some(from) = from {
                let _ = write!(text, "{from}");
            }
            text.push(':');
            if let Some(to) = to {
                let _ = write!(text, "{to}");
            }
            text.push(']');
            text
        }
        Selector::Wildcard => "[*]".to_owned(),
        Selector::Scan => "..".to_owned(),
        Selector::Filter(_) => "[?]".to_owned(),
        Selector::Call(call) => format!(".{}()", call.name()),
    }
}
