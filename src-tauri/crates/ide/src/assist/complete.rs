//! What can be written at a place.

use asl::{QueryLanguage, StateType};
use syntax::{Kind, Language, Span};

use super::candidates;
use super::cursor::{At, Cursor, readable};
use super::{expression, snippets};
use crate::fields::{self, Accepts, Field, Shape};

/// What a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CandidateKind {
    /// A field, with a first value.
    Field,
    /// A whole state, or an expression to fill in.
    Snippet,
    /// A fixed word.
    Word,
    /// The name of a state.
    State,
    /// What a task calls.
    Resource,
    /// The name of an error.
    Error,
    /// A function of an expression.
    Function,
    /// A variable, or a part of `$states`.
    Variable,
}

/// Something that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What people look for and see.
    pub label: String,
    /// What it is.
    pub kind: CandidateKind,
    /// A few words beside the label.
    pub detail: String,
    /// A sentence or two.
    pub text: String,
    /// What is written. `#{name}` is a place to fill in; a tab at the beginning of a line is one step of indentation.
    pub insert: String,
    /// What it replaces.
    pub span: Span,
}

/// Everything that can be written at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Where the word that the labels are compared with begins.
    pub word: u32,
    /// Where a comma is missing, if something is written here.
    pub comma: Option<u32>,
    /// In the order in which people need them.
    pub candidates: Vec<Candidate>,
}

/// What can be written at byte `offset` of `text`; `None` where nothing of a definition can stand.
#[must_use]
pub fn complete(text: &str, offset: usize) -> Option<Completion> {
    let readable = readable(text, offset);
    let (tree, _) = syntax::read(&readable);
    let cursor = Cursor::find(&tree, offset)?;
    let mut desk = Desk { written: Written::of(&cursor, text), cursor, found: Vec::new() };
    let word = match desk.cursor.at {
        At::Key => desk.keys(),
        At::Value => desk.values(),
    };
    let comma = desk.cursor.comma;
    (!desk.found.is_empty()).then_some(Completion { word, comma, candidates: desk.found })
}

/// What is written around the token in the real text.
struct Written {
    token: Span,
    is_quoted: bool,
    has_colon: bool,
    /// Another member or item follows without a comma between.
    needs_comma: bool,
    notation: Language,
}

impl Written {
    fn of(cursor: &Cursor<'_>, text: &str) -> Self {
        let mut token = cursor.token;
        // What was put in to make the line readable is not in the text.
        if cursor.text.len() != text.len() {
            let line = text.get(cursor.offset..).and_then(|rest| rest.find('\n'));
            let end = line.map_or(text.len(), |at| cursor.offset + at);
            let word = text.get(token.start as usize..end).unwrap_or("").trim_end();
            let end = u32::try_from(token.start as usize + word.len()).unwrap_or(token.start);
            token.end = token.end.min(end).max(token.start);
        }
        let rest = text.get(token.end as usize..).unwrap_or("").trim_start();
        let is_json = cursor.notation == Language::Json;
        Self {
            token,
            is_quoted: cursor.is_quoted(),
            has_colon: rest.starts_with(':'),
            needs_comma: is_json && rest.starts_with(['"', '{', '[']),
            notation: cursor.notation,
        }
    }

    fn comma(&self) -> &'static str {
        if self.needs_comma { "," } else { "" }
    }

    /// A text as it is written here.
    fn quote(&self, text: &str) -> String {
        let is_plain = |text: &str| {
            !text.is_empty()
                && text.chars().all(|sign| sign.is_alphanumeric() || " _-./:$".contains(sign))
                && text.starts_with(|first: char| first.is_alphabetic() || first == '$')
                && !text.contains(": ")
                && !text.ends_with([':', ' '])
                && !matches!(text, "true" | "false" | "null")
        };
        if self.notation == Language::Yaml && !self.is_quoted && is_plain(text) {
            return text.to_owned();
        }
        serde_json::Value::from(text).to_string()
    }
}

