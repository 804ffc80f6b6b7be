//! The members of a request, checked against the model's constraints with AWS's words.

use std::fmt::Display;
use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use crate::duplicates::Strict;
use crate::refusal::Refusal;

/// Lengths of an ARN.
pub(crate) const ARN: RangeInclusive<usize> = 1..=256;
/// Lengths of the ARN of a version or a map run.
pub(crate) const LONG_ARN: RangeInclusive<usize> = 1..=2000;
/// Lengths of a name.
pub(crate) const NAME: RangeInclusive<usize> = 1..=80;
/// Lengths of a page token.
pub(crate) const PAGE_TOKEN: RangeInclusive<usize> = 1..=1024;

/// What is left to be read of a request. Constraints that fail are collected; [`Members::check`] tells of them.
#[derive(Debug)]
pub(crate) struct Members {
    /// Where these members are: empty, or `tags.1.member.`.
    path: String,
    left: Map<String, Value>,
    /// A member that a header gives, for an operation that asks for it.
    header: Option<(&'static str, String)>,
    broken: Vec<String>,
    unreadable: Option<Refusal>,
}

impl Members {
    /// Reads a body: one JSON object.
    pub(crate) fn read(body: &[u8]) -> Result<Self, Refusal> {
        let Strict(value) =
            serde_json::from_slice(body).map_err(|error| Refusal::unreadable(error.to_string()))?;
        match value {
            Value::Object(left) => Ok(Self::at(String::new(), left)),
            _ => Err(Refusal::unreadable("Start of structure or map found where not expected.")),
        }
    }

    fn at(path: String, left: Map<String, Value>) -> Self {
        Self { path, left, header: None, broken: Vec::new(), unreadable: None }
    }

    /// Gives an operation that asks for `name` this text, in the place of what the request says.
    pub(crate) fn set_header(&mut self, name: &'static str, text: &str) {
        self.header = Some((name, text.to_owned()));
    }

    /// A text of so many characters, if it is there.
    pub(crate) fn text(&mut self, name: &str, length: RangeInclusive<usize>) -> Option<String> {
        let value = self.take(name)?;
        let Value::String(text) = value else { return self.mistyped(&value, "String") };
        let characters = text.chars().count();
        if characters > *length.end() {
            let max = length.end();
            self.fails(&quoted(&text), name, &format!("have length less than or equal to {max}"));
        } else if characters < *length.start() {
            let min = length.start();
            self.fails(&quoted(&text), name, &format!("have length greater than or equal to {min}"));
        }
        Some(text)
    }

    /// A text of so many ASCII characters, if it is there.
    pub(crate) fn ascii(&mut self, name: &str, length: RangeInclusive<usize>) -> Option<String> {
        let text = self.text(name, length)?;
        if !text.is_ascii() {
            self.fails(&quoted(&text), name, r"satisfy regular expression pattern: \p{ASCII}*");
        }
        Some(text)
    }

    /// A text that must be there.
    pub(crate) fn required(&mut self, name: &str, length: RangeInclusive<usize>) -> String {
        self.require(name);
        self.text(name, length).unwrap_or_default()
    }

    /// One of AWS's words.
    pub(crate) fn word(&mut self, name: &str, words: &[&str]) -> Option<String> {
        let text = self.text(name, 0..=usize::MAX)?;
        if !words.contains(&text.as_str()) {
            let set = words.join(", ");
            self.fails(&quoted(&text), name, &format!("satisfy enum value set: [{set}]"));
        }
        Some(text)
    }

    /// A whole number.
    pub(crate) fn number(&mut self, name: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let value = self.take(name)?;
        let Some(number) = value.as_i64() else { return self.mistyped(&value, "Integer") };
        let shown = format!("'{number}'");
        self.bound(&shown, name, &number, &range);
        Some(number)
    }

    /// A number that may have a fraction.
    pub(crate) fn decimal(&mut self, name: &str, range: RangeInclusive<f64>) -> Option<f64> {
        let value = self.take(name)?;
        let Some(number) = value.as_f64() else { return self.mistyped(&value, "Float") };
        let shown = format!("'{number:?}'");
        self.bound(&shown, name, &number, &range);
        Some(number)
    }

    fn bound<N: PartialOrd + Display>(
        &mut self,
        shown: &str,
        name: &str,
        number: &N,
        range: &RangeInclusive<N>,
    ) {
        let (min, max) = (range.start(), range.end());
        if number > max {
            self.fails(shown, name, &format!("have value less than or equal to {max}"));
        } else if number < min {
            self.fails(shown, name, &format!("have value greater than or equal to {min}"));
        }
    }

    /// How many results a page has: `maxResults`, 100 if it is 0 or absent.
    pub(crate) fn page_size(&mut self) -> usize {
        let number = self.number("maxResults", 0..=1000).and_then(|number| usize::try_from(number).ok());
        number.filter(|number| *number > 0).unwrap_or(100)
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        let value = self.take(name)?;
        value.as_bool().or_else(|| self.mistyped(&value, "Boolean"))
    }

    /// A structure; `read` takes its members.
    pub(crate) fn structure<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        match self.take(name)? {
            Value::Object(left) => Some(self.inside(name, left, read)),
            other => self.mistyped(&other, "structure"),
        }
    }

    /// A list of structures; `read` takes the members of each.
    pub(crate) fn structures<T>(
        &mut self,
        name: &str,
        mut read: impl FnMut(&mut Self) -> T,
    ) -> Option<Vec<T>> {
        let mut all = Vec::new();
        for (index, item) in self.list(name)?.into_iter().enumerate() {
            let place = format!("{name}.{}.member", index + 1);
            match item {
                Value::Object(left) => all.push(self.inside(&place, left, &mut read)),
                other => return self.mistyped(&other, "structure"),
            }
        }
        Some(all)
    }

