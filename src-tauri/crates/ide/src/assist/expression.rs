//! The words of expressions: variables, `$states`, the context object, functions.

use std::collections::BTreeSet;

use asl::{QueryLanguage, StateType};
use expressions::intrinsics;
use expressions::jsonata::vocabulary;
use syntax::{Kind, Node, Tree};

use super::complete::{CandidateKind, Desk};
use super::context_object;
use super::cursor::Cursor;
use crate::fields::{self, Accepts, Shape};

/// How expressions are written at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Between `{%` and `%}`.
    Jsonata,
    /// A path; `calls` if an intrinsic function may stand there too.
    Path { calls: bool },
}

/// The dialect at the cursor; `None` where no expression stands.
pub(super) fn dialect(cursor: &Cursor<'_>) -> Option<Dialect> {
    let key = cursor.key();
    if cursor.language == QueryLanguage::Jsonata {
        let typed = cursor.typed();
        let opened = typed.rfind("{%")?;
        return (!typed.get(opened..)?.contains("%}")).then_some(Dialect::Jsonata);
    }
    let key = key.as_deref()?;
    if cursor.shape == Shape::Data && cursor.state.is_some() {
        return key.ends_with(".$").then_some(Dialect::Path { calls: true });
    }
    if asl::Operator::parse(key).is_some_and(|(_, is_path)| is_path) {
        return Some(Dialect::Path { calls: false });
    }
    let is_path = fields::find(cursor.shape, key)?.accepts == Accepts::Path;
    is_path.then_some(Dialect::Path { calls: matches!(key, "ErrorPath" | "CausePath") })
}

/// The last word of a text, as far as expressions have words with dots: `$states.context.Exec`.
pub(super) fn last_word(text: &str) -> &str {
    let is_part = |sign: char| sign.is_alphanumeric() || "_$.".contains(sign);
    let start = text.char_indices().rev().take_while(|(_, sign)| is_part(*sign)).last();
    start.map_or("", |(at, _)| text.get(at..).unwrap_or(""))
}

/// Offers what can stand at the cursor inside an expression; gives where the word begins, or nothing outside.
pub(super) fn complete(desk: &mut Desk<'_>) -> Option<u32> {
    let dialect = dialect(&desk.cursor).filter(|_| desk.is_text())?;
    let word = last_word(desk.cursor.typed());
    let (parents, last) = word.rsplit_once('.').map_or(("", word), |(parents, last)| (parents, last));
    let offset = u32::try_from(desk.cursor.offset).ok()?;
    let from = offset - u32::try_from(last.len()).ok()?;
    let start = offset - u32::try_from(word.len()).ok()?;
    match (dialect, parents) {
        (Dialect::Jsonata, "") => jsonata(desk, from),
        (Dialect::Jsonata, "$states") => states_members(desk, from),
        (Dialect::Jsonata, path) => context(desk, path.strip_prefix("$states.context")?, from),
        (Dialect::Path { .. }, path) if path.starts_with("$$") => {
            context(desk, path.strip_prefix("$$")?, from)
        }
        (Dialect::Path { calls: true }, "States") => {
            intrinsic(desk, start);
            return Some(start);
        }
        (Dialect::Path { calls }, "") => {
            path_roots(desk, from);
            if calls {
                intrinsic(desk, from);
            }
        }
        (Dialect::Path { .. }, _) => {}
    }
    Some(from)
}

fn jsonata(desk: &mut Desk<'_>, from: u32) {
    let add = |desk: &mut Desk<'_>, label: &str, text: &str| {
        desk.add_part(from, label, CandidateKind::Variable, ("", text), label.to_owned());
    };
    add(desk, "$states", "Input, result, error and context of the state.");
    for name in written_variables(desk.cursor.container.tree()) {
        add(desk, &format!("${name}"), "A variable of the workflow.");
    }
    for known in vocabulary::FUNCTIONS {
        let label = format!("${}", known.name);
        let about = (format!("({})", known.signature), known.purpose);
        let insert = format!("{label}(#{{}})");
        desk.add_part(from, &label, CandidateKind::Function, (&about.0, about.1), insert);
    }
}

fn states_members(desk: &mut Desk<'_>, from: u32) {
    for (name, text) in states_of(&desk.cursor) {
        desk.add_part(from, name, CandidateKind::Variable, ("", text), name.to_owned());
    }
}

/// Members of `$states`, with what they are.
pub(super) const STATES: &[(&str, &str)] = &[
    ("input", "The input of the state."),
    ("context", "The context object: the execution, the state, the item of a Map."),
    ("result", "What the task, the branches or the iterations gave."),
    ("errorOutput", "The error: an object with Error and Cause."),
];

/// Those that exist at the cursor.
fn states_of(cursor: &Cursor<'_>) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let field = cursor.field().map(|field| field.into_owned()).unwrap_or_default();
    let works = matches!(cursor.state_type(), Some(StateType::Task | StateType::Parallel | StateType::Map));
    let has_result = works && matches!(field.as_str(), "Output" | "Assign");
    STATES.iter().copied().filter(move |(name, _)| match *name {
        "result" => has_result,
        "errorOutput" => field == "Catch",
        _ => true,
    })
}

fn context(desk: &mut Desk<'_>, path: &str, from: u32) {
    for (name, part) in context_object::below(path.trim_start_matches('.')) {
        desk.add_part(from, name, CandidateKind::Variable, ("", part.text), name.to_owned());
    }
}

fn path_roots(desk: &mut Desk<'_>, from: u32) {
    let mut add = |label: &str, text: &str| {
        desk.add_part(from, label, CandidateKind::Variable, ("", text), label.to_owned());
    };
    add("$", "The input, or the result in a ResultSelector.");
    add("$$", "The context object: the execution, the state, the item of a Map.");
    for name in written_variables(desk.cursor.container.tree()) {
        let label = format!("${name}");
        desk.add_part(
            from,
            &label,
            CandidateKind::Variable,
            ("", "A variable of the workflow."),
            label.clone(),
        );
    }
}

fn intrinsic(desk: &mut Desk<'_>, from: u32) {
    for function in intrinsics::FUNCTIONS {
        let about = (format!("({})", function.signature), function.purpose);
        let insert = format!("{}(#{{}})", function.name);
        desk.add_part(from, function.name, CandidateKind::Function, (&about.0, about.1), insert);
    }
}

/// Names that are assigned anywhere in the definition.
pub(super) fn written_variables(tree: &Tree) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut left: Vec<Node<'_>> = tree.root().into_iter().collect();
    while let Some(node) = left.pop() {
        for member in node.members() {
            let is_object = member.value.kind() == Kind::Object;
            if is_object && member.key() == "Assign" {
                let keys = member.value.members().map(|assigned| assigned.key());
                names.extend(
                    keys.map(|key| key.trim_end_matches(".$").to_owned()).filter(|key| !key.is_empty()),
                );
            } else if is_object || member.value.kind() == Kind::Array {
                left.push(member.value);
            }
        }
        left.extend(node.items());
    }
    names
}
