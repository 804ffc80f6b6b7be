//! What the thing at a place is.

use asl::StateType;
use expressions::intrinsics;
use expressions::jsonata::vocabulary;
use syntax::{Node, Span};

use super::candidates::{ERRORS, operator_text, resource_text, type_text};
use super::context_object;
use super::cursor::{At, Cursor};
use super::expression::{self, Dialect, STATES, dialect, last_word};
use crate::fields::{self, Accepts, Shape};

/// An explanation for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What is explained.
    pub span: Span,
    /// Its name.
    pub title: String,
    /// What kind of thing it is, or how it is called.
    pub detail: String,
    /// A sentence or two.
    pub text: String,
    /// More that is known: range, default, language.
    pub facts: Vec<(String, String)>,
}

/// Explains what stands at byte `offset`; `None` if there is nothing to tell.
#[must_use]
pub fn explain(text: &str, offset: usize) -> Option<Explanation> {
    let (tree, _) = syntax::read(text);
    let cursor = Cursor::find(&tree, offset)?;
    if cursor.token.is_empty() {
        return None;
    }
    match cursor.at {
        At::Key if cursor.shape == Shape::States => {
            let member = cursor.member?;
            Some(state(&member.key(), member.value, member.key_span))
        }
        At::Key => field(&cursor),
        At::Value => value(&cursor),
    }
}

fn state(name: &str, body: Node<'_>, span: Span) -> Explanation {
    let of = |field| body.get(field).and_then(|member| Some(member.value.as_str()?.into_owned()));
    let facts =
        ["Resource", "Next", "Default"].into_iter().filter_map(|field| Some((field.to_owned(), of(field)?)));
    Explanation {
        span,
        title: name.to_owned(),
        detail: of("Type").map_or("state".to_owned(), |kind| format!("{kind} state")),
        text: of("Comment")
            .or_else(|| StateType::parse(&of("Type")?).map(|kind| type_text(kind).to_owned()))
            .unwrap_or_default(),
        facts: facts.collect(),
    }
}

fn field(cursor: &Cursor<'_>) -> Option<Explanation> {
    let key = cursor.key()?;
    let span = cursor.token;
    if let Some((operator, is_path)) = asl::Operator::parse(&key).filter(|_| is_rule(cursor.shape)) {
        let text = operator_text(operator, is_path);
        return Some(Explanation {
            span,
            title: key.into_owned(),
            detail: "comparison".to_owned(),
            text,
            ..Explanation::default()
        });
    }
    if cursor.shape == Shape::Data {
        let is_variable = cursor.inside.last().is_some_and(|name| name == "Assign");
        let title = format!("${}", key.trim_end_matches(".$"));
        let text = "Set when the state is left; later states read it by this name.".to_owned();
        return is_variable.then(|| Explanation {
            span,
            title,
            detail: "variable".to_owned(),
            text,
            ..Explanation::default()
        });
    }
    let known = fields::find(cursor.shape, &key)?;
    let mut facts = known.facts();
    facts.extend(language(cursor, known).map(|language| ("Language".to_owned(), language.to_owned())));
    Some(Explanation {
        span,
        title: key.into_owned(),
        detail: "field".to_owned(),
        text: known.text.to_owned(),
        facts,
    })
}

fn is_rule(shape: Shape) -> bool {
    matches!(shape, Shape::Rule | Shape::NestedRule)
}

/// The only language a field is for.
fn language(cursor: &Cursor<'_>, field: &fields::Field) -> Option<&'static str> {
    use asl::QueryLanguage::{JsonPath, Jsonata};
    let in_states = |language| {
        let kinds = || cursor.state_type().into_iter().chain(StateType::ALL);
        kinds().any(|kind| asl::is_allowed(kind, field.name, language))
    };
    let only = match cursor.shape {
        Shape::State if !in_states(Jsonata) => Some(JsonPath),
        Shape::State if !in_states(JsonPath) => Some(Jsonata),
        _ => field.language,
    };
    only.map(|language| match language {
        JsonPath => "JSONPath only",
        Jsonata => "JSONata only",
    })
}

fn value(cursor: &Cursor<'_>) -> Option<Explanation> {
    if let Some(found) = dialect(cursor).and_then(|dialect| word(cursor, dialect)) {
        return Some(found);
    }
    let node = cursor.member.map(|member| member.value);
    let written = match node {
        Some(node) => node.as_str()?.into_owned(),
        None => cursor.token.text(cursor.text).trim_matches(['"', '\'']).to_owned(),
    };
    let known = |detail: &str, text: String| {
        Some(Explanation {
            span: cursor.token,
            title: written.clone(),
            detail: detail.to_owned(),
            text,
            ..Explanation::default()
        })
    };
    if cursor.shape == Shape::List(fields::Item::ErrorName) {
        let text = ERRORS.iter().find(|word| word.name == written)?.text;
        return known("error", (*text).to_owned());
    }
    match fields::find(cursor.shape, &cursor.key()?)?.accepts {
        Accepts::StateName => {
            let target = cursor.workflow.get("States")?.value.get(&written)?;
            Some(state(&written, target.value, cursor.token))
        }
        Accepts::StateType => known("state type", type_text(StateType::parse(&written)?).to_owned()),
        Accepts::Resource => known("resource", resource_text(&written)?),
        _ => None,
    }
}

/// The word of an expression under the cursor.
fn word(cursor: &Cursor<'_>, dialect: Dialect) -> Option<Explanation> {
    let rest = cursor.text.get(cursor.offset..cursor.token.end as usize)?;
    let is_part = |sign: char| sign.is_alphanumeric() || sign == '_';
    let more = rest.find(|sign| !is_part(sign)).unwrap_or(rest.len());
    let end = cursor.offset + more;
    let typed_start = end - (cursor.typed().len() + more);
    let whole = last_word(cursor.text.get(typed_start..end)?);
    let span = Span::new(u32::try_from(end - whole.len()).ok()?, u32::try_from(end).ok()?);
    let told = |title: &str, detail: String, text: &str| {
        Some(Explanation {
            span,
            title: title.to_owned(),
            detail,
            text: text.to_owned(),
            ..Explanation::default()
        })
    };
    if let Dialect::Path { .. } = dialect
        && let Some(function) = intrinsics::FUNCTIONS.iter().find(|function| function.name == whole)
    {
        return told(whole, format!("({})", function.signature), function.purpose);
    }
    let context = match dialect {
        Dialect::Jsonata => whole.strip_prefix("$states.context"),
        Dialect::Path { .. } => whole.strip_prefix("$$"),
    };
    if let Some(path) = context.map(|path| path.trim_start_matches('.')) {
        let part = context_object::PARTS.iter().find(|part| part.path == path);
        return told(
            whole,
            "context object".to_owned(),
            part.map_or("What is known of the execution.", |part| part.text),
        );
    }
    if let Some(path) = whole.strip_prefix("$states.").filter(|_| dialect == Dialect::Jsonata) {
        let first = path.split('.').next()?;
        let (_, text) = STATES.iter().find(|(name, _)| *name == first)?;
        return told(whole, String::new(), text);
    }
    let name = whole.strip_prefix('$')?.split('.').next().filter(|name| !name.is_empty())?;
    if let Some(known) = vocabulary::find(name).filter(|_| dialect == Dialect::Jsonata) {
        return told(whole, format!("({})", known.signature), known.purpose);
    }
    let is_variable = expression::written_variables(cursor.container.tree()).contains(name);
    is_variable
        .then(|| told(&format!("${name}"), "variable".to_owned(), "Set by an Assign of the workflow."))?
}