pub(super) struct Desk<'t> {
    pub(super) cursor: Cursor<'t>,
    written: Written,
    found: Vec<Candidate>,
}

impl Desk<'_> {
    fn keys(&mut self) -> u32 {
        if self.cursor.shape == Shape::States {
            for (label, detail, insert) in snippets::states(self.cursor.language, self.written.notation) {
                let insert = format!("{insert}{}", self.written.comma());
                self.add(label, CandidateKind::Snippet, detail, "A whole state to fill in.", insert);
            }
        } else {
            for field in self.fields() {
                self.key(
                    field.name,
                    &field.text_with_bounds(),
                    &snippets::value(field, &self.cursor, self.written.notation),
                );
            }
            if matches!(self.cursor.shape, Shape::Rule | Shape::NestedRule) {
                self.operators();
            }
        }
        self.written.token.start + u32::from(self.written.is_quoted)
    }

    /// The fields that are legal here and not there yet.
    fn fields(&self) -> Vec<&'static Field> {
        let cursor = &self.cursor;
        let own = cursor.member.map(|member| member.value.id());
        let has =
            |name: &str| cursor.container.get(name).is_some_and(|member| Some(member.value.id()) != own);
        let kind = cursor.state_type();
        let is_legal = |field: &Field| match cursor.shape {
            Shape::State => match kind {
                Some(kind) => asl::is_allowed(kind, field.name, cursor.language),
                None => StateType::ALL.iter().any(|kind| asl::is_allowed(*kind, field.name, cursor.language)),
            },
            Shape::NestedRule if ["Next", "Output", "Assign"].contains(&field.name) => false,
            _ => field.language.is_none_or(|language| language == cursor.language),
        };
        let alternatives: &[&[&str]] = &[
            &["Next", "End"],
            &["Seconds", "SecondsPath", "Timestamp", "TimestampPath"],
            &["Error", "ErrorPath"],
            &["Cause", "CausePath"],
            &["TimeoutSeconds", "TimeoutSecondsPath"],
            &["HeartbeatSeconds", "HeartbeatSecondsPath"],
            &["MaxConcurrency", "MaxConcurrencyPath"],
            &["ItemProcessor", "Iterator"],
            &["And", "Or", "Not", "Variable"],
        ];
        let is_taken = |name: &str| {
            has(name)
                || alternatives.iter().any(|set| set.contains(&name) && set.iter().any(|other| has(other)))
        };
        let all = fields::of(cursor.shape).iter();
        all.filter(|field| is_legal(field) && !is_taken(field.name) && field.name != "Iterator").collect()
    }

    fn operators(&mut self) {
        let is_compared = self.cursor.container.get("Variable").is_some();
        let has_one = self.cursor.container.members().any(|member| {
            asl::Operator::parse(&member.key()).is_some()
                && Some(member.value.id()) != self.cursor.member.map(|own| own.value.id())
        });
        if self.cursor.language != QueryLanguage::JsonPath || has_one || !is_compared {
            return;
        }
        for name in asl::Operator::names() {
            let Some((operator, is_path)) = asl::Operator::parse(&name) else { continue };
            let value = snippets::operand(operator, is_path, self.written.notation);
            self.key(&name, &candidates::operator_text(operator, is_path), &value);
        }
    }

    fn key(&mut self, name: &str, text: &str, value: &str) {
        let key = self.written.quote(name);
        let insert = if self.written.has_colon {
            key
        } else {
            let blank = if value.starts_with('\n') { "" } else { " " };
            format!("{key}:{blank}{value}{}", self.written.comma())
        };
        self.add(name.to_owned(), CandidateKind::Field, String::new(), text, insert);
    }

    fn values(&mut self) -> u32 {
        if let Some(word) = expression::complete(self) {
            return word;
        }
        let key = self.cursor.key().map(|key| key.into_owned());
        let accepts = match (self.cursor.shape, &key) {
            (Shape::List(fields::Item::ErrorName), _) => Some(Accepts::ErrorNames),
            (shape, Some(key)) => fields::find(shape, key).map(|field| field.accepts),
            _ => None,
        };
        for (label, kind, text) in candidates::of(accepts, &self.cursor) {
            let insert = match accepts {
                Some(Accepts::Truth) => label.clone(),
                _ => self.written.quote(&label),
            };
            let insert = format!("{insert}{}", self.written.comma());
            self.add(label, kind, String::new(), &text, insert);
        }
        self.expression_to_fill(accepts);
        self.written.token.start + u32::from(self.written.is_quoted)
    }

    /// `{% … %}` where a JSONata state may compute the value.
    fn expression_to_fill(&mut self, accepts: Option<Accepts>) {
        let may_be = matches!(
            accepts,
            Some(Accepts::Template | Accepts::Expression | Accepts::Whole | Accepts::Instant | Accepts::Text)
        ) || (accepts.is_none() && self.cursor.shape == Shape::Data);
        let key = self.cursor.key();
        let is_plain = matches!(key.as_deref(), Some("Comment" | "Label" | "Version"));
        let is_in_state = self.cursor.state.is_some() && self.cursor.language == QueryLanguage::Jsonata;
        if may_be && is_in_state && !is_plain && self.cursor.typed().is_empty() {
            let quote = if self.written.notation == Language::Yaml { '\'' } else { '"' };
            let insert = format!("{quote}{{% #{{}} %}}{quote}{}", self.written.comma());
            let text = "An expression in JSONata, computed when the state runs.";
            self.add("{% … %}".to_owned(), CandidateKind::Snippet, String::new(), text, insert);
        }
    }

    fn add(
        &mut self,
        label: String,
        kind: CandidateKind,
        detail: impl Into<String>,
        text: impl Into<String>,
        insert: String,
    ) {
        let span = self.written.token;
        self.found.push(Candidate { label, kind, detail: detail.into(), text: text.into(), insert, span });
    }

    /// A part of an expression, which replaces what is typed from `from` on. Where no text has begun, quotes are added.
    pub(super) fn add_part(
        &mut self,
        from: u32,
        label: &str,
        kind: CandidateKind,
        (detail, text): (&str, &str),
        insert: String,
    ) {
        let is_new = self.written.token.is_empty() && self.written.notation == Language::Json;
        let insert = if is_new { format!("\"{insert}\"{}", self.written.comma()) } else { insert };
        let span = Span::new(from, u32::try_from(self.cursor.offset).unwrap_or(from));
        let (detail, text) = (detail.to_owned(), text.to_owned());
        self.found.push(Candidate { label: label.to_owned(), kind, detail, text, insert, span });
    }

    /// True if the value is no text: a number, `true`, nothing readable.
    pub(super) fn is_text(&self) -> bool {
        let kind = self.cursor.member.map(|member| member.value.kind());
        self.written.token.is_empty() || kind.is_none_or(|kind| matches!(kind, Kind::String | Kind::Missing))
    }
}

impl Field {
    /// What it is, with its range and default.
    pub(super) fn text_with_bounds(&self) -> String {
        let mut text = self.text.to_owned();
        for (name, value) in self.facts() {
            text.push_str(&format!("\n{name}: {value}"));
        }
        text
    }

    /// What is known of it besides the text, for people.
    pub(super) fn facts(&self) -> Vec<(String, String)> {
        let mut facts = Vec::new();
        if let Some((min, max)) = self.range {
            let range = if max == i64::MAX { format!("at least {min}") } else { format!("{min} to {max}") };
            facts.push(("Range".to_owned(), range));
        }
        facts.extend(self.default.map(|default| ("Default".to_owned(), default.to_owned())));
        if self.is_required {
            facts.push(("Required".to_owned(), "yes".to_owned()));
        }
        facts
    }
}