    /// A list of texts of so many characters.
    pub(crate) fn texts(&mut self, name: &str, length: &RangeInclusive<usize>) -> Option<Vec<String>> {
        let mut all = Vec::new();
        for (index, item) in self.list(name)?.into_iter().enumerate() {
            let place = format!("{name}.{}.member", index + 1);
            self.left.insert(place.clone(), item);
            all.push(self.required(&place, length.clone()));
        }
        Some(all)
    }

    /// Notes that a member is missing that must be there.
    pub(crate) fn require(&mut self, name: &str) {
        if self.left.get(name).is_none_or(Value::is_null) {
            self.fails("null", name, "not be null");
        }
    }

    fn inside<T>(&mut self, place: &str, left: Map<String, Value>, read: impl FnOnce(&mut Self) -> T) -> T {
        let mut inner = Self::at(format!("{}{place}.", self.path), left);
        let value = read(&mut inner);
        let foreign = inner.foreign();
        self.broken.append(&mut inner.broken);
        self.unreadable = self.unreadable.take().or(inner.unreadable).or(foreign);
        value
    }

    /// The refusal of a member that nobody asked for.
    fn foreign(&self) -> Option<Refusal> {
        let (name, _) = self.left.iter().find(|(_, value)| !value.is_null())?;
        Some(Refusal::unreadable(format!("The operation has no member '{}{name}'", self.path)))
    }

    /// A list.
    fn list(&mut self, name: &str) -> Option<Vec<Value>> {
        match self.take(name)? {
            Value::Array(items) => Some(items),
            other => self.mistyped(&other, "list"),
        }
    }

    /// Whether `METADATA_ONLY` is asked for.
    pub(crate) fn is_metadata_only(&mut self) -> bool {
        let word = self.word("includedData", &["ALL_DATA", "METADATA_ONLY"]);
        word.as_deref() == Some("METADATA_ONLY")
    }

    /// Notes a constraint that fails; `value` as AWS shows it.
    pub(crate) fn fails(&mut self, value: &str, name: &str, must: &str) {
        let path = &self.path;
        self.broken.push(format!(
            "Value {value} at '{path}{name}' failed to satisfy constraint: Member must {must}"
        ));
    }

    /// Everything was read: are there members nobody asked for, of wrong types, or against a constraint?
    pub(crate) fn check(self) -> Result<(), Refusal> {
        if let Some(refusal) = self.unreadable {
            return Err(refusal);
        }
        if let Some(refusal) = self.foreign() {
            return Err(refusal);
        }
        match self.broken.len() {
            0 => Ok(()),
            1 => Err(Refusal::validation(format!("1 validation error detected: {}", self.broken.join("; ")))),
            count => Err(Refusal::validation(format!(
                "{count} validation errors detected: {}",
                self.broken.join("; ")
            ))),
        }
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        let said = self.left.shift_remove(name).filter(|value| !value.is_null());
        let header = self.header.take_if(|(header, _)| *header == name);
        header.map(|(_, text)| text.into()).or(said)
    }

    fn mistyped<T>(&mut self, value: &Value, expected: &str) -> Option<T> {
        let found = match value {
            Value::Null => "NULL_VALUE",
            Value::Bool(true) => "TRUE_VALUE",
            Value::Bool(false) => "FALSE_VALUE",
            Value::Number(_) => "NUMBER_VALUE",
            Value::String(_) => "STRING_VALUE",
            Value::Array(_) => "START_ARRAY",
            Value::Object(_) => "START_OBJECT",
        };
        let refusal = Refusal::unreadable(format!("{found} can not be converted to {expected}"));
        self.unreadable.get_or_insert(refusal);
        None
    }
}

fn quoted(text: &str) -> String {
    format!("'{text}'")
}

#[cfg(test)]
mod tests {
    use super::{Members, NAME};

    fn refused(body: &str, read: impl Fn(&mut Members)) -> String {
        let outcome = Members::read(body.as_bytes()).and_then(|mut members| {
            read(&mut members);
            members.check()
        });
        let refusal = outcome.expect_err("a refusal");
        format!("{}: {}", refusal.name, refusal.message)
    }

    #[test]
    fn constraints_are_told_in_aws_words() {
        let number = |members: &mut Members| {
            members.page_size();
        };
        assert_eq!(
            refused(r#"{"maxResults":1001}"#, number),
            "ValidationException: 1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000"
        );
        let both = |members: &mut Members| {
            members.required("name", NAME);
            members.word("type", &["STANDARD", "EXPRESS"]);
        };
        assert_eq!(
            refused(r#"{"type":"standard"}"#, both),
            "ValidationException: 2 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; Value 'standard' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, EXPRESS]"
        );
    }

    #[test]
    fn what_does_not_belong_into_a_request_is_refused() {
        let nothing = |_: &mut Members| {};
        for body in
            ["", "x", "[]", "null", r#"{"a":1,"a":1}"#, r#"{"a":{"b":1,"b":2}}"#, r#"{"__proto__":{}}"#]
        {
            assert!(refused(body, nothing).starts_with("SerializationException"), "{body}");
        }
        let text = |members: &mut Members| drop(members.required("name", NAME));
        let refusal = refused(r#"{"name":1}"#, text);
        assert_eq!(refusal, "SerializationException: NUMBER_VALUE can not be converted to String");
    }
}
