//! From JSONPath to JSONata: an expression of the other language with the same value.
//!
//! What is missing fails in both languages, with different errors: a path that finds nothing is
//! `States.ParameterPathFailure`, an expression that gives nothing is `States.QueryEvaluationError`.

use serde_json::Value;

use crate::jsonpath::Steps;
use crate::path::Root;
use crate::{Expression, Path, ReferencePath, intrinsics, jsonpath};

/// A JSONata expression, without its `{%` and `%}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    text: String,
    /// Whether a step or an operator may follow it as it is.
    closed: bool,
}

/// JSONata has no expression for it, or none that always gives the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} has no counterpart in JSONata")]
pub struct NoCounterpart {
    /// What it is, as written.
    pub what: String,
}

impl NoCounterpart {
    pub(crate) fn of(what: &str) -> Self {
        Self { what: format!("`{what}`") }
    }
}

impl Rewritten {
    /// A name or path such as `$states.input`.
    #[must_use]
    pub fn path(text: impl Into<String>) -> Self {
        Self { text: text.into(), closed: true }
    }

    /// Something with operators or braces, around which parentheses are needed before it goes on.
    #[must_use]
    pub fn operation(text: impl Into<String>) -> Self {
        Self { text: text.into(), closed: false }
    }

    /// A JSON value.
    #[must_use]
    pub fn literal(value: &Value) -> Self {
        match value {
            Value::String(text) => Self::path(quoted(text)),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| Self::literal(item).text).collect();
                Self::operation(format!("[{}]", items.join(", ")))
            }
            Value::Object(members) => {
                let member = |(name, value): (&String, &Value)| (name.clone(), Self::literal(value));
                Self::object(members.iter().map(member))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => Self::path(value.to_string()),
        }
    }

    /// An object of these members.
    pub fn object(members: impl Iterator<Item = (String, Self)>) -> Self {
        let members: Vec<String> =
            members.map(|(name, value)| format!("{}: {}", quoted(&name), value.text)).collect();
        Self::operation(format!("{{{}}}", members.join(", ")))
    }

    /// The expression.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The expression where a step or an operator follows.
    #[must_use]
    pub fn operand(&self) -> String {
        if self.closed { self.text.clone() } else { format!("({})", self.text) }
    }

    /// The value of a field: the expression between `{%` and `%}`.
    #[must_use]
    pub fn field(&self) -> Value {
        Value::String(format!("{{% {} %}}", self.text))
    }
}

impl Path {
    /// The same over `input`, which is what `$` means.
    ///
    /// # Errors
    /// [`NoCounterpart`] for steps that JSONata does not have.
    pub fn to_jsonata(&self, input: &Rewritten) -> Result<Rewritten, NoCounterpart> {
        let root = match self.root() {
            Root::Input => input.clone(),
            Root::Context => Rewritten::path("$states.context"),
            Root::Variable(name) => Rewritten::path(format!("${name}")),
        };
        if self.steps().is_root() {
            return Ok(root);
        }
        let text = jsonpath::to_jsonata(self.steps(), self.text(), &root)?;
        // What may match several times is a list, also of one.
        let is_one = self.is_definite();
        Ok(if is_one { Rewritten::path(text) } else { Rewritten::path(format!("[{text}]")) })
    }
}

impl Expression {
    /// The same over `input`, which is what `$` means.
    ///
    /// # Errors
    /// [`NoCounterpart`] for a path or a call that JSONata cannot say.
    pub fn to_jsonata(&self, input: &Rewritten) -> Result<Rewritten, NoCounterpart> {
        match self {
            Self::Path(path) => path.to_jsonata(input),
            Self::Call(call) => intrinsics::to_jsonata(call, input),
        }
    }
}

impl ReferencePath {
    /// `target` with `value` at this path, as `ResultPath` puts it.
    ///
    /// # Errors
    /// [`NoCounterpart`] for an item of a list, which cannot be set.
    pub fn merged_in_jsonata(
        &self,
        target: &Rewritten,
        value: &Rewritten,
    ) -> Result<Rewritten, NoCounterpart> {
        let names = self.path().steps().names().ok_or_else(|| NoCounterpart::of(self.path().text()))?;
        Ok(merged(target, &names, value))
    }
}

fn merged(target: &Rewritten, names: &[&str], value: &Rewritten) -> Rewritten {
    let Some((first, rest)) = names.split_first() else { return value.clone() };
    let inner = Rewritten::path(format!("{}.{}", target.operand(), jsonpath::jsonata_name(first)));
    let member = Rewritten::object(std::iter::once(((*first).to_owned(), merged(&inner, rest, value))));
    Rewritten::path(format!("$merge([{}, {}])", target.text, member.text))
}

/// A template as one expression.
///
/// # Errors
/// [`NoCounterpart`] for a member that JSONata cannot say.
pub fn template_in_jsonata(template: &Value, input: &Rewritten) -> Result<Rewritten, NoCounterpart> {
    match template {
        Value::Object(members) => {
            let members: Vec<(String, Rewritten)> = members
                .iter()
                .map(|(key, value)| match (key.strip_suffix(".$"), value) {
                    (Some(name), Value::String(text)) => {
                        let expression = Expression::parse(text).map_err(|_| NoCounterpart::of(text))?;
                        Ok((name.to_owned(), expression.to_jsonata(input)?))
                    }
                    _ => Ok((key.clone(), template_in_jsonata(value, input)?)),
                })
                .collect::<Result<_, NoCounterpart>>()?;
            Ok(Rewritten::object(members.into_iter()))
        }
        Value::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| template_in_jsonata(item, input).map(|item| item.text))
                .collect::<Result<_, _>>()?;
            Ok(Rewritten::operation(format!("[{}]", items.join(", "))))
        }
        _ => Ok(Rewritten::literal(template)),
    }
}

/// A text in quotes. JSONata knows no escape for the single one.
pub(crate) fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') { '"' } else { '\'' };
    let mut result = String::with_capacity(text.len() + 2);
    result.push(quote);
    for character in text.chars() {
        match character {
            '\\' => result.push_str("\\\\"),
            '"' if quote == '"' => result.push_str("\\\""),
            '\n' => result.push_str("\\n"),
            '\r' => result.push_str("\\r"),
            '\t' => result.push_str("\\t"),
            control if control.is_control() => result.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => result.push(other),
        }
    }
    result.push(quote);
    result
}

impl Steps {
    /// The names of a path that has nothing else.
    fn names(&self) -> Option<Vec<&str>> {
        self.list().iter().map(|step| step.selector.name()).collect()
    }
}

#[cfg(test)]
mod tests;
