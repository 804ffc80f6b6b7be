//! Reads the fields of one object and reports what is wrong with them.

use std::borrow::Cow;

use serde_json::Value;
use syntax::{Diagnostic, Kind, Member, Node, Span};

use super::Declared;
use crate::field::is_expression;
use crate::{Field, Given, QueryLanguage, codes};

/// An object being read. `'t` is the tree's lifetime.
pub(crate) struct Fields<'a, 't> {
    node: Node<'t>,
    members: Vec<(Cow<'t, str>, Member<'t>)>,
    location: String,
    language: QueryLanguage,
    problems: &'a mut Vec<Diagnostic>,
}

impl<'a, 't> Fields<'a, 't> {
    /// `location` is AWS's, empty for the whole definition.
    pub(crate) fn new(
        node: Node<'t>,
        location: String,
        language: QueryLanguage,
        problems: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let members = node.members().map(|member| (member.key(), member)).collect();
        Self { node, members, location, language, problems }
    }

    /// An object inside this one, at `path` from here in AWS's notation.
    pub(crate) fn inside(&mut self, node: Node<'t>, path: &str) -> Fields<'_, 't> {
        let location = format!("{}{path}", self.location);
        Fields::new(node, location, self.language, self.problems)
    }

    /// The same object read in another query language.
    pub(super) fn speaking(self, language: QueryLanguage) -> Self {
        Self { language, ..self }
    }

    pub(crate) fn language(&self) -> QueryLanguage {
        self.language
    }

    /// All members as written.
    pub(crate) fn members(&self) -> &[(Cow<'t, str>, Member<'t>)] {
        &self.members
    }

    /// The member called `key`; of duplicates the last. Members without a readable value are left out.
    pub(crate) fn member(&self, key: &str) -> Option<Member<'t>> {
        let found = self.members.iter().rev().find(|(name, _)| name == key).map(|(_, member)| *member);
        found.filter(|member| member.value.kind() != Kind::Missing)
    }

    /// Leaves out members from now on.
    pub(super) fn forget(&mut self, is_foreign: impl Fn(&str) -> bool) {
        self.members.retain(|(key, _)| !is_foreign(key));
    }

    /// Reports members that are not in `keys`.
    pub(crate) fn only(&mut self, keys: &[&str]) {
        let foreign: Vec<_> =
            self.members.iter().filter(|(key, _)| !keys.contains(&key.as_ref())).cloned().collect();
        for (key, member) in foreign {
            self.unsupported(&key, member.key_span);
        }
    }

    /// Reports the keys that are absent, in the given order.
    pub(crate) fn required(&mut self, keys: &[&str]) {
        let missing: Vec<&str> =
            keys.iter().copied().filter(|key| !self.members.iter().any(|(name, _)| name == key)).collect();
        if missing.is_empty() || self.node.kind() != Kind::Object {
            return;
        }
        let message = format!("These fields are required: [{}]", missing.join(", "));
        self.schema(message, opening(self.node));
    }

    /// Reports a key that is absent, in the words that AWS has for a single one.
    pub(super) fn missing(&mut self, key: &str) {
        if self.node.kind() == Kind::Object {
            self.schema(format!("The field '{key}' is required"), opening(self.node));
        }
    }

    /// The node if it is an object; otherwise reports and gives false.
    pub(crate) fn expect_object(&mut self) -> bool {
        let good = self.node.kind() == Kind::Object;
        if !good && self.node.kind() != Kind::Missing {
            self.schema("Expected value of type [OBJECT]", self.node.span());
        }
        good
    }

    /// Reports a field that does not belong here.
    pub(crate) fn unsupported(&mut self, key: &str, span: Span) {
        self.schema(format!("Field '{key}' is not supported"), span);
    }

    /// Reports a field of the other query language.
    pub(crate) fn foreign_language(&mut self, key: &str, span: Span) {
        let (own, other) = match self.language {
            QueryLanguage::JsonPath => (QueryLanguage::JsonPath, QueryLanguage::Jsonata),
            QueryLanguage::Jsonata => (QueryLanguage::Jsonata, QueryLanguage::JsonPath),
        };
        let (own, other) = (own.name(), other.name());
        let message = format!(
            "The QueryLanguage is set to '{own}', but field '{key}' is only supported for the '{other}' QueryLanguage"
        );
        self.schema(message, span);
    }

    /// Reports that the field has another type than `expected`. Not if it is to be filled in on deployment: `"${Seconds}"`.
    pub(crate) fn wrong_type(&mut self, key: &str, expected: &str) {
        if self.member(key).is_some_and(|member| is_filled_in(member.value)) {
            return;
        }
        let span = self.member(key).map_or(self.node.span(), |member| member.value.span());
        let message = match expected {
            "INTEGER" => "Expected value of type Integer".to_owned(),
            _ => format!("Expected value of type [{expected}]"),
        };
        self.report_field(key, message, span);
    }

    /// Reports something at the field `key`.
    pub(crate) fn report_field(&mut self, key: &str, message: impl Into<String>, span: Span) {
        let location = format!("{}/{key}", self.location);
        self.report(Diagnostic::error(codes::SCHEMA_VALIDATION_FAILED, message, span).at(location));
    }

    /// Reports something at this object.
    pub(crate) fn schema(&mut self, message: impl Into<String>, span: Span) {
        self.report(Diagnostic::error(codes::SCHEMA_VALIDATION_FAILED, message, span));
    }

    /// Reports something; at this object unless it says otherwise.
    pub(crate) fn report(&mut self, mut problem: Diagnostic) {
        if problem.location.is_none() {
            let location = if self.location.is_empty() { "/" } else { &self.location };
            problem.location = Some(location.to_owned());
        }
        self.problems.push(problem);
    }

    pub(crate) fn string(&mut self, key: &str) -> Option<Field<String>> {
        self.read(key, "STRING", |node| node.as_str().map(Cow::into_owned))
    }

    /// A string or `null`.
    pub(crate) fn path(&mut self, key: &str) -> Option<Field<Option<String>>> {
        self.read(key, "STRING", |node| match node.kind() {
            Kind::Null => Some(None),
            _ => node.as_str().map(|text| Some(text.into_owned())),
        })
    }

    pub(crate) fn boolean(&mut self, key: &str) -> Option<Field<bool>> {
        self.read(key, "BOOLEAN", Node::as_bool)
    }

    pub(crate) fn integer(&mut self, key: &str) -> Option<Field<i64>> {
        self.read(key, "INTEGER", whole)
    }

    pub(crate) fn number(&mut self, key: &str) -> Option<Field<f64>> {
        self.read(key, "NUMBER", real)
    }

    pub(crate) fn given_integer(&mut self, key: &str) -> Option<Field<Given<i64>>> {
        self.given(key, "INTEGER", whole)
    }

    pub(crate) fn given_number(&mut self, key: &str) -> Option<Field<Given<f64>>> {
        self.given(key, "NUMBER", real)
    }

    pub(crate) fn given_bool(&mut self, key: &str) -> Option<Field<Given<bool>>> {
        self.given(key, "BOOLEAN", Node::as_bool)
    }

    pub(crate) fn given_string(&mut self, key: &str) -> Option<Field<Given<String>>> {
        self.given(key, "STRING", |node| node.as_str().map(Cow::into_owned))
    }

    /// Any JSON. Reports values that are nested too deeply.
    pub(crate) fn value(&mut self, key: &str) -> Option<Field<Value>> {
        let member = self.member(key)?;
        match member.value.to_value() {
            Ok(value) => Some(field(&member, value)),
            Err(error) => {
                let problem = Diagnostic::error(codes::TOO_DEEPLY_NESTED, error.to_string(), member.key_span);
                self.report(problem.at(format!("{}/{key}", self.location)));
                None
            }
        }
    }

    pub(crate) fn object(&mut self, key: &str) -> Option<Field<Node<'t>>> {
        self.read(key, "OBJECT", |node| (node.kind() == Kind::Object).then_some(node))
    }

    pub(crate) fn array(&mut self, key: &str) -> Option<Field<Node<'t>>> {
        self.read(key, "ARRAY", |node| (node.kind() == Kind::Array).then_some(node))
    }

    /// One of the given names.
    pub(crate) fn one_of<T: Copy>(&mut self, key: &str, names: &[(&str, T)]) -> Option<Field<T>> {
        let text = self.string(key)?;
        if let Some((_, value)) = names.iter().find(|(name, _)| *name == text.value) {
            return Some(text.with(*value));
        }
        let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        self.report_choices(key, &names, text.span);
        None
    }

    /// `QueryLanguage`, checked. A wrong value is reported and still there, because it counts as JSONata.
    pub(super) fn query_language(&mut self) -> Option<Declared> {
        let member = self.member("QueryLanguage")?;
        let text = member.value.as_str().map(Cow::into_owned);
        match text.as_deref() {
            None => self.wrong_type("QueryLanguage", "STRING"),
            Some("JSONPath" | "JSONata") => {}
            Some(_) => self.report_choices("QueryLanguage", &["JSONPath", "JSONata"], member.value.span()),
        }
        Some(field(&member, text))
    }

    fn report_choices(&mut self, key: &str, names: &[&str], span: Span) {
        let message = format!("Value should be one of the following: [{}]", names.join(", "));
        self.report_field(key, message, span);
    }

    fn given<T>(
        &mut self,
        key: &str,
        expected: &str,
        convert: impl FnOnce(Node<'t>) -> Option<T>,
    ) -> Option<Field<Given<T>>> {
        let jsonata = self.language == QueryLanguage::Jsonata;
        self.read(key, expected, |node| {
            let text = node.as_str().filter(|text| jsonata && is_expression(text));
            match text {
                Some(text) => Some(Given::Expression(text.into_owned())),
                None => convert(node).map(Given::Literal),
            }
        })
    }

    fn read<T>(
        &mut self,
        key: &str,
        expected: &str,
        convert: impl FnOnce(Node<'t>) -> Option<T>,
    ) -> Option<Field<T>> {
        let member = self.member(key)?;
        let value = convert(member.value);
        if value.is_none() {
            self.wrong_type(key, expected);
        }
        Some(field(&member, value?))
    }
}

/// True for a string that SAM or CloudFormation complete.
fn is_filled_in(node: Node<'_>) -> bool {
    node.kind() == Kind::String && node.source().contains("${")
}

/// Where to point for what is missing in an object: its opening bracket.
fn opening(node: Node<'_>) -> Span {
    let start = node.span().start;
    Span::new(start, (start + 1).min(node.span().end))
}

fn field<T>(member: &Member<'_>, value: T) -> Field<T> {
    Field { value, span: member.value.span(), key: member.key_span, node: member.value.id() }
}

/// `1`, and `1.0`, which AWS accepts too.
fn whole(node: Node<'_>) -> Option<i64> {
    let text = node.number_text()?;
    text.parse().ok().or_else(|| text.strip_suffix(".0")?.parse().ok())
}

fn real(node: Node<'_>) -> Option<f64> {
    node.number_text()?.parse().ok().filter(|number: &f64| number.is_finite())
}
